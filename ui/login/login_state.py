"""What the login pages show, as one frozen snapshot, and the words made of it."""

from dataclasses import dataclass, field, replace
from datetime import datetime
from math import ceil

from kiosk.domain import words
from kiosk.domain.errors import Refused
from kiosk.domain.login import CODE_LENGTH, PHONE_DIGITS, CodeSent, ConsentKind, ConsentText, Method, phone_number
from kiosk.login import Draft
from kiosk.session import SessionKey
from ui.controls.asking import Waiting
from ui.controls.said import Said

SENDING, CHECKING = "Отправляем код…", "Проверяем код…"
"""What the company is being asked, in words for those who wait."""
EXPIRED = "Этот код больше не действует. Запросите новый по СМС или звонком."


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """A code on its way, whom to and when (kiosk's clock); times are whole seconds, rounded up.

    `key` is that of the session which the code will open, whichever try is heard.
    """

    answer: CodeSent
    digits: str
    method: Method
    at: datetime
    attempts_left: int
    dead: bool = False
    key: SessionKey = field(default_factory=SessionKey, repr=False)

    def life(self, now: datetime) -> int:
        return max(0, ceil(self.answer.expires_in - (now - self.at).total_seconds()))

    def wait(self, now: datetime) -> int:
        """Until another code may be asked for."""
        return max(0, ceil(self.answer.resend_in - (now - self.at).total_seconds()))

    def alive(self, now: datetime) -> bool:
        return not self.dead and self.life(now) > 0 and self.attempts_left > 0


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """`entering` is the code page; `pointing`: «Продолжить» was tapped early, so what is missing stands out."""

    now: datetime
    draft: Draft = field(default_factory=Draft)
    texts: tuple[ConsentText, ...] = ()
    reading: ConsentKind | None = None
    pointing: bool = False
    sent: Sent | None = None
    entering: bool = False
    code: str = ""
    waiting: Waiting = field(default_factory=Waiting)
    said: Said | None = None

    @property
    def texts_known(self) -> bool:
        return {text.consent for text in self.texts} == set(ConsentKind)

    @property
    def text(self) -> ConsentText | None:
        """The consent being read."""
        return next((text for text in self.texts if text.consent is self.reading), None)

    @property
    def code_alive(self) -> bool:
        return self.sent is not None and self.sent.alive(self.now)

    def still_waits(self, now: datetime) -> bool:
        """A code sent to this very number is good, and it is too early for another."""
        sent = self.sent
        return sent is not None and sent.digits == self.draft.digits and sent.alive(now) and sent.wait(now) > 0

    @property
    def code_complete(self) -> bool:
        return len(self.code) == CODE_LENGTH

    @property
    def phone_problem(self) -> str:
        """What is wrong with the number: at once when no number is like that, when pointed at if it is short."""
        try:
            phone_number(self.draft.digits)
        except Refused as refused:
            return refused.text if self.pointing or len(self.draft.digits) == PHONE_DIGITS else ""
        return ""

    @property
    def wanted(self) -> tuple[str, ...]:
        """What keeps «Продолжить» waiting, in the page's order."""
        try:
            phone_number(self.draft.digits)
            phone: tuple[str, ...] = ()
        except Refused:
            phone = ("phone",)
        if not self.texts_known:
            return (*phone, "texts")
        ticked = {ConsentKind.AGREEMENT: self.draft.agreement, ConsentKind.PERSONAL_DATA: self.draft.personal_data}
        return (*phone, *(kind.value for kind in ConsentKind if not ticked[kind]))

    @property
    def missing(self) -> str:
        """The same as a clause for the button's second line."""
        if self.texts_known:
            return self.draft.missing
        phone = Draft(digits=self.draft.digits, agreement=True, personal_data=True).missing
        return " и ".join(filter(None, (phone, "дождитесь текстов согласий")))

    def turned(self, kind: ConsentKind) -> Draft:
        """The draft with one box turned over."""
        if kind is ConsentKind.AGREEMENT:
            return replace(self.draft, agreement=not self.draft.agreement)
        return replace(self.draft, personal_data=not self.draft.personal_data)

    @property
    def address(self) -> str:
        """The phone a code went to, as people write it."""
        return words.phone("+7" + self.sent.digits) if self.sent is not None else ""


def lasting(seconds: int) -> str:
    """«43 с», «2 мин 47 с»."""
    minutes, rest = divmod(seconds, 60)
    if seconds <= 60:
        return f"{seconds}{words.NBSP}с"
    return f"{minutes}{words.NBSP}мин {rest:02}{words.NBSP}с"
