"""What can still be read of a damaged spool: every row whose own pages are sound, whatever became of the others."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Column, Float, Integer, LargeBinary, Table

from kiosk.database import leaves, pages, tables, wal
from kiosk.database.leaves import Value
from kiosk.database.pages import PageLock
from kiosk.database.rows import State

NO_PHOTO = "фото повреждено на диске"
"""The trouble of a command that is kept for the operator because a photo of it is lost."""

Row = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Salvage:
    """Rows as the tables have them. `pages_lost`: unreadable ones; `rows_lost`: begun in a sound page, ended in none.

    `incomplete`: how many operations lack a photo.
    """

    ops: tuple[Row, ...] = field(repr=False)
    op_blobs: tuple[Row, ...] = field(repr=False)
    blobs: tuple[Row, ...] = field(repr=False)
    identity: Row | None = field(repr=False)
    incomplete: int
    pages_lost: int
    rows_lost: int


def salvage(lock: PageLock, file: bytes, log: bytes) -> Salvage:
    """Read a spool and its write-ahead log."""
    found = _Pages(lock, file, log)
    rows: dict[str, list[Row]] = {name: [] for name in ("op", "blob", "identity")}
    lost = 0
    for read in found.rows():
        if read is None:
            lost += 1
        elif (shaped := _shaped(*read)) is not None:
            rows[shaped[0]].append(shaped[1])
    ops = {row["op_id"]: row for row in rows["op"] if _is_whole(row)}
    blobs = {row["sha256"]: row for row in rows["blob"] if _hash(row["bytes"]) == row["sha256"]}
    lost += sum(not _is_whole(row) for row in rows["op"]) + sum(
        _hash(row["bytes"]) not in blobs for row in rows["blob"]
    )
    ordered = sorted(ops.values(), key=lambda row: int(row["seq"]))
    return Salvage(
        ops=tuple(_marked(row, blobs) for row in ordered),
        op_blobs=tuple(use for row in ordered for use in _uses(row) if use["sha256"] in blobs),
        blobs=tuple(blobs.values()),
        identity=rows["identity"][-1] if rows["identity"] else None,
        incomplete=sum(not _has_photos(row, blobs) for row in ordered),
        pages_lost=found.lost,
        rows_lost=lost,
    )


class _Pages:
    """The newest sound version of every page; an older one where the newest is lost."""

    def __init__(self, lock: PageLock, file: bytes, log: bytes) -> None:
        self._pages: dict[int, bytes] = {}
        self._outdated: set[int] = set()
        written = [*enumerate(pages.split(file), start=1)]
        written += [(frame.number, frame.page) for frame in wal.committed(wal.frames(log))]
        for number, page in written:
            if lock.fits(number, page):
                self._pages[number] = page
                self._outdated.discard(number)
            else:
                self._outdated.add(number)
        self._lock = lock
        self.lost = len(self._outdated)

    def rows(self) -> Iterator[tuple[int, tuple[Value, ...]] | None]:
        """Of outdated pages first, so that what is newer comes later."""
        for number in sorted(self._pages, key=lambda number: number not in self._outdated):
            page = self._lock.opened(number, self._pages[number])
            if number > 1 and leaves.is_leaf(page):
                yield from leaves.rows(page, self._overflow)

    def _overflow(self, number: int) -> bytes:
        if number not in self._pages or number in self._outdated:
            raise leaves.Unreadable
        return self._lock.opened(number, self._pages[number])


def _shaped(row_id: int, values: tuple[Value, ...]) -> tuple[str, Row] | None:
    """The table that a row is of, told by its columns, and the row."""
    for table in (tables.op, tables.blob, tables.identity):
        columns = table.c.values()
        missing = len(columns) - len(values)  # of a row from before a migration that only adds columns
        full = (*values, *[None] * missing)
        if missing >= 0 and values and all(map(_suits, columns, full)):
            row = dict(zip(table.c.keys(), full, strict=True))
            return table.name, row | dict.fromkeys(_row_id(table), row_id)
    return None


def _row_id(table: Table) -> list[str]:
    """The column that stands for the row's id, and is empty in the record."""
    return [column.name for column in table.primary_key if isinstance(column.type, Integer)]


def _suits(column: Column[Any], value: Value) -> bool:
    match column.type:
        case Integer() if column.primary_key:
            return value is None
        case Integer():
            kinds: tuple[type, ...] = (int,)
        case Float():
            kinds = (float, int)
        case LargeBinary():
            kinds = (bytes,)
        case _:
            kinds = (str,)
    return isinstance(value, kinds) or (value is None and bool(column.nullable))


def _is_whole(op: Row) -> bool:
    """Whether a command's frozen body is its own to the end."""
    return bool(_envelope(op).get("op_id") == op["op_id"])


def _envelope(op: Row) -> Mapping[str, Any]:
    """The body as the object that it is; empty for anything else."""
    try:
        read = json.loads(op["body"])
    except ValueError:
        return {}
    return read if isinstance(read, dict) else {}


def _uses(op: Row) -> list[Row]:
    """Its photos in their order, as the body, which is signed, names them."""
    names = _envelope(op).get("blobs", ())
    return [{"op_id": op["op_id"], "slot": slot, "sha256": sha256} for slot, sha256 in enumerate(names)]


def _marked(op: Row, blobs: Mapping[str, Row]) -> Row:
    """The command; kept for the operator when it was not answered yet and a photo is lost."""
    if op["state"] in (State.READY, State.SENDING) and not _has_photos(op, blobs):
        return op | {"state": str(State.STUCK), "trouble": NO_PHOTO}
    return op


def _has_photos(op: Row, blobs: Mapping[str, Row]) -> bool:
    return all(use["sha256"] in blobs for use in _uses(op))


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
