"""A resident's accounts: suggestions, choosing, what may not be chosen."""

from dataclasses import replace

import pytest

from kiosk import accounts
from kiosk.database import Store
from kiosk.domain.accounts import Account, Address, Link, LinkByLogin, LinkStatus
from kiosk.domain.errors import Refused
from tests.kiosk.stores import ACCOUNT, BUILDING, SCOPE, resident, tell

ADDRESSES = (
    "г. Волгодонск, ул. Пятакова, 17",
    "г. Волгодонск, ул. Пятакова, 1",
    "г. Волгодонск, ул. 100 стрелковой дивизии, 1",
    "г. Цимлянск, ул. Зелёная, 17",
)


class Exchange:
    """Hears what the use case asks of the engine."""

    def __init__(self) -> None:
        self.followed: list[tuple[str, str]] = []

    def follow(self, token: str, account_id: str) -> None:
        self.followed.append((token, account_id))

    def leave(self) -> None: ...

    def wake(self) -> None: ...


@pytest.fixture
def town(store: Store) -> Store:
    tell(store, BUILDING, *(Address(id=str(n), text=text) for n, text in enumerate(ADDRESSES)))
    return store


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("пят", (ADDRESSES[1], ADDRESSES[0])),
        ("Волгодонск улица Пятакова дом 17", (ADDRESSES[0],)),
        ("17 пятакова", (ADDRESSES[0],)),
        ("зеленая", (ADDRESSES[3],)),
        ("ЗЕЛЁНАЯ", (ADDRESSES[3],)),
        ("100 стр", (ADDRESSES[2],)),
        ("ленина", ()),
        ("г. ул.", ()),
        ("п", ()),
        ("", ()),
        ("%_' OR 1=1", ()),
    ],
)
def test_addresses_are_suggested_by_the_beginnings_of_words(town: Store, typed: str, found: tuple[str, ...]) -> None:
    assert accounts.suggest(town, typed) == found


def test_no_more_than_the_limit_is_suggested(town: Store) -> None:
    assert len(accounts.suggest(town, "волгодонск", limit=2)) == 2


def link(status: LinkStatus, reason: str = "") -> Link:
    return Link(id="l1", account_id=ACCOUNT, number=ACCOUNT, address="…", status=status, reason=reason)


def test_a_confirmed_account_is_chosen_and_followed() -> None:
    exchange, session = Exchange(), replace(resident(None), links=(link(LinkStatus.CONFIRMED),))
    assert accounts.choose(exchange, session, ACCOUNT).account_id == ACCOUNT
    assert exchange.followed == [("token-1", ACCOUNT)]


@pytest.mark.parametrize(
    ("links", "code"),
    [
        ((link(LinkStatus.PENDING),), "link.pending"),
        ((link(LinkStatus.DECLINED, "нет такого жильца"),), "link.declined"),
        ((), "link.unknown"),
    ],
)
def test_an_account_not_confirmed_is_neither_chosen_nor_followed(links: tuple[Link, ...], code: str) -> None:
    exchange = Exchange()
    with pytest.raises(Refused) as refused:
        accounts.choose(exchange, replace(resident(None), links=links), ACCOUNT)
    assert refused.value.code == code
    assert refused.value.text
    assert exchange.followed == []


class Linking:
    """The company's answer to a claim: pending first, confirmed the second time."""

    def __init__(self) -> None:
        self.answers = [link(LinkStatus.PENDING), link(LinkStatus.CONFIRMED)]

    def link(self, token: str, claim: LinkByLogin) -> Link:
        return self.answers.pop(0)


def test_a_new_link_joins_the_session_and_a_changed_one_replaces_itself() -> None:
    company, claim = Linking(), LinkByLogin(login="10117", password="x")
    session = accounts.link(company, resident(None), claim)  # type: ignore[arg-type]
    assert [known.status for known in session.links] == [LinkStatus.PENDING]
    session = accounts.link(company, session, claim)  # type: ignore[arg-type]
    assert [known.status for known in session.links] == [LinkStatus.CONFIRMED]


def test_an_empty_claim_is_refused_before_the_company_is_asked() -> None:
    company = Linking()
    with pytest.raises(Refused):
        accounts.link(company, resident(None), LinkByLogin(login="", password="x"))  # type: ignore[arg-type]
    assert len(company.answers) == 2


def test_the_header_is_there_once_the_company_told_it(store: Store) -> None:
    account = Account(
        id=ACCOUNT,
        number=ACCOUNT,
        owner="Мартынович Александр Владимирович",
        phone=None,
        address="…",
        apartment="17",
        living=0,
        registered=0,
        debt=None,
    )
    assert accounts.header(store, ACCOUNT) is None
    tell(store, SCOPE, account)
    assert accounts.header(store, ACCOUNT) == account
