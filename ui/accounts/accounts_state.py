"""What the accounts' pages show, as one frozen snapshot, and the rows made of it."""

from dataclasses import dataclass, field, replace
from enum import IntEnum

from kiosk.domain import words
from kiosk.domain.accounts import Link, LinkByAddress, LinkByLogin, LinkStatus
from ui.controls.asking import Waiting
from ui.controls.said import Said

REFRESHING, LINKING = "Обновляем статусы…", "Проверяем данные…"
"""What the company is being asked, in words for those who wait."""
FIELDS = {
    "логин": "login",
    "пароль": "password",
    "номер лицевого счёта": "number",
    "город, улицу и дом": "address",
    "квартиру": "apartment",
}
"""A claim's fields by the names that the rules give them."""
PENDING = "Компания проверит и подтвердит заявку. Тогда счёт можно будет выбрать здесь же."
DECLINED = "Проверьте данные и добавьте счёт ещё раз или обратитесь в управляющую компанию."


class Page(IntEnum):
    """What the person is doing."""

    LIST = 0
    BY_LOGIN = 1
    BY_ADDRESS = 2


class StatusMood(IntEnum):
    """As `Chip.Mood`."""

    GOOD = 1
    ATTENTION = 2
    EMERGENCY = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountRow:
    """A card; field names are the roles that QML reads."""

    accountId: str
    number: str
    address: str
    status: str
    mood: int
    note: str
    choosable: bool
    current: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """`heard` in monotonic seconds: when the links were last got; `stale`: an attempt to refresh them failed."""

    page: Page = Page.LIST
    links: tuple[Link, ...] = ()
    current: str | None = None
    by_login: LinkByLogin = field(default_factory=lambda: LinkByLogin(login="", password=""))
    by_address: LinkByAddress = field(default_factory=lambda: LinkByAddress(number="", address="", apartment=""))
    suggestions: tuple[str, ...] = ()
    empty_field: str = ""
    empty_sentence: str = ""
    said: Said | None = None
    refreshing: Waiting = field(default_factory=Waiting)
    linking: Waiting = field(default_factory=Waiting)
    heard: float = 0.0
    stale: str = ""

    @property
    def claim(self) -> LinkByLogin | LinkByAddress:
        """What the open form holds."""
        return self.by_login if self.page is Page.BY_LOGIN else self.by_address

    def with_field(self, name: str, text: str) -> dict[str, LinkByLogin | LinkByAddress]:
        """What changes when this stands in a field of the open form."""
        if self.page is Page.BY_LOGIN:
            return {"by_login": replace(self.by_login, **{name: text})}
        return {"by_address": replace(self.by_address, **{name: text})}

    @property
    def rows(self) -> tuple[AccountRow, ...]:
        return tuple(_row(link, self.current) for link in self.links)

    @property
    def only(self) -> Link | None:
        """The one link that can be chosen, when there is just one."""
        confirmed = [link for link in self.links if link.status is LinkStatus.CONFIRMED]
        return confirmed[0] if len(confirmed) == 1 else None


def age(seconds: float) -> str:
    """«3 минуты назад»."""
    minutes = int(seconds // 60)
    return words.count(minutes, "минуту", "минуты", "минут") + " назад" if minutes else "меньше минуты назад"


def _row(link: Link, current: str | None) -> AccountRow:
    status, mood, note = _status(link)
    return AccountRow(
        accountId=link.account_id,
        number=link.number,
        address=link.address,
        status=status,
        mood=mood,
        note=note,
        choosable=link.status is LinkStatus.CONFIRMED,
        current=link.account_id == current,
    )


def _status(link: Link) -> tuple[str, StatusMood, str]:
    match link.status:
        case LinkStatus.CONFIRMED:
            return "Подтверждённый", StatusMood.GOOD, ""
        case LinkStatus.PENDING:
            return "На проверке", StatusMood.ATTENTION, PENDING
        case LinkStatus.DECLINED:
            reason = f"Причина: {link.reason.rstrip('.')}. " if link.reason else ""
            return "Отклонён", StatusMood.EMERGENCY, reason + DECLINED
