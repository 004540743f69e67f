"""The errand: board → phone → code → accounts → cabinet → appeal with photos → number → invoice → print → leave."""

import re
from pathlib import Path

from kiosk.demo import Demonstration
from tests.tour.finger import Finger
from tests.ui import taps

PHONE = "9281234567"
NEIGHBOUR = ("10118", "Пятакова", "4")
TEXT = "Прорвало трубу"


class Errand:
    """One resident's visit, told as methods in the order they happen."""

    def __init__(self, finger: Finger, town: Demonstration, printed: Path, out: Path) -> None:
        self.finger = finger
        self.town = town
        self.printed = printed
        self.out = out
        self.number = ""

    def walk(self) -> None:
        """The whole visit; any fault raises."""
        self.board()
        self.come_in()
        self.cabinet()
        self.accounts()
        self.appeals()
        self.new_appeal()
        self.invoices()
        self.leave()

    def board(self) -> None:
        finger = self.finger
        finger.see("Нет горячей воды")
        finger.picture("board")
        finger.tap("dispatcher")
        finger.picture("dispatcher")
        finger.tap("closeDispatcher")
        finger.tap("modes")
        finger.picture("modes")
        finger.tap("closeModes")

    def come_in(self) -> None:
        finger = self.finger
        finger.tap("login")
        finger.picture("phone-empty")
        finger.tap("read:agreement")
        finger.see("Пользовательское соглашение")
        finger.picture("consent-text")
        finger.tap("accept")
        finger.digits(PHONE[:6])
        finger.tap("proceed")
        finger.picture("phone-incomplete")
        finger.digits(PHONE[6:])
        finger.tap("consent:personal_data")
        finger.picture("phone")
        finger.tap("proceed")
        finger.see("Демонстрация")
        finger.picture("code")
        shown = re.search(r"код (\d{4})", taps.texts(finger.window))
        assert shown is not None
        finger.digits(shown.group(1))

    def cabinet(self) -> None:
        finger = self.finger
        finger.see("Лицевой счёт № 10117")
        finger.see("3 открытых")
        finger.picture("cabinet")
        finger.tap("sums")
        finger.picture("cabinet-sums")
        for block in ("meters", "payments", "meetings", "notifications"):
            finger.tap(f"block:{block}")
            finger.picture(f"summary-{block}")
            finger.tap("back")

    def accounts(self) -> None:
        finger = self.finger
        number, street, apartment = NEIGHBOUR
        finger.tap("switch")
        finger.picture("accounts")
        finger.tap("addByLogin")
        finger.picture("account-by-login")
        finger.tap("hideKeyboard")
        finger.tap("back")
        finger.tap("addByAddress")
        self._fill("number", number)
        self._fill("address", street)
        finger.see("17")
        finger.picture("account-by-address")
        finger.tap("suggestion:1")
        self._fill("apartment", apartment)
        finger.tap("hideKeyboard")
        finger.tap("link")
        finger.see(f"№ {number}")
        finger.picture("accounts-two")
        finger.tap(f"account:{number}")
        finger.see(f"Лицевой счёт № {number}")
        finger.picture("cabinet-neighbour")
        finger.tap("switch")
        finger.tap("account:10117")
        finger.see("3 открытых")

    def appeals(self) -> None:
        finger = self.finger
        finger.tap("block:appeals")
        finger.see("№ 301")
        finger.picture("appeals")
        finger.tap("appeal:appeal-268")
        finger.see("Прошу выдать ключ")
        finger.picture("appeal")
        self.town.company("move", "268", "in_work")
        finger.see("В работе")
        finger.picture("appeal-moved-by-the-company")
        finger.tap("back")

    def new_appeal(self) -> None:
        finger = self.finger
        finger.tap("newAppeal")
        finger.picture("appeal-types")
        finger.tap("type:emergency")
        finger.tap("type:burst")
        finger.picture("appeal-emergency")
        finger.tap("back")
        finger.tap("back")
        finger.tap("type:engineering")
        finger.picture("appeal-types-of-a-group")
        finger.tap("type:water")
        finger.picture("appeal-text-empty")
        finger.type(TEXT)
        finger.picture("appeal-text")
        finger.tap("typingAction")
        self._photos()
        finger.tap("next")
        self._visit()
        finger.picture("appeal-check")
        finger.tap("send")
        self._numbered()

    def _photos(self) -> None:
        finger = self.finger
        finger.see("камера включена")
        finger.until(lambda: not taps.find(finger.window, "shoot").property("dimmed"), "a live picture")
        finger.picture("appeal-camera")
        for count in range(3):
            finger.tap("shoot" if count == 0 else "reopen" if taps.seen(finger.window, "reopen") else "shoot")
            if count == 0:
                finger.picture("appeal-countdown")
            taps.find(finger.window, "keep")
            if count == 0:
                finger.picture("appeal-shot")
            finger.tap("keep")
            taps.find(finger.window, f"shot:{count}")
        finger.picture("appeal-photos")

    def _visit(self) -> None:
        finger = self.finger
        finger.picture("appeal-visit-empty")
        finger.tap("day:2")
        finger.tap("start:8")
        finger.tap("end:11")
        finger.picture("appeal-visit")
        finger.tap("next")

    def _numbered(self) -> None:
        finger = self.finger
        number = taps.find(finger.window, "number")
        numbered = re.compile(r"\d$")
        finger.until(lambda: numbered.search(str(number.property("text"))) is not None, "the appeal to get its number")
        self.number = str(number.property("text")).split()[-1]
        finger.picture("appeal-number")
        self._print("appeal-slip.pdf")
        finger.picture("appeal-slip-printed")
        finger.tap("done")
        finger.see(f"№ {self.number}")
        finger.picture("appeals-with-the-new-one")
        finger.tap("back")

    def invoices(self) -> None:
        finger = self.finger
        finger.tap("block:invoices")
        finger.see("5575")
        finger.picture("invoices")
        finger.tap("invoice:2")
        finger.see("5531")
        self._drawn("thumbnailPage")
        finger.picture("invoice")
        finger.tap("read")
        finger.see("Страница 1 из")
        self._drawn("documentSheet")
        finger.picture("invoice-document")
        finger.tap("larger")
        self._drawn("documentSheet")
        finger.picture("invoice-document-larger")
        finger.tap("back")
        self._print("invoice.pdf")
        finger.picture("invoice-printed")
        finger.tap("back")
        finger.tap("back")

    def leave(self) -> None:
        finger = self.finger
        finger.tap("leave")
        finger.see("Ваши данные удалены с экрана")
        finger.picture("farewell")
        finger.tap("toBoard")
        finger.see("Войти в личный кабинет")
        finger.picture("board-again")

    def _print(self, name: str) -> None:
        """Print what is shown, and keep what came out of the printer under `name`."""
        before = set(self.printed.glob("*.pdf"))
        self.finger.tap("print")
        self.finger.see("Заберите лист")
        came_out = set(self.printed.glob("*.pdf")) - before
        assert len(came_out) == 1, f"{len(came_out)} documents came out of the printer instead of one"
        (self.out / name).write_bytes(came_out.pop().read_bytes())

    def _drawn(self, name: str) -> None:
        """Wait until the document is on the screen as sharp as it will be."""
        page = taps.find(self.finger.window, name)
        self.finger.until(lambda: bool(page.property("sharp")), f"{name!r} to be drawn")

    def _fill(self, field: str, text: str) -> None:
        self.finger.tap(f"{field}Input")
        self.finger.type(text)
