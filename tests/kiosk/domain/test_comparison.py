"""A bill beside the one before it: the manual's documents and the demonstration's other company."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.comparison import Reason, cause, previous, shares
from kiosk.domain.invoices import Invoice, Line
from kiosk.domain.money import Kopecks
from sync.server.demo import bills_43, bills_924

MARCH, MARCH_REPAIR, FEBRUARY, FEBRUARY_REPAIR, YEAR_AGO = bills_924.invoices()
EARLIER, LATEST = bills_43.invoices(date(2026, 11, 17))


def with_line(invoice: Invoice, service: str, **changes: object) -> Invoice:
    """The bill with one of its lines changed."""
    lines = tuple(replace(line, **changes) if line.service == service else line for line in invoice.lines)  # type: ignore[arg-type]
    return replace(invoice, lines=lines)


def test_a_bill_is_compared_to_the_nearest_earlier_month() -> None:
    others = bills_924.invoices()
    assert previous(MARCH, others) == FEBRUARY
    assert previous(FEBRUARY, others) == YEAR_AGO
    assert previous(YEAR_AGO, others) is None


def test_of_two_bills_of_a_month_the_one_for_the_same_services_is_taken() -> None:
    assert previous(MARCH_REPAIR, bills_924.invoices()) == FEBRUARY_REPAIR


def test_bills_with_nothing_in_common_are_not_compared() -> None:
    assert previous(MARCH_REPAIR, (FEBRUARY, YEAR_AGO)) is None
    assert previous(replace(MARCH, lines=()), bills_924.invoices()) is None


def test_shares_come_dearest_first_each_with_its_change() -> None:
    found = shares(LATEST, EARLIER)
    assert [share.due for share in found] == sorted((share.due for share in found), reverse=True)
    hot = next(share for share in found if share.service == "Горячее водоснабжение")
    assert (hot.due, hot.change) == (57006, -5383), "charged and recalculated"


def test_without_a_bill_before_nothing_is_said_to_change() -> None:
    assert all(share.change is None for share in shares(LATEST, None))


@given(st.sampled_from([MARCH, FEBRUARY, YEAR_AGO, EARLIER, LATEST]), st.sampled_from([MARCH, YEAR_AGO, EARLIER]))
def test_shares_add_up_to_the_bill_and_changes_to_the_difference(now: Invoice, before: Invoice) -> None:
    found = shares(now, before)
    assert sum(share.due for share in found) == now.charged
    assert sum(share.change or 0 for share in found) == now.charged - before.charged


@pytest.mark.parametrize(
    ("changes", "reason", "values"),
    [
        ({"volume": Decimal(70), "charged": Kopecks(0)}, Reason.VOLUME, (Decimal(61), Decimal(70))),
        ({"tariff": Decimal(16), "charged": Kopecks(0)}, Reason.TARIFF, (Decimal("15.40"), Decimal(16))),
        ({"recalculated": Kopecks(-5000)}, Reason.RECALCULATED, (Decimal(0), Decimal(-50))),
        ({"tariff": Decimal(1), "volume": Decimal(1), "charged": Kopecks(0)}, Reason.OTHER, (Decimal(0), Decimal(0))),
        ({"charged": Kopecks(0)}, Reason.OTHER, (Decimal(0), Decimal(0))),
    ],
)
def test_what_changed_most_is_named_with_its_only_reason(
    changes: dict[str, object], reason: Reason, values: tuple[Decimal, Decimal]
) -> None:
    found = cause(with_line(MARCH, "Содержание общего имущества", **changes), MARCH)
    assert found is not None and found.service == "Содержание общего имущества"
    assert (found.reason, found.before, found.now) == (reason, *values)


def test_a_service_that_came_or_went_is_said() -> None:
    without = replace(MARCH, lines=tuple(line for line in MARCH.lines if line.service != "Отопление"))
    came, went = cause(MARCH, without), cause(without, MARCH)
    assert came is not None and went is not None
    assert (came.reason, came.change) == (Reason.NEW, 124559)
    assert (went.reason, went.change) == (Reason.GONE, -124559)


def test_a_service_that_stands_twice_is_summed_up_and_its_reason_is_left_open() -> None:
    first: Line = MARCH.lines[0]
    twice = replace(MARCH, lines=(first, *MARCH.lines))
    found = cause(twice, MARCH)
    assert found is not None and (found.change, found.reason) == (first.charged, Reason.OTHER)


def test_the_same_bill_again_has_no_cause_to_name() -> None:
    assert cause(MARCH, MARCH) is None
