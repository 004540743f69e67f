"""What no company can mean: numbers, moments and texts so far off that a kiosk could not reckon with or show them."""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal

from pydantic import BaseModel

LARGEST = 10**13
"""Of any number: kopecks of a whole city's bills are fewer."""
PLACES = 12
"""Of a decimal fraction; tariffs have 6, volumes 7."""
LONGEST = 60_000
"""Characters of one text; a legal text has some thousands."""
MOST = 2_000
"""Members of one list: lines of a bill, entries of a history."""
YEARS = range(1900, 2200)


def believable(value: object) -> bool:
    """Whether everything in a fact or an answer, at any depth, is of a size the kiosk can work with."""
    match value:
        case None | bool():
            return True
        case str() | bytes():
            return len(value) <= LONGEST
        case int() | float():
            return abs(value) <= LARGEST
        case Decimal():
            return _is_figure(value)
        case datetime():
            return value.tzinfo is not None and value.year in YEARS
        case date():
            return value.year in YEARS
        case _:
            return _parts_are(value)


def _is_figure(value: Decimal) -> bool:
    if not value.is_finite() or value.adjusted() > PLACES:
        return False
    return int(value.as_tuple().exponent) >= -PLACES and abs(value) <= LARGEST


def _parts_are(value: object) -> bool:
    if isinstance(value, Mapping):
        return len(value) <= MOST and all(believable(part) for part in (*value, *value.values()))
    if isinstance(value, (tuple, list)):
        return len(value) <= MOST and all(map(believable, value))
    if isinstance(value, BaseModel):
        return all(believable(part) for _, part in value)
    if is_dataclass(value):
        return all(believable(getattr(value, field.name)) for field in fields(value))
    return True
