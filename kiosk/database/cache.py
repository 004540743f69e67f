"""cache.db: what the company said. Read in pages, written by the feed's pages, forgotten when a resident leaves."""

import logging
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from sqlalchemy import ColumnElement, Connection, delete, func, literal_column, or_, select, text
from sqlalchemy.exc import DatabaseError, DBAPIError

from kiosk.database import aside, tables
from kiosk.database.claim import Claim
from kiosk.database.errors import Damaged
from kiosk.database.file import DatabaseFile, error_name, is_foreign
from kiosk.database.guarded import GuardedFile
from kiosk.database.rows import CachedRow, Cursor, FeedRow, SetAside

_log = logging.getLogger(__name__)
_ACCOUNT = "account:"
_UPSERT = """
    INSERT INTO "{kind}" (scope, id, rev, op_id, "order", data) VALUES (?, ?, ?, ?, ?, ?)
    ON CONFLICT (scope, id)
    DO UPDATE SET rev = excluded.rev, op_id = excluded.op_id, "order" = excluded."order", data = excluded.data
"""
_ORDERS = 'SELECT group_concat("order", :between) FROM "{kind}" WHERE scope = :scope'
_BETWEEN = "\x1f"
"""A control character that stands in no text people read."""
_DELETE = 'DELETE FROM "{kind}" WHERE scope = ? AND id = ?'


