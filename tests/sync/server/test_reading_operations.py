"""Readings: each stays as it was given, and the meter shows the one that was taken last, whenever it arrived."""

from datetime import datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from kiosk.domain.meters import Meter, Reading
from sync import contract
from sync.server import facts
from sync.server.records import ReadingRow
from tests.sync.company import Company, Visit
from tests.sync.server.answers import outcome
from tests.sync.server.asking import SCOPE, WATER, fact, newest, operation, rows, said, text


def meter(visit: Visit, meter_id: str = WATER) -> Meter:
    found: Meter = facts.adapter(Meter).validate_python(fact(visit, "meter", meter_id))
    return found


def give(visit: Visit, *values: str, made_at: datetime | None = None, meter_id: str = WATER) -> contract.Outcome:
    return outcome(visit.deliver(given(visit, *values, made_at=made_at, meter_id=meter_id)))


def given(visit: Visit, *values: str, made_at: datetime | None = None, meter_id: str = WATER) -> contract.Operation:
    payload = {"meter_id": meter_id, "values": list(values)}
    return operation(visit, "reading.give", payload, made_at=made_at or visit.kiosk.company.clock())


def test_a_reading_is_told_as_it_was_given_and_the_meter_shows_it(company: Company, visit: Visit) -> None:
    before = newest(visit)
    settled = give(visit, "205.1050")
    reading, shown = rows(visit, after=before)
    assert (reading.kind, reading.id, reading.op_id) == ("reading", settled.op_id, settled.op_id)
    told = facts.adapter(Reading).validate_python(reading.data)
    assert (told.meter_id, told.values, told.taken_at) == (WATER, (Decimal("205.1050"),), company.clock())
    assert (shown.kind, shown.id, shown.op_id) == ("meter", WATER, settled.op_id)
    assert settled.result == {"at": company.clock().isoformat().replace("+00:00", "Z")}
    assert (meter(visit).last_values, meter(visit).last_read_on) == (
        (Decimal("205.1050"),),
        company.clock().astimezone(ZoneInfo("Europe/Moscow")).date(),
    )


def test_the_same_value_again_is_a_reading(visit: Visit) -> None:
    assert give(visit, "204.518").outcome == "applied"


def test_of_two_readings_of_one_moment_the_later_to_arrive_is_the_later(visit: Visit) -> None:
    give(visit, "206")
    assert said(give(visit, "205")) == ("rejected", "reading.less")
    assert give(visit, "207").outcome == "applied"
    assert meter(visit).last_values == (Decimal(207),)


def test_an_earlier_reading_that_arrives_later_does_not_lower_what_the_meter_shows(
    company: Company, visit: Visit
) -> None:
    early = given(visit, "205")
    company.clock.pass_(minutes=10)
    give(visit, "206")
    company.clock.pass_(minutes=1)
    settled = outcome(visit.deliver(early))
    assert settled.outcome == "applied"
    assert meter(visit).last_values == (Decimal(206),)
    told = [row.id for row in rows(visit) if row.op_id == settled.op_id]
    assert told == [settled.op_id], "the reading is told, the meter has not changed"
    assert settled.rev == newest(visit)


def test_an_earlier_reading_that_contradicts_a_later_one_is_refused(company: Company, visit: Visit) -> None:
    early = given(visit, "207")
    company.clock.pass_(minutes=10)
    give(visit, "206")
    assert said(outcome(visit.deliver(early))) == ("rejected", "reading.more")
    assert meter(visit).last_values == (Decimal(206),)


def test_a_reading_is_judged_by_those_taken_before_it_whatever_its_kiosk_knew(company: Company, visit: Visit) -> None:
    upstairs = company.enrol()
    company.clock.pass_(minutes=2)
    there = upstairs.log_in()
    company.clock.pass_(minutes=2)
    unaware = given(there, "209")
    give(visit, "210", made_at=company.clock() - timedelta(minutes=1))
    assert said(outcome(there.deliver(unaware))) == ("rejected", "reading.less")
    assert meter(visit).last_values == (Decimal(210),)


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ((), "reading.tariffs"),
        (("205", "1"), "reading.tariffs"),
        (("-1",), "reading.number"),
        (("-0",), "reading.number"),
        (("204.517",), "reading.less"),
        (("1000000000000000",), "reading.digits"),
        (("205.12345678",), "reading.digits"),
        (("1E+20",), "reading.digits"),
    ],
)
def test_what_is_no_reading_of_this_meter_is_refused_and_changes_nothing(
    company: Company, visit: Visit, values: tuple[str, ...], code: str
) -> None:
    before = meter(visit)
    settled = give(visit, *values)
    assert said(settled) == ("rejected", code)
    assert text(settled.refusal)
    assert meter(visit) == before
    with company.database.read() as db:
        assert db.get(ReadingRow, settled.op_id) is None


@pytest.mark.parametrize("meter_id", ["meter-10119-1", "nothing"])
def test_a_meter_of_somebody_else_takes_no_reading(visit: Visit, meter_id: str) -> None:
    assert said(give(visit, "300", meter_id=meter_id)) == ("rejected", "reading.meter")


def test_a_figure_is_kept_to_its_last_digit_and_written_plainly(company: Company, visit: Visit) -> None:
    figures = ("2051e-1", "205.1234567", "123456789012345.1234567")
    for figure in figures:
        assert give(visit, figure).outcome == "applied"
    with company.database.read() as db:
        kept = db.scalars(select(ReadingRow.figures).where(ReadingRow.phone.is_not(None))).all()
    assert sorted(kept) == sorted([["205.1"], ["205.1234567"], ["123456789012345.1234567"]])
    assert meter(visit).last_values == (Decimal("123456789012345.1234567"),)


def test_the_demonstrations_meters_show_what_their_readings_say(company: Company) -> None:
    with company.database.read() as db:
        meters = facts.listed(db, SCOPE, Meter)
        readings = facts.listed(db, SCOPE, Reading)
        kept = {row.id for row in db.scalars(select(ReadingRow).where(ReadingRow.account_id == "10117"))}
    assert {reading.id for reading in readings} == kept
    for one in meters:
        mine = sorted((r for r in readings if r.meter_id == one.id), key=lambda r: r.taken_at)
        assert len(mine) == 3
        assert [r.values for r in mine] == sorted(r.values for r in mine)
        assert one.last_values == mine[-1].values
        assert one.last_read_on == mine[-1].taken_at.astimezone(ZoneInfo("Europe/Moscow")).date()
