"""A flat's account with the company, and the link between it and a resident's phone."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import ClassVar

from kiosk.domain.errors import Refused
from kiosk.domain.money import Kopecks


class LinkStatus(StrEnum):
    """Where the company is with a resident's claim to an account."""

    PENDING = "pending"
    CONFIRMED = "confirmed"
    DECLINED = "declined"


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """An account attached to a resident. `address` includes the apartment; `reason` is said when declined.

    `share` of the common property, in percent, where the company has verified this resident as an owner: only then may
    they vote.
    """

    id: str
    account_id: str
    number: str
    address: str
    status: LinkStatus
    reason: str = ""
    share: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """What the cabinet's header shows. `debt` is None where the company keeps no charges with us."""

    kind: ClassVar[str] = "account"
    id: str
    number: str
    owner: str
    phone: str | None
    address: str
    apartment: str
    living: int
    registered: int
    debt: Kopecks | None

    @property
    def order(self) -> str:
        return self.number


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """A building the company looks after, for suggestions while typing: «г. Волгодонск, ул. Пятакова, 17»."""

    kind: ClassVar[str] = "address"
    id: str
    text: str

    @property
    def order(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkByLogin:
    """A claim by what the company printed for the owner; the login is the account's number unless it chose another."""

    login: str
    password: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkByAddress:
    """A claim by address. Numbers are sequential, so number, address and apartment must all match."""

    number: str
    address: str
    apartment: str
    company: str = ""


def masked_owner(full_name: str) -> str:
    """«Мартынович Александр Владимирович» → «А. В. М.», fit for a public screen."""
    family, *given = full_name.split() or [""]
    return " ".join(f"{part[0]}." for part in (*given, family) if part)


def check_claim(claim: LinkByLogin | LinkByAddress) -> None:
    """Refused names the first field still empty; the company checks the rest."""
    match claim:
        case LinkByLogin(login=login, password=password):
            fields = {"логин": login, "пароль": password}
        case LinkByAddress(number=number, address=address, apartment=apartment):
            fields = {"номер лицевого счёта": number, "город, улицу и дом": address, "квартиру": apartment}
    for name, value in fields.items():
        if not value.strip():
            raise Refused("link.empty", "Укажите {field}.", {"field": name})
