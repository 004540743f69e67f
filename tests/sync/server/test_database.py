"""The company's database, SQLite or PostgreSQL: its tables, its transactions, and many processes at once."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import inspect, text

from sync.server.database import Database
from sync.server.tables import Base
from tests.databases import Databases


@pytest.fixture
def empty(databases: Databases, tmp_path: Path) -> Iterator[Database]:
    """A database without tables."""
    database = Database(databases.empty(tmp_path))
    yield database
    database.close()
    databases.drop(database.url)


def tables(database: Database) -> list[str]:
    return inspect(database.engine).get_table_names()


def asked(database: Database, *questions: str) -> list[object]:
    with database.engine.connect() as connection:
        return [connection.scalar(text(question)) for question in questions]


def test_migrations_make_the_tables_the_code_expects(empty: Database) -> None:
    empty.upgrade()
    with empty.engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), Base.metadata) == []


def test_a_migration_that_breaks_off_leaves_nothing_behind(empty: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    def pulled(*arguments: object, **named: object) -> None:
        raise OSError("plug")

    with monkeypatch.context() as patch:
        patch.setattr("alembic.op.create_index", pulled)
        with pytest.raises(OSError, match="plug"):
            empty.upgrade()
    assert tables(empty) == []
    empty.upgrade()
    assert "fact" in tables(empty)


def test_sqlite_is_durable_and_keeps_its_references(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path / 'new.db'}")
    assert asked(database, "PRAGMA synchronous", "PRAGMA foreign_keys", "PRAGMA journal_mode") == [2, 1, "wal"]
    database.close()


def test_no_other_database_is_tried() -> None:
    with pytest.raises(ValueError, match="mysql"):
        Database("mysql://company")
