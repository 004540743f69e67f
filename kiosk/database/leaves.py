"""Rows of a table's leaf pages, read without the tree above them. The format: https://www.sqlite.org/fileformat2.html"""

import struct
from collections.abc import Callable, Iterator

from kiosk.database.pages import USABLE

Value = int | float | str | bytes | None

_TABLE_LEAF = 0x0D
_MOST_LOCAL = USABLE - 35
_LEAST_LOCAL = (USABLE - 12) * 32 // 255 - 23
_WIDTHS = (0, 1, 2, 3, 4, 6, 8, 8, 0, 0)
_FLOAT, _ZERO, _ONE, _FIRST_BLOB = 7, 8, 9, 12


class Unreadable(ValueError):
    """A row goes on in a page that is lost; other ValueErrors: in one that is no longer its."""


def is_leaf(page: bytes) -> bool:
    """Of a table; a page that carries a long row on begins with a page number, and never so high a one."""
    return page[0] == _TABLE_LEAF


def rows(page: bytes, overflow: Callable[[int], bytes]) -> Iterator[tuple[int, tuple[Value, ...]] | None]:
    """Row ids and records, None for a row that is not whole. `overflow` gives a page or raises Unreadable."""
    count = int.from_bytes(page[3:5], "big")
    for pointer in struct.unpack(f">{count}H", page[8 : 8 + 2 * count]):
        try:
            yield _row(page, pointer, overflow)
        except ValueError:
            yield None


def _row(page: bytes, at: int, overflow: Callable[[int], bytes]) -> tuple[int, tuple[Value, ...]]:
    size, at = _varint(page, at)
    row_id, at = _varint(page, at)
    local = _local(size)
    payload = page[at : at + local]
    following = int.from_bytes(page[at + local : at + local + 4], "big") if local < size else 0
    parts = [payload]
    missing = size - local
    while missing > 0:
        more = overflow(following)
        following, taken = int.from_bytes(more[:4], "big"), more[4 : 4 + missing]
        parts.append(taken)
        missing -= len(taken)
    return row_id, _record(b"".join(parts))


def _local(size: int) -> int:
    """How many bytes of a record of `size` lie in the leaf itself."""
    if size <= _MOST_LOCAL:
        return size
    fitting = _LEAST_LOCAL + (size - _LEAST_LOCAL) % (USABLE - 4)
    return fitting if fitting <= _MOST_LOCAL else _LEAST_LOCAL


def _record(payload: bytes) -> tuple[Value, ...]:
    body, at = _varint(payload, 0)
    values = []
    header = body
    while at < header:
        kind, at = _varint(payload, at)
        width = (kind - _FIRST_BLOB) // 2 if kind >= _FIRST_BLOB else _WIDTHS[kind]
        values.append(_value(kind, payload[body : body + width]))
        body += width
    return tuple(values)


def _value(kind: int, content: bytes) -> Value:
    if kind >= _FIRST_BLOB:
        return content.decode() if kind % 2 else content
    if kind == _FLOAT:
        return float(struct.unpack(">d", content)[0])
    if kind in (_ZERO, _ONE):
        return kind - _ZERO
    return int.from_bytes(content, "big", signed=True) if kind else None


def _varint(content: bytes, at: int) -> tuple[int, int]:
    value = 0
    for _ in range(8):
        byte = content[at]
        at += 1
        value = value << 7 | byte & 0x7F
        if byte < 0x80:
            return value, at
    return value << 8 | content[at], at + 1
