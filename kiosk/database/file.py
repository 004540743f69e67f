"""One SQLCipher file: the pragmas every connection gets, and the only two ways to a transaction."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2  # type: ignore[import-untyped]  # has no stubs
from sqlalchemy import URL, Connection, Engine, ExceptionContext, create_engine, event
from sqlalchemy.exc import DatabaseError, DBAPIError
from sqlalchemy.pool import QueuePool

from kiosk.database.errors import StoreError

KEY_BYTES = 32
_PRAGMAS = (
    "foreign_keys=ON",
    "busy_timeout=5000",
    "secure_delete=ON",
    "temp_store=MEMORY",
    "cell_size_check=ON",
    "trusted_schema=OFF",
    "journal_size_limit=4194304",
)


class DatabaseFile:
    """Readers never wait; writers of this process queue here, others on the file's lock. Safe from any thread."""

    def __init__(self, path: Path, key: bytes, synchronous: str) -> None:
        """Nothing is read yet: the first transaction finds out whether the key fits (DatabaseError)."""
        if len(key) != KEY_BYTES:
            raise StoreError(f"Ключ базы должен быть длиной {KEY_BYTES} байта.")
        self.path = path
        self._turn = threading.RLock()
        self._engine = _engine(path, key, synchronous)
        self._writer = self._engine.execution_options(begin="IMMEDIATE")
        self._alone = self._engine.execution_options(begin=None)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """One snapshot for all statements inside."""
        with self._engine.connect() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """All or nothing; durable after leaving, as far as `synchronous` goes."""
        with self._turn, self._writer.begin() as connection:
            yield connection

    @contextmanager
    def migrating(self) -> Iterator[Connection]:
        """As writing, for statements that make tables anew: dropping one must not delete what refers to it.

        DatabaseError when a reference would lead nowhere afterwards.
        """
        with self._turn, self._alone.connect() as connection:
            connection.exec_driver_sql("PRAGMA foreign_keys=OFF")
            try:
                connection.exec_driver_sql("BEGIN IMMEDIATE")
                yield connection
                if connection.exec_driver_sql("PRAGMA foreign_key_check").first() is not None:
                    raise StoreError("Обновление базы данных нарушило бы связи в ней и отменено.")
                connection.exec_driver_sql("COMMIT")
            finally:
                connection.invalidate()

    def truncate_log(self) -> bool:
        """Move the write-ahead log into the file and empty it: deleted rows stay readable there until then.

        False when a reader held it for longer than the busy timeout.
        """
        with self._turn, self._alone.connect() as connection:
            state = connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").one()
        return bool(state[0] == 0)

    def salt(self) -> bytes:
        """What SQLCipher drew for this file when it was made."""
        with self._alone.connect() as connection:
            return bytes.fromhex(connection.exec_driver_sql("PRAGMA cipher_salt").scalar_one())

    def is_sound(self) -> bool:
        """Whether every page is as it was written, and the tables hold together; reads the whole file."""
        with self.reading() as connection:
            return bool(connection.exec_driver_sql("PRAGMA quick_check(1)").scalar_one() == "ok")

    def close(self) -> None:
        self._engine.dispose()


def _engine(path: Path, key: bytes, synchronous: str) -> Engine:
    engine = create_engine(
        URL.create("sqlite+pysqlcipher", password=f"x'{key.hex()}'", database=str(path)),
        module=sqlcipher3.dbapi2,
        poolclass=QueuePool,
        pool_size=3,
        connect_args={"isolation_level": None, "check_same_thread": False},
        hide_parameters=True,
    )

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, _record: Any) -> None:
        """The dialect has already given the key, which must come first."""
        cursor = connection.cursor()
        try:
            if not cursor.execute("PRAGMA cipher_version").fetchone():
                raise StoreError(
                    "Библиотека базы данных собрана без шифрования. Установите sqlcipher3 0.6.4 или новее."
                )
            for pragma in ("journal_mode=WAL", f"synchronous={synchronous}", *_PRAGMAS):
                cursor.execute(f"PRAGMA {pragma}")
        finally:
            cursor.close()

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        how = connection.get_execution_options().get("begin", "DEFERRED")
        if how is not None:
            connection.exec_driver_sql(f"BEGIN {how}")

    @event.listens_for(engine, "handle_error")
    def drop(context: ExceptionContext) -> None:
        """SQLCipher lets a connection that met a damaged page write no more, whatever becomes of the file."""
        error = context.sqlalchemy_exception
        if isinstance(error, DatabaseError) and is_foreign(error):
            context.is_disconnect = True
            context.invalidate_pool_on_disconnect = False

    return engine


def is_foreign(error: DatabaseError) -> bool:
    """Whether the file is not this key's database, or is damaged; other errors may pass (disk full, busy)."""
    return error_name(error).startswith(("SQLITE_NOTADB", "SQLITE_CORRUPT"))


def error_name(error: Exception) -> str:
    """SQLite's own name of an error, such as SQLITE_FULL, or the error's kind: it holds nothing personal."""
    cause = error.orig if isinstance(error, DBAPIError) else error
    return str(getattr(cause, "sqlite_errorname", type(cause).__name__))
