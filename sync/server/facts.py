"""Facts as residents' kiosks see them: the last revision of each, in scopes with a counter."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Any, TypeVar

from pydantic import TypeAdapter, create_model
from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from kiosk.domain.facts import Fact
from sync import contract
from sync.server import counters
from sync.server.denied import Denied
from sync.server.tables import Counter, FactRow

EVERYBODY = ""
"""Instead of a phone: any resident who may follow the scope."""
LARGEST_PAGE = 4 * 1024 * 1024
"""Characters of facts in one answer; kiosks bear twice as many bytes."""

F = TypeVar("F", bound=Fact)


@dataclass(frozen=True, slots=True)
class Page:
    """A page of a scope's feed. `rev` is where to go on after it."""

    rev: int
    more: bool
    rows: tuple[contract.FeedRow, ...]


def building(building_id: str) -> str:
    """The scope of what any kiosk of a building may know."""
    return f"building:{building_id}"


def account(account_id: str) -> str:
    """The scope of what only the account's residents may know."""
    return f"account:{account_id}"


def adapter(kind: Any) -> TypeAdapter[Any]:
    """Reads and writes a domain type as JSON."""
    return _adapter(kind)


@cache
def _adapter(kind: Any) -> TypeAdapter[Any]:
    return TypeAdapter(kind)


def command(kind: str, data: dict[str, Any]) -> Any:
    """An operation's payload from JSON; ValidationError when a field is missing, wrong, or unknown at any depth."""
    return _strict(kind).model_validate({"command": data}).command  # type: ignore[attr-defined]


@cache
def _strict(kind: str) -> type[contract.Wire]:
    """Strictness spreads from a wire type to the plain dataclasses inside it."""
    payload, _ = contract.OPERATIONS[kind]
    return create_model(payload.__name__, __base__=contract.Wire, command=(payload, ...))


def publish(
    db: Session, scope: str, fact: Fact, now: datetime, op_id: str | None = None, phone: str = EVERYBODY
) -> int:
    """Say a fact, new or changed; the scope's counter stays locked until commit. Returns the revision.

    A row keeps the last operation's id through the company's own changes, so that a kiosk that comes late settles it.
    With a `phone`, of the scope's residents only that one is told.
    """
    rev = counters.advance(db, scope)
    row = _row(db, scope, fact.kind, fact.id, phone) or _new(db, scope, fact, phone)
    _fill(row, fact, rev, now)
    row.op_id = op_id or row.op_id
    return rev


def publish_changed(db: Session, scope: str, told: Sequence[Fact], now: datetime) -> None:
    """Say those of many facts that are new or other than they were: kiosks pull no more than that."""
    shared = select(FactRow).where(FactRow.scope == scope, FactRow.phone == EVERYBODY)
    known = {(row.kind, row.id): row for row in db.scalars(shared)}
    changed = [fact for fact in told if not _as_it_was(known.get((fact.kind, fact.id)), fact)]
    last = counters.advance(db, scope, len(changed))
    for rev, fact in enumerate(changed, last - len(changed) + 1):
        _fill(known.get((fact.kind, fact.id)) or _new(db, scope, fact), fact, rev, now)


def retract(
    db: Session,
    scope: str,
    kind: str,
    fact_id: str,
    now: datetime,
    op_id: str | None = None,
    phone: str = EVERYBODY,
) -> None:
    """Leave a tombstone where a fact was; LookupError when there was none."""
    row = _row(db, scope, kind, fact_id, phone)
    if row is None or row.deleted:
        raise LookupError(kind)
    row.rev, row.deleted, row.data, row.changed_at = counters.advance(db, scope), True, None, now
    row.op_id = op_id or row.op_id


def read(db: Session, scope: str, kind: type[F], fact_id: str, phone: str = EVERYBODY) -> F | None:
    """A fact as it stands, or None; with a `phone`, one that only this resident is told."""
    row = _row(db, scope, kind.kind, fact_id, phone)
    return None if row is None or row.deleted else adapter(kind).validate_python(row.data)


def listed(db: Session, scope: str, kind: type[F]) -> tuple[F, ...]:
    """Every fact of a kind in a scope, oldest revision first."""
    rows = select(FactRow.data).where(
        FactRow.scope == scope,
        FactRow.kind == kind.kind,
        FactRow.phone == EVERYBODY,
        FactRow.deleted.is_(False),
    )
    return tuple(adapter(kind).validate_python(data) for data in db.scalars(rows.order_by(FactRow.rev)))


def revision(db: Session, scope: str) -> int:
    """The scope's newest committed revision; 0 when nothing was ever said in it."""
    return db.scalar(select(Counter.value).where(Counter.name == scope)) or 0


def page(db: Session, scope: str, after: int, limit: int, phone: str = EVERYBODY, *, anew: bool = False) -> Page:
    """Rows after a cursor, at most `limit`; with limit 0 only the scope's own revision. Denied 410: pull from 0.

    Rows meant for one resident alone are left out unless it is the one with this `phone`. A pull that began `anew`,
    at 0, needs no tombstones: it goes on below the floor.
    """
    counter = db.get(Counter, scope)
    rev, floor = (counter.value, counter.floor) if counter else (0, 0)
    if after > rev or (0 < after < floor and not anew):
        raise Denied(410, "feed.gone", "Данные устарели и загружаются заново.")
    if limit == 0:
        return Page(rev, rev > after, ())
    mine = FactRow.phone.in_({EVERYBODY, phone})
    found = select(FactRow).where(FactRow.scope == scope, FactRow.rev > after, FactRow.rev <= rev, mine)
    rows = db.scalars(found.order_by(FactRow.rev).limit(limit + 1)).all()
    shown = _fitting(rows[:limit])
    more = len(rows) > len(shown)
    return Page(shown[-1].rev if more else rev, more, tuple(_wire(row) for row in shown))


def _fitting(rows: Sequence[FactRow]) -> Sequence[FactRow]:
    """As many of these, but one at least, as an answer of LARGEST_PAGE has room for."""
    size = 0
    for count, row in enumerate(rows):
        size += len(json.dumps(row.data))
        if count and size > LARGEST_PAGE:
            return rows[:count]
    return rows


def forget_tombstones(db: Session, now: datetime, life: timedelta) -> None:
    """Drop tombstones older than their life; cursors from before them get 410 from now on."""
    old = (FactRow.deleted.is_(True), FactRow.changed_at < now - life)
    for scope, rev in db.execute(
        select(FactRow.scope, func.max(FactRow.rev)).where(*old).group_by(FactRow.scope)
    ).all():
        db.get_one(Counter, scope).floor = rev
    db.execute(delete(FactRow).where(*old))


def _row(db: Session, scope: str, kind: str, fact_id: str, phone: str) -> FactRow | None:
    return db.get(FactRow, (scope, kind, fact_id, phone))


def _new(db: Session, scope: str, fact: Fact, phone: str = EVERYBODY) -> FactRow:
    row = FactRow(scope=scope, kind=fact.kind, id=fact.id, phone=phone)
    db.add(row)
    return row


def _fill(row: FactRow, fact: Fact, rev: int, now: datetime) -> None:
    row.rev, row.deleted, row.changed_at = rev, False, now
    row.data = adapter(type(fact)).dump_python(fact, mode="json")


def _as_it_was(row: FactRow | None, fact: Fact) -> bool:
    return row is not None and row.data == adapter(type(fact)).dump_python(fact, mode="json")


def _wire(row: FactRow) -> contract.FeedRow:
    return contract.FeedRow(kind=row.kind, id=row.id, rev=row.rev, deleted=row.deleted, op_id=row.op_id, data=row.data)
