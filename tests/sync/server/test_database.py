"""The company's database, SQLite or PostgreSQL: its tables, its transactions, and many processes at once."""

import subprocess
import sys
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import event, inspect, select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from kiosk.domain.accounts import Address
from sync.server import facts
from sync.server.database import Database
from sync.server.tables import Base, QuotaUse
from tests.databases import Databases
from tests.sync.company import Company, Kiosk
from tests.sync.company_server import ROOT


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


def test_times_come_back_as_they_were_in_utc(company: Company) -> None:
    at = datetime(2026, 3, 29, 3, 30, 15, 250000, tzinfo=timezone(timedelta(hours=3)))
    with company.database.write() as db:
        db.add(QuotaUse(key="a time", at=at))
    with company.database.read() as db:
        kept = db.scalars(select(QuotaUse.at).where(QuotaUse.key == "a time")).one()
    assert (kept, kept.utcoffset()) == (at, timedelta(0))


def test_json_comes_back_as_it_was(company: Company) -> None:
    said = Address(id="адрес", text='г. Волгодонск, «Ёлочка» \\ "17" \u2028 🏠')
    with company.database.write() as db:
        facts.publish(db, facts.building("1"), said, company.clock())
    with company.database.read() as db:
        assert facts.read(db, facts.building("1"), Address, "адрес") == said


def test_processes_that_start_at_once_make_the_tables_and_the_secrets_once(empty: Database) -> None:
    program = (
        "import sys; from sync.server.database import Database; from sync.server.office import secret;"
        "d = Database(sys.argv[1]); d.upgrade(); print(secret(d, 'codes')); d.close()"
    )
    line = [sys.executable, "-c", program, empty.url]
    started = [subprocess.Popen(line, cwd=ROOT, stdout=subprocess.PIPE, text=True) for _ in range(4)]
    said = [process.communicate(timeout=100)[0] for process in started]
    assert [process.returncode for process in started] == [0, 0, 0, 0]
    assert len(set(said)) == 1 and len(said[0].strip()) == 64
    with empty.engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), Base.metadata) == []


def test_a_database_that_is_held_by_another_for_too_long_is_told_as_busy(company: Company, kiosk: Kiosk) -> None:
    engine = company.database.engine
    short = "PRAGMA busy_timeout = 100" if engine.dialect.name == "sqlite" else "SET lock_timeout = 100"
    event.listen(engine, "begin", lambda connection: connection.exec_driver_sql(short), insert=True)
    other = Database(company.database.url)
    with other.write() as db:
        db.execute(text("SELECT 1"))
        busy = kiosk.feed("building:1")
    other.close()
    assert (busy.status_code, busy.json(), busy.headers["Retry-After"]) == (503, {"code": "server.busy"}, "5")
    assert kiosk.feed("building:1").status_code == 200


def test_what_is_no_fault_of_the_transaction_is_not_tried_again(company: Company) -> None:
    tries: list[int] = []

    def work(db: Session) -> None:
        tries.append(1)
        db.execute(text("SELECT nonsense"))

    with pytest.raises(DBAPIError):
        company.database.settle(work)
    assert len(tries) == 1
