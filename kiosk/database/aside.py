"""Rows of the feed that were not understood: remembered in the cache for the operator, and for a newer release."""

from collections.abc import Sequence

from sqlalchemy import Connection, delete, func, literal, select
from sqlalchemy.dialects.sqlite import insert

from kiosk.database import tables
from kiosk.database.rows import FeedRow, SetAside
from kiosk.release import VERSION

MOST = 10_000
"""Rows that are remembered; a company that has more of them is told so anyway."""
_FORGOTTEN = "account"
"""In the place of a scope: of an account that nobody may know any more."""
_table, _column = tables.set_aside, tables.set_aside.c


def note(connection: Connection, scope: str, understood: Sequence[FeedRow], aside: Sequence[SetAside]) -> None:
    """Remember what was not understood of a page; what is understood now is set aside no more."""
    others = select(_column.kind).where(_column.scope.in_((scope, _FORGOTTEN))).limit(1)
    if connection.execute(others).first() is not None:
        _drop(connection, scope, understood, {each.kind for each in aside})
    room = MOST - connection.execute(select(func.count()).select_from(_table)).scalar_one() if aside else 0
    for each in aside[:room]:
        row = {"scope": scope, "kind": each.kind, "id": each.id, "release": VERSION}
        connection.execute(insert(_table).values(row).on_conflict_do_nothing())


def read(connection: Connection) -> tuple[SetAside, ...]:
    rows = connection.execute(select(_column.scope, _column.kind, _column.id)).mappings()
    return tuple(SetAside(**row) for row in rows)


def is_another_releases(connection: Connection) -> bool:
    """Whether another release set rows aside: this one may understand them, if it is told them again."""
    return connection.execute(select(_column.kind).where(_column.release != VERSION).limit(1)).first() is not None


def forget_accounts(connection: Connection, first: str, after: str, but: str) -> None:
    """Of accounts whose scopes are from `first` to before `after`, `but` one apart, keep no more than the kinds."""
    theirs = (_column.scope >= first, _column.scope < after, _column.scope != but)
    columns = (literal(_FORGOTTEN), _column.kind, literal(""), _column.release)
    kinds = select(*columns).where(*theirs).distinct()
    connection.execute(insert(_table).from_select(_column.keys(), kinds).on_conflict_do_nothing())
    connection.execute(delete(_table).where(*theirs))


def _drop(connection: Connection, scope: str, understood: Sequence[FeedRow], odd: set[str]) -> None:
    """These rows; and the kinds remembered of forgotten accounts, of which this account has sound rows only."""
    for row in understood:
        connection.execute(delete(_table).where(_column.scope == scope, _column.kind == row.kind, _column.id == row.id))
    if scope.startswith(f"{_FORGOTTEN}:"):
        sound = {row.kind for row in understood} - odd
        connection.execute(delete(_table).where(_column.scope == _FORGOTTEN, _column.kind.in_(sound)))