class Cache:
    """Rows of an account are admitted only while it is followed; of a building, always.

    Damaged or foreign, it is made anew, at opening or at any time later: it is empty then, and the company is asked
    again.
    """

    def __init__(self, path: Path, key: bytes, claim: Claim, is_alone: bool, renewed: Callable[[], None]) -> None:
        """`is_alone`: nobody else has it open now. `renewed` is called, on any thread, when it was made anew later."""
        self.rebuilt = False
        """Whether it was made anew since it was opened, or then."""
        self._followed: str | None = None
        self._path, self._key, self._claim = path, key, claim
        self._guard = GuardedFile(lambda: self._opened(is_alone), self._made_anew, renewed)
        self.forget_accounts()

    def close(self) -> None:
        self._guard.close()

    def page(self, kind: str, scope: str, limit: int, offset: int = 0, is_open: bool | None = None) -> list[CachedRow]:
        """Rows of a scope, greatest `order` first; `is_open`, for appeals, leaves out the ended ones or the others."""
        table = tables.FACTS[kind]
        query = (
            select(table.c.id, table.c.data, table.c.op_id)
            .where(table.c.scope == scope, *_of(is_open))
            .order_by(table.c.order.desc(), table.c.id.desc())
            .limit(limit)
            .offset(offset)
        )
        rows = self._guard.read(lambda connection: connection.execute(query).all())
        return [CachedRow(id=row.id, data=row.data, op_id=row.op_id) for row in rows]

    def count(self, kind: str, scope: str, is_open: bool | None = None) -> int:
        table = tables.FACTS[kind]
        query = select(func.count()).select_from(table).where(table.c.scope == scope, *_of(is_open))
        return self._guard.read(lambda connection: int(connection.execute(query).scalar_one()))

    def row(self, kind: str, scope: str, fact_id: str) -> CachedRow | None:
        """One row by the company's id."""
        return self._one(kind, scope, tables.FACTS[kind].c.id == fact_id)

    def row_or_made(self, kind: str, scope: str, fact_id: str) -> CachedRow | None:
        """One row by its id, or by that of the operation that made it."""
        table = tables.FACTS[kind]
        return self._one(kind, scope, or_(table.c.id == fact_id, table.c.op_id == fact_id))

    def orders(self, kind: str, scope: str) -> list[str]:
        """What every row is sorted by, in no order, from the index alone: the facts themselves are not read.

        In one piece, which costs a tenth of as many rows.
        """
        query = text(_ORDERS.format(kind=tables.FACTS[kind].name)).bindparams(between=_BETWEEN, scope=scope)
        joined = self._guard.read(lambda connection: connection.execute(query).scalar())
        return [] if joined is None else str(joined).split(_BETWEEN)

    def cursor(self, scope: str) -> Cursor | None:
        return self._guard.read(lambda connection: _cursor(connection, scope))

    def admit(self, scope: str) -> None:
        """Refuse every other account's rows from this moment; nothing is written, so that any thread may call it."""
        self._followed = scope

    def forget_others(self) -> None:
        """Delete what is kept of accounts that are not admitted now."""
        self._guard.write(lambda connection: _forget_accounts(connection, but=self._followed or ""))

    def forget_all(self) -> None:
        """Delete every row and empty the log: the company had this kiosk wiped. As `forget_accounts` on a full disk."""

        def work(connection: Connection) -> None:
            self._followed = None
            for table in (*tables.FACTS.values(), tables.feed_cursor, tables.set_aside):
                connection.execute(delete(table))

        try:
            self._forgotten(work)
        except DBAPIError as error:
            _log.error("no new cache could be made: %s", error_name(error))

    def size(self, scope: str) -> tuple[int, int]:
        """How many rows a scope has, and how many characters they are; reads them all."""

        def work(connection: Connection) -> tuple[int, int]:
            rows = characters = 0
            for table in tables.FACTS.values():
                query = select(func.count(), func.coalesce(func.sum(func.length(table.c.data)), 0))
                count, length = connection.execute(query.where(table.c.scope == scope)).one()
                rows, characters = rows + count, characters + length
            return rows, characters

        return self._guard.read(work)

    def forget_accounts(self) -> None:
        """Admit no account's rows, delete all there are, and empty the log they may linger in.

        Where a full or failing disk cannot even delete, the whole file is.
        """

        def work(connection: Connection) -> None:
            self._followed = None
            _forget_accounts(connection)

        self._forgotten(work)

    def _forgotten(self, work: Callable[[Connection], None]) -> None:
        """Delete, so that nothing can be read in the log either; failing that, the whole file."""
        try:
            self._guard.write(work)
            is_empty = self._guard.truncate_log()
        except DBAPIError as error:
            if error_name(error).startswith("SQLITE_BUSY"):
                raise
            _log.error("the cache cannot forget and is made anew: %s", error_name(error))
            self._followed = None
            self._guard.renew()
            return
        if not is_empty:
            _log.error("the log of the cache could not be truncated: a reader holds it")

    def apply(
        self,
        scope: str,
        asked: Cursor | None,
        heard: Cursor,
        rows: Sequence[FeedRow],
        not_understood: Sequence[SetAside] = (),
    ) -> frozenset[str] | None:
        """Store a page and how far it reaches, in one transaction; the kinds that changed.

        What was not understood of it is remembered. `asked` is the cursor that the page continues, None for a full
        pull's first page, which replaces the scope. None, and nothing stored, when the scope is no longer admitted or
        its cursor has moved meanwhile.
        """

        def work(connection: Connection) -> frozenset[str] | None:
            if scope.startswith(_ACCOUNT) and scope != self._followed:
                return None
            changed: set[str] = set()
            if asked is None:
                changed |= _forget(connection, scope)
            elif _cursor(connection, scope) != asked:
                return None
            for kind in {row.kind for row in rows}:
                _store(connection, scope, kind, [row for row in rows if row.kind == kind])
                changed.add(kind)
            aside.note(connection, scope, rows, not_understood)
            _move(connection, scope, heard)
            return frozenset(changed)

        return self._guard.write(work)

    def set_aside(self) -> tuple[SetAside, ...]:
        """Rows of the feed that were not understood, also before a restart; of earlier residents one for each kind."""
        return self._guard.read(aside.read)

    def known(self, kind: str, scope: str, ids: Iterable[str]) -> frozenset[str]:
        """Which of these are ids of rows, or of operations that made one."""
        table, wanted = tables.FACTS[kind], list(ids)
        query = select(table.c.id, table.c.op_id).where(
            table.c.scope == scope, or_(table.c.id.in_(wanted), table.c.op_id.in_(wanted))
        )
        rows = self._guard.read(lambda connection: connection.execute(query).all())
        return frozenset({value for row in rows for value in row} & set(wanted))

    @property
    def _file(self) -> DatabaseFile:
        return self._guard.file

    def _one(self, kind: str, scope: str, condition: ColumnElement[bool]) -> CachedRow | None:
        table = tables.FACTS[kind]
        query = select(table.c.id, table.c.data, table.c.op_id).where(table.c.scope == scope, condition).limit(1)
        row = self._guard.read(lambda connection: connection.execute(query).one_or_none())
        return None if row is None else CachedRow(id=row.id, data=row.data, op_id=row.op_id)

    def _opened(self, is_alone: bool) -> DatabaseFile:
        try:
            return _opened(self._path, self._key)
        except Damaged:
            if not is_alone:
                raise
            return self._anew()

    def _made_anew(self) -> DatabaseFile:
        with self._claim.required():
            return self._anew()

    def _anew(self) -> DatabaseFile:
        _log.warning("the cache is damaged or foreign, and is made anew")
        self.rebuilt = True
        for suffix in ("", "-wal", "-shm"):
            self._path.with_name(self._path.name + suffix).unlink(missing_ok=True)
        return _opened(self._path, self._key)


