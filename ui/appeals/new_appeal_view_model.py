"""The form of an appeal, new or changed: type, text, photos, visit, check, and what became of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta, tzinfo

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtQml import QmlElement

import ui.controls.camera_view  # noqa: F401  # QML knows CameraView from now on
from kiosk import appeals, notices
from kiosk.appeals import Draft, ListedAppeal, Step
from kiosk.company import Company
from kiosk.database import Store
from kiosk.devices.camera import Camera
from kiosk.domain.appeals import AppealType
from kiosk.domain.company import CompanyProfile
from kiosk.domain.errors import Refused
from kiosk.idle import Activity
from ui.appeals.form import Form, Page
from ui.appeals.form_opening import FormOpening
from ui.appeals.form_words import FormWords
from ui.appeals.photo_tray import PhotoTray
from ui.appeals.slip import TITLE, slip
from ui.appeals.type_tiles import TypeTiles
from ui.appeals.visit_tiles import VisitTiles
from ui.controls.camera_booth import BEAT, CameraBooth, Picture
from ui.controls.jobs import Jobs, Relay, Trouble, sentence
from ui.controls.printing_view_model import PrintingViewModel
from ui.controls.qml import Property, QmlUncreatable
from ui.controls.resident import Resident
from ui.controls.view_model import ViewModel

QML_IMPORT_NAME = "ui.appeals"
QML_IMPORT_MAJOR_VERSION = 1

NEWS = frozenset({"appeal", "outbox", "refused_operation"})


@QmlElement
@QmlUncreatable("made by the shell")
class NewAppealViewModel(ViewModel):
    """One form at a time, begun by `begin`; `finished` is told when there is nothing to go back to, or all is done.

    It is empty unless `prepare` was given a draft that is filled already.
    """

    changed = Signal()
    finished = Signal()

    def __init__(
        self,
        *,
        store: Store,
        company: Company,
        camera: Camera,
        jobs: Jobs,
        relay: Relay,
        resident: Resident,
        printing: PrintingViewModel,
        clock: Callable[[], datetime],
        zone: Callable[[], tzinfo],
        beat: int = BEAT,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._store, self._jobs, self._resident = store, jobs, resident
        self._printing, self._clock, self._zone = printing, clock, zone
        self._form = Form()
        self._opening = FormOpening(store, company, jobs, resident, clock)
        self._types: dict[str, AppealType] = {}
        self._company: CompanyProfile | None = None
        self._account_id = resident.account_id
        self._tiles, self._visit = TypeTiles(self), VisitTiles(self)
        self._tray, self._words = PhotoTray(self), FormWords(resident, self)
        self._booth = CameraBooth(camera, jobs, self._keep, beat, self)
        relay.changed.connect(self._hear)
        resident.changed.connect(self._meet)

    @property
    def activity(self) -> Activity:
        if self._printing.busy or self._booth.counting:
            return Activity.BUSY
        match self._form.page:
            case Page.TEXT:
                return Activity.LONG
            case Page.SENT:
                return Activity.SUCCESS
            case _:
                return Activity.PAGE

    def prepare(self, draft: Draft) -> None:
        """What the form is to open with, once."""
        self._opening.prepare(draft)

    @Slot()
    def begin(self) -> None:
        """The form; the key of an empty one's command is made now."""
        self._types = {kind.id: kind for kind in appeals.types(self._store)}
        self._company = notices.board(self._store, self._clock()).company
        self._printing.clear()
        self._put(self._opening.form())
        self._tray.load(self._form.draft.photos, self._jobs, self._opening.fetching)

    @Slot()
    def correct(self) -> None:
        """«Исправить» what was refused while one looked."""
        if self._form.filed is not None:
            self._opening.revise(self._form.filed.appeal.id, self._begin_with, self._refused)

    @Slot()
    def back(self) -> None:
        """One page back, with everything entered kept."""
        if self._form.revised and self._form.step is Step.TEXT:
            self.acceptText()
            return
        earlier = self._form.back()
        if earlier is None:
            self.finish()
        elif not self._form.sending:
            self._put(earlier)

    @Slot(str)
    def chooseType(self, type_id: str) -> None:
        """A group opens; an emergency shows the dispatcher first; any other leaf goes on to the text."""
        kind = self._types[type_id]
        if any(each.parent_id == type_id for each in self._types.values()):
            self._put(replace(self._form, group=type_id, problem=""))
        elif kind.emergency:
            self._put(replace(self._form, emergency=kind, problem=""))
        else:
            self._put(self._form.accept(self._form.draft.with_type(kind)))

    @Slot()
    def proceed(self) -> None:
        """«Всё равно подать обращение»."""
        if self._form.emergency is not None:
            self._put(self._form.accept(self._form.draft.with_type(self._form.emergency)))

    @Slot(str)
    def type(self, text: str) -> None:
        """What the text box holds now."""
        if text != self._form.typed:
            self._put(replace(self._form, typed=text, problem=""))

    @Slot(str, str, result=str)
    def phraseAfter(self, before: str, phrase: str) -> str:
        """A phrase as it is put behind what is written: a space before it if need be, a full stop after."""
        space = " " if before and not before[-1].isspace() else ""
        return f"{space}{phrase.rstrip('.')}. "

    @Slot()
    def acceptText(self) -> None:
        self._try(lambda draft: draft.with_text(self._form.typed))

    @Slot(int)
    def deletePhoto(self, index: int) -> None:
        self._put(replace(self._form, draft=self._form.draft.without_photo(index), problem=""))

    @Slot()
    def acceptPhotos(self) -> None:
        """Go on, with photos or without."""
        self._put(self._form.accept(self._form.draft.with_photos_done()))

    @Slot(int)
    def chooseDay(self, ahead: int) -> None:
        """A day, counted from today."""
        self._put(self._form.visiting(self._now(), day=self._now().date() + timedelta(days=ahead)))

    @Slot(int)
    def chooseStart(self, hour: int) -> None:
        self._put(self._form.visiting(self._now(), start=hour))

    @Slot(int)
    def chooseEnd(self, hour: int) -> None:
        self._put(self._form.visiting(self._now(), end=hour))

    @Slot()
    def acceptVisit(self) -> None:
        if self._form.visit is None:
            self._put(self._form.refuse(Refused("appeal.visit.none", "Выберите день и время визита.")))
        else:
            self._try(lambda draft: draft.with_visit(self._form.visit, self._now()))

    @Slot()
    def skipVisit(self) -> None:
        """«Время не важно»."""
        self._put(self._form.accept(self._form.draft.with_visit(None, self._now())))

    @Slot(str)
    def revise(self, step: str) -> None:
        """«Изменить» of one part on the check page."""
        if not self._form.sending:
            self._put(self._form.revise(Step(step)))

    @Slot()
    def send(self) -> None:
        """«Отправить»: written to the disk off the GUI thread, once however often it is tapped."""
        session, form = self._resident.session, self._form
        if session is None or form.sending or form.filed is not None or form.draft.step is not Step.CHECK:
            return
        now, draft = self._clock(), self._opening.whole(form.draft)
        self._put(replace(form, sending=True, problem=""))
        self._jobs.run(lambda: appeals.file(self._store, session, draft, now), self._filed, self._refused)

    @Slot()
    def printSlip(self) -> None:
        """«Распечатать талон»."""
        filed = self._form.filed
        provider = slip(self._store, filed, self._clock()) if filed else None
        if provider is not None:
            self._printing.print(provider, TITLE)

    @Slot()
    def finish(self) -> None:
        """«Готово», or back from the first page. The next form begins empty; leaving wipes this one."""
        self.finished.emit()

    def _begin_with(self, draft: Draft) -> None:
        self._opening.prepare(draft)
        self.begin()

    def _try(self, change: Callable[[Draft], Draft]) -> None:
        """The page's rule decides: on, or stay with its sentence."""
        try:
            self._put(self._form.accept(change(self._form.draft)))
        except Refused as trouble:
            self._put(self._form.refuse(trouble))

    def _keep(self, picture: Picture) -> None:
        """«Оставить»: the booth's shot becomes the draft's."""
        self._tray.add(picture)
        try:
            self._put(replace(self._form, draft=self._form.draft.with_photo(picture.jpeg), problem=""))
        except Refused as trouble:
            self._put(self._form.refuse(trouble))

    def _filed(self, filed: ListedAppeal) -> None:
        self._put(replace(self._form, filed=filed, sending=False))

    def _refused(self, trouble: Trouble) -> None:
        self._put(replace(self._form, problem=sentence(trouble), sending=False))

    def _hear(self, kinds: frozenset[str]) -> None:
        """The number came, or the company said no."""
        filed, session = self._form.filed, self._resident.session
        if filed is not None and session is not None and kinds & NEWS:
            found = appeals.find(self._store, session.account_id or "", filed.appeal.id, session)
            self._put(replace(self._form, filed=found or filed))

    def _meet(self) -> None:
        """Another account, or nobody: the form, its photos and the camera's picture are gone."""
        if self._resident.account_id != self._account_id:
            self._account_id = self._resident.account_id
            self._opening.forget()
            self._put(Form())

    def _now(self) -> datetime:
        return self._clock().astimezone(self._zone())

    def _put(self, form: Form) -> None:
        self._form = form
        if form.page is not Page.PHOTOS:
            self._booth.close()
        self._tiles.show(form, tuple(self._types.values()), self._company)
        self._visit.show(form, self._now())
        self._tray.show(form.draft.photos)
        self._words.show(form)
        self.changed.emit()

    @Property(str, notify=changed)
    def page(self) -> str:
        return str(self._form.page)

    @Property(TypeTiles, constant=True)
    def types(self) -> TypeTiles:
        return self._tiles

    @Property(CameraBooth, constant=True)
    def booth(self) -> CameraBooth:
        return self._booth

    @Property(PhotoTray, constant=True)
    def photos(self) -> PhotoTray:
        return self._tray

    @Property(VisitTiles, constant=True)
    def visit(self) -> VisitTiles:
        return self._visit

    @Property(FormWords, constant=True)
    def words(self) -> FormWords:
        return self._words

    @Property(PrintingViewModel, constant=True)
    def printing(self) -> PrintingViewModel:
        return self._printing
