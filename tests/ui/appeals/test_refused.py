"""What was refused, at the screen: why, the form with what was entered, and nothing left once it is read."""

import io
from collections.abc import Sequence

import pytest
from PIL import Image
from PySide6.QtQuick import QQuickWindow

from kiosk import appeals, outbox, refusals
from kiosk.appeals import Delivery, Draft, Photo
from kiosk.domain.appeals import AppealStatus, CancelAppeal, EditAppeal, FileAppeal
from kiosk.domain.errors import Refused
from kiosk.domain.refusals import RefusedOperation
from tests.ui.appeals.facts import ACCOUNT, FLAT, NOW, TYPES, appeal
from tests.ui.appeals.lobby import Lobby
from tests.ui.appeals.writing import put_text, to_sent
from tests.ui.taps import find, seen, tap, texts, wait
from ui.appeals.appeals_view_model import AppealsViewModel

WHY = Refused("appeal.many", "Сегодня вы уже подали {most} обращений.", {"most": 10})
TEXT = "Из крана идёт ржавая вода"


def jpeg() -> bytes:
    picture = io.BytesIO()
    Image.new("RGB", (64, 48), "red").save(picture, "JPEG")
    return picture.getvalue()


def filed(lobby: Lobby, photos: Sequence[bytes] = ()) -> str:
    draft = Draft(type=TYPES[2]).with_text(TEXT).with_photos_done().with_visit(None, NOW)
    for photo in photos:
        draft = draft.with_photo(photo)
    return appeals.file(lobby.store, lobby.session, draft, NOW).appeal.id


def refused(lobby: Lobby, photos: Sequence[bytes] = ()) -> str:
    op_id = filed(lobby, photos)
    outbox.rejected(lobby.store, op_id, WHY)
    return op_id


def listed(lobby: Lobby) -> tuple[QQuickWindow, AppealsViewModel]:
    view_model = lobby.appeals()
    return lobby.show("AppealsFlow", view_model).window, view_model


def commands(lobby: Lobby) -> list[str]:
    return [command.kind for command in lobby.store.spool.in_states(*outbox.State)]


def test_a_refused_appeal_says_why_and_is_put_away_from_the_list(lobby: Lobby) -> None:
    lobby.hear(FLAT)
    op_id = refused(lobby)
    window, _ = listed(lobby)
    assert "Не принято" in texts(window) and "Сегодня вы уже подали 10 обращений." in texts(window)
    tap(window, f"dismiss:{op_id}")
    wait(lambda: seen(window, f"appeal:{op_id}") is None)
    assert "Обращений пока нет" in texts(window)
    assert commands(lobby) == ["refusal.dismiss"]


def test_its_page_closes_when_it_is_put_away(lobby: Lobby) -> None:
    lobby.hear(FLAT)
    op_id = refused(lobby)
    window, view_model = listed(lobby)
    tap(window, f"appeal:{op_id}")
    assert find(window, "explanation") and "Записано в киоске" in texts(window)
    tap(window, "dismiss")
    wait(lambda: not view_model.opened)
    assert seen(window, f"appeal:{op_id}") is None


def test_correcting_it_opens_the_form_with_everything_entered_and_sends_a_new_one(lobby: Lobby) -> None:
    lobby.hear(FLAT)
    op_id = refused(lobby, [jpeg()])
    window, view_model = listed(lobby)
    wanted: list[Draft] = []
    view_model.form_wanted.connect(wanted.append)
    tap(window, f"correct:{op_id}")
    wait(lambda: bool(wanted), "the form to be wanted")
    form = lobby.new_appeal()
    form.prepare(wanted[0])
    window = lobby.show("NewAppealFlow", form).window
    find(window, "send")
    for words in ("Исправление обращения", "Почему не приняли", "уже подали 10 обращений", TEXT, TYPES[2].name):
        assert words in texts(window)
    wait(lambda: form.photos.count == 1 and form.photos.pictures._images != {}, "the photo's small picture")
    tap(window, "change:text")
    put_text(window, "Из крана идёт чистая вода, но горячая")
    tap(window, "typingAction")
    tap(window, "send")
    find(window, "done")
    (command,) = [each for each in lobby.waiting if each.state is outbox.State.READY]
    sent = outbox.payload(command, FileAppeal)
    assert (sent.text, len(sent.photos), len(lobby.store.spool.blobs(command.op_id))) == (
        "Из крана идёт чистая вода, но горячая",
        1,
        1,
    )
    assert refusals.listed(lobby.store, ACCOUNT, lobby.session) == () and lobby.store.spool.command(op_id) is None


@pytest.mark.parametrize("reachable", [True, False])
def test_photos_that_were_seen_in_the_form_go_with_it_for_a_company_that_has_lost_them(
    lobby: Lobby, reachable: bool
) -> None:
    lobby.hear(FLAT)
    photo = Photo(jpeg())
    lobby.company.photos, lobby.company.reachable = {photo.sha256: jpeg()}, reachable
    form = lobby.new_appeal()
    named = Draft(type=TYPES[2], photos=(Photo(None, photo.sha256),)).with_text(TEXT)
    form.prepare(named.with_photos_done().with_visit(None, NOW))
    window = lobby.show("NewAppealFlow", form).window
    find(window, "send")
    if reachable:
        wait(lambda: form.photos.pictures._images != {}, "the photo's small picture")
    tap(window, "send")
    find(window, "done")
    (command,) = lobby.waiting
    assert outbox.payload(command, FileAppeal).photos == (photo.sha256,)
    assert lobby.store.spool.blobs(command.op_id) == ([photo.sha256] if reachable else [])


