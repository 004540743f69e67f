"""A person at the login pages: taps, reads, types."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.sync.company import DEMO_PHONE
from tests.ui.counter import Counter
from tests.ui.stage import PORTRAIT, Layout, Stage
from tests.ui.taps import loading, seen, tap, texts, wait
from ui.login.login_view import LoginView
from ui.login.login_view_model import LoginViewModel

DIGITS = DEMO_PHONE.removeprefix("+7")


class Visitor:
    """`admitted` counts how often the flow let somebody in."""

    def __init__(self, counter: Counter, layout: Layout = PORTRAIT, **modes: bool) -> None:
        self.counter = counter
        self.model = LoginViewModel(
            store=counter.store,
            company=counter.client,
            device_id=counter.device_id,
            jobs=counter.jobs,
            resident=counter.resident,
            clock=counter.company.clock,
        )
        self.admitted: list[bool] = []
        self.model.admitted.connect(lambda: self.admitted.append(counter.resident.session is not None))
        self.stage = Stage("login/LoginFlow.qml", self.model, layout, **modes)
        self.window = self.stage.window

    @property
    def code(self) -> str:
        """What the company sent last."""
        return self.counter.company.postbox.code

    @property
    def wrong_code(self) -> str:
        return f"{(int(self.code) + 1) % 10_000:04}"

    @property
    def sent(self) -> int:
        return len(self.counter.company.postbox.sent)

    def tap(self, name: str) -> None:
        tap(self.window, name)

    def dial(self, digits: str) -> None:
        for digit in digits:
            self.tap(f"key:{digit}")

    def press(self, *keys: Qt.Key) -> None:
        """On a keyboard that somebody plugged in."""
        for key in keys:
            QTest.keyClick(self.window, key)

    def press_digits(self, digits: str) -> None:
        self.press(*(Qt.Key(ord(digit)) for digit in digits))

    def reads(self, words: str) -> bool:
        return words in texts(self.window).replace("\N{NO-BREAK SPACE}", " ")

    def waits_for(self, words: str) -> None:
        wait(lambda: self.reads(words), f"the words {words!r}; there is:\n{texts(self.window)}")

    def sees(self, name: str) -> bool:
        return seen(self.window, name) is not None

    def fills_in(self, digits: str = DIGITS) -> None:
        """Everything that «Продолжить» waits for."""
        self.press_digits(digits)
        self.tap("consent:agreement")
        self.tap("consent:personal_data")

    def asks_for_code(self, digits: str = DIGITS) -> None:
        """As far as the code page."""
        self.fills_in(digits)
        self.tap("proceed")
        self.waits_at(LoginView.Page.Code)

    def waits_at(self, page: LoginView.Page) -> None:
        there = texts(self.window)
        wait(lambda: self.model.page == page and not loading(self.window), f"the page {page.name}; there is:\n{there}")

    def waits_until_admitted(self) -> None:
        wait(lambda: self.admitted == [True], f"being let in; there is {self.model.code!r}:\n{texts(self.window)}")
