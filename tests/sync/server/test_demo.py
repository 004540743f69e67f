"""The demonstration is the manual's, misprints and holes included, and the rest of it is right."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TypeVar
from zoneinfo import ZoneInfo

import pytest

from kiosk.domain.accounts import Account
from kiosk.domain.appeals import Appeal
from kiosk.domain.company import CompanyProfile
from kiosk.domain.facts import Fact
from kiosk.domain.invoices import Check, Form, Invoice, mismatches
from kiosk.domain.login import ConsentKind, ConsentText
from kiosk.domain.meetings import Meeting
from kiosk.domain.meters import Meter
from kiosk.domain.notices import Notice, NoticeKind
from kiosk.domain.payments import Payment
from kiosk.domain.words import amount, day, moment, month
from sync.server import facts
from sync.server.demo import bills_43, board, seeding, types
from sync.server.demo.places import ZONE
from tests.sync.company import Company

F = TypeVar("F", bound=Fact)
ICONS = Path(__file__).resolve().parents[3] / "resources" / "icons"


def told(company: Company, scope: str, kind: type[F]) -> list[F]:
    """Facts as lists show them: the greatest `order` first."""
    with company.database.read() as db:
        return sorted(facts.listed(db, scope, kind), key=lambda fact: fact.order, reverse=True)


def plain(text: str) -> str:
    return text.replace("\N{NO-BREAK SPACE}", " ").replace("\N{NARROW NO-BREAK SPACE}", " ")


def test_account_10117_is_the_manuals(company: Company) -> None:
    (account,) = told(company, "account:10117", Account)
    assert account == Account(
        id="10117",
        number="10117",
        owner="Мартынович Александр Владимирович",
        phone=None,
        address="г. Волгодонск, ул. 100 стрелковой дивизии, 1",
        apartment="17",
        living=0,
        registered=0,
        debt=0,  # type: ignore[arg-type]
    )


def test_appeals_are_the_manuals_five_with_their_holes(company: Company) -> None:
    rows = told(company, "account:10117", Appeal)
    assert [(a.number, moment(a.filed_at, ZoneInfo(ZONE)), a.type_name, a.text, a.status.value) for a in rows] == [
        ("301", "17 ноября 2019, 11:36", "Системы холодного и горячего водоснабжения", "Прорвало трубы", "in_work"),
        ("297", "15 ноября 2019, 01:23", "Система теплоснабжения", "Трубы горят!", "in_work"),
        ("268", "13 октября 2019, 03:32", "Изготовление ключа", "Прошу выдать ключ на домофон", "new"),
        ("209", "20 июня 2019, 02:27", "н/у", "содержание", "closed"),
        ("185", "10 июня 2019, 02:11", "Система водоотведения", "", "closed"),
    ]
    key, hole = rows[2], rows[3]
    assert key.visit is not None and (key.visit.on, key.visit.start, key.visit.end) == (date(2019, 10, 18), None, None)
    assert hole.type_id is None


def test_payment_documents_are_the_manuals_five(company: Company) -> None:
    rows = told(company, "account:10117", Invoice)
    assert [
        (row.number, month(row.period), plain(amount(row.charged))) for row in rows if row.id != "invoice-5531-1"
    ] == [
        ("5575", "март 2019", "3 680,39"),
        ("5575", "март 2019", "335,50"),
        ("5531", "февраль 2019", "3 680,39"),
        ("3703", "март 2018", "2 380,49"),
    ]
    assert len({row.id for row in rows}) == 5
    assert {row.form for row in rows} == {Form.F924}


def test_document_5531_prints_what_the_manual_shows(company: Company) -> None:
    with company.database.read() as db:
        document = facts.read(db, "account:10117", Invoice, "invoice-5531-2")
    assert document is not None
    assert [
        plain(amount(sum_)) for sum_ in (document.opening_debt, document.charged, document.total, document.paid)
    ] == [
        "43 367,61",
        "3 680,39",
        "47 048,00",
        "0,00",
    ]
    shown = [
        (one.service, str(one.volume), str(one.tariff), one.charged, one.debt, one.total) for one in document.lines[:3]
    ]
    assert shown == [
        ("Водоотведение СОИ", "9.944482", "30.10", 29933, 118070, 148003),
        ("ГВС СОИ", "4.3482", "150.00", 65193, 243640, 308833),
        ("Паспортный стол", "61", "1.05", 6405, 78880, 83285),
    ]
    assert sum(one.debt for one in document.lines) == document.opening_debt
    provider = document.provider
    assert (provider.inn, provider.kpp, provider.account) == ("3661057530", "366101001", "79187987987971987987")
    assert (provider.bank, provider.bic, provider.correspondent_account) == (None, None, None)


@pytest.mark.parametrize("number", ["10117", "10118", "10119", "10120"])
def test_only_the_manuals_two_misprints_do_not_add_up(company: Company, number: str) -> None:
    rows = told(company, f"account:{number}", Invoice)
    found = [(row.id, wrong.check, wrong.service) for row in rows for wrong in mismatches(row)]
    misprints = [
        ("invoice-5531-2", Check.LINE_CHARGED, "ГВС СОИ"),
        ("invoice-5531-2", Check.LINE_TOTAL, "Паспортный стол"),
    ]
    assert found == (misprints if number == "10117" else [])


def test_the_other_companys_requisites_hold_and_its_form_is_the_newer(company: Company) -> None:
    rows = told(company, "account:10118", Invoice)
    assert {row.form for row in rows} == {Form.F43}
    assert all(len(row.readings) == 3 for row in rows)
    provider = rows[0].provider
    assert provider.bic is not None and provider.correspondent_account is not None
    assert key_sum(provider.bic[-3:] + provider.account) % 10 == 0
    assert key_sum("0" + provider.bic[4:6] + provider.correspondent_account) % 10 == 0
    digits = [int(digit) for digit in provider.inn]
    weights = (2, 4, 10, 3, 5, 9, 4, 6, 8)
    assert sum(a * b for a, b in zip(digits, weights, strict=False)) % 11 % 10 == digits[9]


def key_sum(digits: str) -> int:
    """Last digits of the products with 7, 1, 3 (ЦБ 08.09.1997 № 515)."""
    return sum(int(digit) * (7, 1, 3)[place % 3] % 10 for place, digit in enumerate(digits))


def test_payments_are_the_manuals_five(company: Company) -> None:
    rows = told(company, "account:10117", Payment)
    assert [(row.number, plain(day(row.paid_on)), plain(amount(row.total))) for row in rows] == [
        ("317", "11 июля 2017", "3 098,05"),
        ("285", "21 июня 2017", "3 659,10"),
        ("255", "14 мая 2017", "3 104,10"),
        ("221", "19 апреля 2017", "4 213,90"),
        ("191", "19 марта 2017", "5 930,25"),
    ]


def test_the_dispatchers_phone_stands_twice(company: Company) -> None:
    (profile,) = told(company, "building:1", CompanyProfile)

    assert profile.dispatcher_phones == ("+78007654321", "+78007654321")


def test_the_type_tree_has_two_levels_icons_that_exist_and_the_manuals_names() -> None:
    tree = types.types()
    groups = {kind.id for kind in tree if kind.parent_id is None}
    assert all(kind.parent_id in groups for kind in tree if kind.parent_id is not None)
    assert {kind.parent_id for kind in tree} - {None} == groups
    assert len({kind.id for kind in tree}) == len({kind.order for kind in tree}) == len(tree)
    assert [kind.icon for kind in tree if not (ICONS / f"{kind.icon}.svg").exists()] == []
    assert {
        "Внутридомовое инженерное оборудование и технические устройства",
        "Системы холодного и горячего водоснабжения",
        "Система теплоснабжения",
        "Система водоотведения",
        "Изготовление ключа",
    } <= {kind.name for kind in tree}
    assert all(kind.limit and kind.act for kind in tree if kind.parent_id)
    assert any(kind.emergency for kind in tree) and not all(kind.emergency for kind in tree)


def test_a_type_is_listed_before_those_after_it() -> None:
    tree = types.types()
    assert sorted(tree, key=lambda kind: kind.order, reverse=True) == list(tree)


def test_both_consents_have_a_full_text(company: Company) -> None:
    rows = told(company, "building:1", ConsentText)
    assert {text.consent for text in rows} == set(ConsentKind)
    assert all(len(text.text) > 1500 and text.version and text.title for text in rows)


def test_the_board_has_an_outage_going_on_one_to_come_news_and_a_meeting(company: Company) -> None:
    now = datetime.now(UTC)
    rows = {row.notice: row for row in told(company, "building:1", Notice)}
    going, coming = rows[NoticeKind.EMERGENCY_OUTAGE], rows[NoticeKind.PLANNED_OUTAGE]
    assert going.starts_at is not None and going.ends_at is not None and going.starts_at < now < going.ends_at
    assert coming.starts_at is not None and now < coming.starts_at
    assert NoticeKind.NEWS in rows
    (meeting,) = told(company, "building:1", Meeting)
    assert meeting.starts_at < now < meeting.ends_at


def test_seeding_again_renews_the_board_and_touches_no_resident(company: Company) -> None:
    company.cli("move", "268", "in_work")
    with company.database.read() as db:
        before = {scope: facts.revision(db, scope) for scope in ("building:1", "building:2", "account:10117")}
    with company.database.write() as db:
        seeding.seed(db, company.clock() + timedelta(days=40))
    with company.database.read() as db:
        after = {scope: facts.revision(db, scope) for scope in before}
        assert facts.listed(db, "building:1", Notice) == board.notices(company.clock() + timedelta(days=40))
    assert after["building:1"] == before["building:1"] + 4
    assert (after["building:2"], after["account:10117"]) == (before["building:2"], before["account:10117"])


def test_months_are_counted_back_over_the_new_year() -> None:
    assert [bills_43.month_back(date(2027, 1, 15), back) for back in (0, 1, 2)] == [
        date(2027, 1, 1),
        date(2026, 12, 1),
        date(2026, 11, 1),
    ]


@pytest.mark.parametrize("number", ["10117", "10118", "10119"])
def test_meters_are_verified_or_about_to_be(company: Company, number: str) -> None:
    rows = told(company, f"account:{number}", Meter)
    assert rows and all(row.last_values and row.last_read_on for row in rows)


def test_a_neighbours_account_is_quite_empty(company: Company) -> None:
    for kind in (Appeal, Invoice, Payment, Meter):
        assert told(company, "account:10120", kind) == []
    (account,) = told(company, "account:10120", Account)
    assert account.debt is None
