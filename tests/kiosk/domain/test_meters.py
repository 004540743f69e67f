"""Rules of a reading: plain numbers, one a tariff, in order of when they were taken."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from kiosk.domain.errors import Refused
from kiosk.domain.meters import Meter, Reading, Resource, check_among, check_numbers, check_values

NOON = datetime(2026, 11, 17, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


def meter(*values: str) -> Meter:
    return Meter(
        id="1",
        resource=Resource.ELECTRICITY,
        serial="008811250",
        place="Щит",
        unit="кВт·ч",
        verified_until=date(2030, 1, 1),
        last_values=numbers(*values),
    )


def numbers(*values: str) -> tuple[Decimal, ...]:
    return tuple(Decimal(value) for value in values)


def reading(hours: int, *values: str) -> Reading:
    return Reading(id=f"{hours}", meter_id="1", values=numbers(*values), taken_at=NOON + hours * HOUR)


def code(refused: pytest.ExceptionInfo[Refused]) -> str:
    assert "{" not in refused.value.text
    return refused.value.code


@pytest.mark.parametrize("values", [("100", "50"), ("100.1", "50"), ("100", "50.0000001")])
def test_equal_or_more_is_a_reading(values: tuple[str, ...]) -> None:
    check_values(meter("100", "50"), numbers(*values))


@pytest.mark.parametrize("values", [("99.9999999", "50"), ("200", "49")])
def test_less_in_any_tariff_is_none(values: tuple[str, ...]) -> None:
    with pytest.raises(Refused) as refused:
        check_values(meter("100", "50"), numbers(*values))
    assert code(refused) == "reading.less"


@pytest.mark.parametrize("values", [(), ("100",), ("100", "50", "1")])
def test_all_tariffs_or_none(values: tuple[str, ...]) -> None:
    with pytest.raises(Refused) as refused:
        check_values(meter("100", "50"), numbers(*values))
    assert code(refused) == "reading.tariffs"


def test_a_meter_without_readings_has_one_tariff() -> None:
    check_values(meter(), numbers("0"))
    with pytest.raises(Refused):
        check_values(meter(), numbers())


@pytest.mark.parametrize("value", ["0", "999999999999999", "0.0000001", "999999999999999.9999999"])
def test_fifteen_digits_and_seven_places_are_enough(value: str) -> None:
    check_numbers(numbers(value), tariffs=1)


@pytest.mark.parametrize(
    ("value", "why"),
    [
        ("1000000000000000", "reading.digits"),
        ("0.00000001", "reading.digits"),
        ("1E+15", "reading.digits"),
        ("-0.1", "reading.number"),
        ("-0", "reading.number"),
        ("NaN", "reading.number"),
        ("Infinity", "reading.number"),
    ],
)
def test_what_is_no_plain_number_is_refused(value: str, why: str) -> None:
    with pytest.raises(Refused) as refused:
        check_numbers(numbers(value), tariffs=1)
    assert code(refused) == why


def test_a_reading_stands_between_the_one_before_and_the_one_after_it() -> None:
    others = (reading(2, "120"), reading(-2, "80"), reading(-1, "100"), reading(1, "110"))
    for right in ("100", "105", "110"):
        check_among(numbers(right), NOON, others)
    for wrong, why in (("99", "reading.less"), ("111", "reading.more")):
        with pytest.raises(Refused) as refused:
            check_among(numbers(wrong), NOON, others)
        assert code(refused) == why


def test_of_two_taken_at_one_moment_the_later_to_arrive_is_the_later() -> None:
    check_among(numbers("101"), NOON, (reading(0, "100"),))
    with pytest.raises(Refused) as refused:
        check_among(numbers("100"), NOON, (reading(0, "101"),))
    assert code(refused) == "reading.less"


def test_the_first_reading_stands_alone() -> None:
    check_among(numbers("0"), NOON, ())