def test_back_from_a_corrected_form_leaves_it_and_the_refusal_stays(lobby: Lobby) -> None:
    lobby.hear(FLAT)
    op_id = refused(lobby)
    form = lobby.new_appeal()
    form.prepare(appeals.revision(lobby.store, ACCOUNT, op_id, NOW, lobby.session))
    stage = lobby.show("NewAppealFlow", form)
    find(stage.window, "send")
    tap(stage.window, "back")
    assert stage.left == 1 and len(refusals.listed(lobby.store, ACCOUNT, lobby.session)) == 1
    stage.shut()
    stage.open()
    assert find(stage.window, "type:water")


def test_refused_while_one_looks_it_can_be_corrected_there(lobby: Lobby) -> None:
    form = lobby.new_appeal()
    window = lobby.show("NewAppealFlow", form).window
    to_sent(window)
    (command,) = lobby.waiting
    outbox.rejected(lobby.store, command.op_id, WHY)
    lobby.connection.changed("outbox")
    tap(window, "correct")
    find(window, "send")
    assert "Почему не приняли" in texts(window) and TEXT in texts(window)
    tap(window, "send")
    find(window, "done")
    assert commands(lobby) == ["appeal.file", "refusal.dismiss"]


def test_what_the_company_kept_is_shown_like_what_was_heard_here(lobby: Lobby) -> None:
    command: dict[str, object] = {
        "type_id": "water-none",
        "type_name": "Нет воды",
        "text": TEXT,
        "visit": None,
        "photos": [],
    }
    kept = RefusedOperation(
        id="op-1",
        operation="appeal.file",
        payload=command,
        made_at=NOW,
        code=WHY.code,
        sentence=WHY.sentence,
        values=WHY.values,
    )
    lobby.hear(FLAT, kept)
    window, _ = listed(lobby)
    assert "Не принято" in texts(window) and "уже подали 10 обращений" in texts(window)
    assert find(window, "correct:op-1")


@pytest.mark.parametrize("conflict", [True, False])
def test_a_refused_change_leaves_the_appeals_state_in_sight(lobby: Lobby, conflict: bool) -> None:
    lobby.hear(FLAT, appeal(301, AppealStatus.NEW))
    appeals.cancel(lobby.store, lobby.session, "id-301", op_id="op-cancel", now=NOW)
    why = Refused("appeal.cancel.late", "Обращение уже «В работе», отменить его нельзя.")
    outbox.rejected(lobby.store, "op-cancel", why, conflict=conflict)
    lobby.hear(appeal(301, AppealStatus.IN_WORK))
    window, _ = listed(lobby)
    tap(window, "appeal:id-301")
    find(window, "print")
    said = "Уже учтено" if conflict else "Отмена не принята"
    assert "В работе" in texts(window) and f"{said}. Обращение уже «В работе»" in texts(window)
    assert not seen(window, "correct") and not seen(window, "edit")
    tap(window, "dismiss")
    wait(lambda: not seen(window, "explanation"))
    assert "В работе" in texts(window)


def test_a_new_appeal_is_cancelled_by_the_second_tap(lobby: Lobby) -> None:
    lobby.hear(FLAT, appeal(301, AppealStatus.NEW))
    window, _ = listed(lobby)
    tap(window, "appeal:id-301")
    tap(window, "askCancel")
    tap(window, "keep")
    assert commands(lobby) == []
    tap(window, "askCancel")
    tap(window, "cancel")
    wait(lambda: "Отмена сохранена в киоске" in texts(window))
    assert commands(lobby) == [CancelAppeal.kind] and "Ожидает отправки" in texts(window)
    assert not seen(window, "askCancel") and not seen(window, "edit")


def test_a_pending_appeal_is_edited_by_the_form(lobby: Lobby) -> None:
    lobby.hear(FLAT)
    op_id = filed(lobby)
    window, view_model = listed(lobby)
    wanted: list[Draft] = []
    view_model.form_wanted.connect(wanted.append)
    tap(window, f"appeal:{op_id}")
    tap(window, "edit")
    wait(lambda: bool(wanted), "the form to be wanted")
    form = lobby.new_appeal()
    form.prepare(wanted[0])
    window = lobby.show("NewAppealFlow", form).window
    find(window, "send")
    assert "Изменение обращения" in texts(window) and not seen(window, "reason")
    tap(window, "change:text")
    put_text(window, "Из крана идёт ржавая горячая вода")
    tap(window, "typingAction")
    tap(window, "send")
    find(window, "done")
    assert commands(lobby) == [FileAppeal.kind, EditAppeal.kind]
    (entry,) = appeals.listed(lobby.store, ACCOUNT, lobby.session)
    assert (entry.appeal.text, entry.delivery) == ("Из крана идёт ржавая горячая вода", Delivery.WAITING)


def test_what_is_being_sent_says_so(lobby: Lobby) -> None:
    lobby.hear(FLAT)
    op_id = filed(lobby)
    window, _ = listed(lobby)
    assert "Ожидает отправки" in texts(window)
    outbox.sending(lobby.store, op_id)
    lobby.connection.changed("outbox")
    wait(lambda: "Отправляется" in texts(window))


def test_on_leaving_nothing_of_a_refusal_stays_on_the_page(lobby: Lobby) -> None:
    lobby.hear(FLAT)
    op_id = refused(lobby)
    window, view_model = listed(lobby)
    tap(window, f"appeal:{op_id}")
    find(window, "correct")
    lobby.leave()
    wait(lambda: not view_model.opened)
    assert TEXT not in texts(window) and "уже подали" not in texts(window)
    assert not view_model.appeal.actions.refused
