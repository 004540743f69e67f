"""What no company can mean: numbers, moments and texts so far off that a kiosk could not reckon with or show them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from operator import attrgetter
from types import NoneType
from typing import Any

from pydantic import BaseModel

LARGEST = 10**15
"""Of any number: a meter has fifteen digits, kopecks of a whole city's bills have fewer."""
DIGITS = 15
"""Before the point of a decimal fraction, at most; checked before it is compared, which would write it out."""
PLACES = 12
"""Of a decimal fraction; tariffs have 6, volumes 7."""
LONGEST = 60_000
"""Characters of one text; a legal text has some thousands."""
MOST = 2_000
"""Members of one list: lines of a bill, entries of a history."""
YEARS = range(1900, 2200)

Check = Callable[[Any], bool]


def believable(value: object) -> bool:
    """Whether everything in a fact or an answer, at any depth, is of a size the kiosk can work with."""
    return _check_of(type(value))(value)


def _check_of(kind: type) -> Check:
    """How values of a type are judged: found out once a type, because a feed has thousands of each."""
    if kind not in _KNOWN:
        _KNOWN[kind] = _found(kind)
    return _KNOWN[kind]


def _found(kind: type) -> Check:
    for kinds, check in _CHECKS.items():
        if issubclass(kind, kinds):
            return check
    if is_dataclass(kind):
        return _parts_check([field.name for field in fields(kind)])
    if issubclass(kind, BaseModel):
        return _parts_check(list(kind.model_fields))
    return lambda _: True


def _parts_check(names: Sequence[str]) -> Check:
    if not names:
        return lambda _: True
    parts = attrgetter(*names)
    return (lambda value: all(map(believable, parts(value)))) if names[1:] else (lambda value: believable(parts(value)))


def _is_moment(value: datetime) -> bool:
    return value.tzinfo is not None and value.year in YEARS


def _is_figure(value: Decimal) -> bool:
    if not value.is_finite() or value.adjusted() > DIGITS:
        return False
    return int(value.as_tuple().exponent) >= -PLACES and abs(value) <= LARGEST


def _is_list(value: Sequence[object]) -> bool:
    return len(value) <= MOST and all(map(believable, value))


def _is_mapping(value: Mapping[object, object]) -> bool:
    return len(value) <= MOST and all(believable(part) for part in (*value, *value.values()))


_KNOWN: dict[type, Check] = {}
_CHECKS: dict[tuple[type, ...], Check] = {
    (NoneType, bool): lambda _: True,
    (str, bytes): lambda value: len(value) <= LONGEST,
    (int, float): lambda value: abs(value) <= LARGEST,
    (Decimal,): _is_figure,
    (datetime,): _is_moment,
    (date,): lambda value: value.year in YEARS,
    (Mapping,): _is_mapping,
    (tuple, list): _is_list,
}
"""In this order: a bool is an int, too, and a moment a date."""