def _opened(path: Path, key: bytes) -> DatabaseFile:
    file = DatabaseFile(path, key, synchronous="NORMAL")
    try:
        with file.writing() as connection:
            _prepare(connection)
    except DatabaseError as error:
        file.close()
        if is_foreign(error):
            raise Damaged(type(error.orig).__name__) from error
        raise
    except Damaged:
        file.close()
        raise
    return file


def _prepare(connection: Connection) -> None:
    """Make an empty file's tables; Damaged for one that is not wholly ours."""
    if not connection.exec_driver_sql("SELECT count(*) FROM sqlite_master").scalar_one():
        tables.cache.create_all(connection)
        connection.exec_driver_sql(f"PRAGMA user_version={tables.CACHE_SCHEMA}")
        return
    if connection.exec_driver_sql("PRAGMA user_version").scalar_one() != tables.CACHE_SCHEMA:
        raise Damaged("another schema")
    if connection.exec_driver_sql("PRAGMA quick_check(1)").scalar_one() != "ok":
        raise Damaged("the check failed")
    if aside.is_another_releases(connection):
        raise Damaged("another release may understand more")


def _of(is_open: bool | None) -> tuple[ColumnElement[bool], ...]:
    ended: ColumnElement[bool] = literal_column("0" if is_open else "1")
    return () if is_open is None else (ended == tables.HAS_ENDED,)


def _cursor(connection: Connection, scope: str) -> Cursor | None:
    row = connection.exec_driver_sql("SELECT epoch, rev FROM feed_cursor WHERE scope = ?", (scope,)).one_or_none()
    return None if row is None else Cursor(epoch=row[0], rev=row[1])


def _forget_accounts(connection: Connection, but: str = "") -> None:
    """Delete every account's rows and cursors, those of the scope `but` apart."""
    after = _ACCOUNT[:-1] + chr(ord(":") + 1)
    aside.forget_accounts(connection, _ACCOUNT, after, but)
    for table in (*tables.FACTS.values(), tables.feed_cursor):
        scope = table.c.scope
        connection.execute(delete(table).where(scope >= _ACCOUNT, scope < after, scope != but))


def _forget(connection: Connection, scope: str) -> set[str]:
    """Delete one scope; the kinds that had rows."""
    emptied = set()
    for kind, table in tables.FACTS.items():
        if connection.execute(delete(table).where(table.c.scope == scope)).rowcount:
            emptied.add(kind)
    for table in (tables.feed_cursor, tables.set_aside):
        connection.execute(delete(table).where(table.c.scope == scope))
    return emptied


def _store(connection: Connection, scope: str, kind: str, rows: Sequence[FeedRow]) -> None:
    """By the driver's own `executemany`: SQLAlchemy's way to it costs as much again as the writing."""
    gone = [(scope, row.id) for row in rows if row.data is None]
    kept = [(scope, row.id, row.rev, row.op_id, row.order, row.data) for row in rows if row.data is not None]
    if gone:
        connection.exec_driver_sql(_DELETE.format(kind=tables.FACTS[kind].name), gone)
    if kept:
        connection.exec_driver_sql(_UPSERT.format(kind=tables.FACTS[kind].name), kept)


def _move(connection: Connection, scope: str, cursor: Cursor) -> None:
    statement = "INSERT OR REPLACE INTO feed_cursor (scope, epoch, rev) VALUES (?, ?, ?)"
    connection.exec_driver_sql(statement, (scope, cursor.epoch, cursor.rev))
