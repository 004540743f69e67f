"""PostgreSQL alone: who waits for whom, what is begun again, and a server that is restarted."""

import threading
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import event, text
from sqlalchemy.exc import DBAPIError, InternalError
from sqlalchemy.orm import Session
from uuid_utils import uuid7

from sync.server import facts, locks
from sync.server.database import TRIES, Database
from sync.server.office import secret
from tests.databases import PostgresDatabases
from tests.postgres import Cluster
from tests.sync.company import DEMO_PHONE, OTHER_PHONE, Company, Site
from tests.sync.conditions import until


@pytest.fixture(scope="session")
def databases(postgres_databases: PostgresDatabases) -> PostgresDatabases:
    return postgres_databases


@pytest.fixture
def database(databases: PostgresDatabases, tmp_path: Path) -> Iterator[Database]:
    opened = Database(databases.seeded(tmp_path))
    yield opened
    opened.close()
    databases.drop(opened.url)


def waiting(database: Database) -> int:
    """How many transactions stand in line."""
    with database.read() as db:
        return len(db.scalars(text("SELECT 1 FROM pg_locks WHERE NOT granted")).all())


@contextmanager
def holding(database: Database, *names: str) -> Iterator[threading.Event]:
    """A transaction of another thread, open until the event is set or the block ends."""
    inside, over = threading.Event(), threading.Event()

    def hold() -> None:
        with database.write(*names):
            inside.set()
            over.wait(60)

    with ThreadPoolExecutor(1) as pool:
        held = pool.submit(hold)
        assert inside.wait(10)
        yield over
        over.set()
        held.result(10)


def entered(database: Database, *names: str) -> None:
    with database.write(*names):
        pass


def test_writers_of_other_names_do_not_wait(database: Database) -> None:
    with holding(database, "account:1", "resident:1"):
        entered(database, "account:2")
        entered(database, locks.NOTES)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("account:1",), ("account:1",)),
        (("account:1", "resident:1"), ("resident:1",)),
        (("account:1",), ()),
        ((locks.NOTES,), ()),
        ((), ("account:1",)),
        ((), ()),
    ],
)
def test_writers_of_one_name_wait_and_who_names_nothing_is_alone(
    database: Database, one: tuple[str, ...], other: tuple[str, ...]
) -> None:
    with holding(database, *one) as over, ThreadPoolExecutor(1) as pool:
        second: Future[None] = pool.submit(entered, database, *other)
        until(lambda: waiting(database) == 1)
        assert not second.done()
        over.set()
        second.result(10)


@pytest.mark.parametrize("name", [facts.account("10117"), locks.resident(DEMO_PHONE)])
def test_an_operation_waits_for_another_of_its_account_or_its_resident(
    site: Site, databases: PostgresDatabases, tmp_path: Path, name: str
) -> None:
    company = Company(site, databases, tmp_path)
    visit = company.enrol().log_in()
    operation = visit.operation(op_id=str(uuid7()))
    with holding(company.database, name) as over, ThreadPoolExecutor(1) as pool:
        answer = pool.submit(visit.deliver, operation)
        until(lambda: waiting(company.database) == 1)
        over.set()
        assert answer.result(30).status_code == 200
    company.close()


def test_an_operation_does_not_wait_for_those_of_other_accounts(
    site: Site, databases: PostgresDatabases, tmp_path: Path
) -> None:
    company = Company(site, databases, tmp_path)
    visit = company.enrol().log_in()
    with holding(company.database, facts.account("10118"), locks.resident(OTHER_PHONE)):
        assert visit.deliver(visit.operation(op_id=str(uuid7()))).status_code == 200
    company.close()


def test_a_deadlock_is_undone_by_the_database_and_begun_again(database: Database) -> None:
    both, tries = threading.Barrier(2), list[str]()

    def work(first: str, second: str) -> str:
        def crossing(db: Session) -> str:
            tries.append(first)
            locks.take(db, first)
            if len(tries) <= 2:
                both.wait(10)
            locks.take(db, second)
            return first

        return database.settle(crossing, locks.NOTES)

    with ThreadPoolExecutor(2) as pool:
        done = [pool.submit(work, "a", "b"), pool.submit(work, "b", "a")]
        assert {one.result(30) for one in done} == {"a", "b"}
    assert len(tries) == 3, "one of the two was begun again"


def test_what_is_undone_every_time_is_given_up_after_five_tries(database: Database) -> None:
    tries: list[int] = []

    def work(db: Session) -> None:
        tries.append(1)
        db.execute(text("DO $$ BEGIN RAISE EXCEPTION USING ERRCODE = 'serialization_failure'; END $$"))

    with pytest.raises(DBAPIError):
        database.settle(work)
    assert len(tries) == TRIES == 5


def test_a_reader_sees_one_moment_and_cannot_write(database: Database) -> None:
    with database.read() as db:
        before = db.scalars(text("SELECT count(*) FROM secret")).one()
        secret(database, "another")
        assert db.scalars(text("SELECT count(*) FROM secret")).one() == before
        with pytest.raises(InternalError, match="read-only"):
            db.execute(text("DELETE FROM secret"))


def test_nobody_holds_up_the_others_for_longer_than_ten_seconds(database: Database) -> None:
    names = ("lock_timeout", "idle_in_transaction_session_timeout", "statement_timeout", "TimeZone")
    with database.engine.connect() as connection:
        assert [connection.scalar(text(f"SHOW {name}")) for name in names] == ["10s", "10s", "30s", "UTC"]


def test_a_restart_of_the_database_is_survived(
    postgres: Cluster, site: Site, databases: PostgresDatabases, tmp_path: Path
) -> None:
    company = Company(site, databases, tmp_path)
    kiosk = company.enrol()
    assert kiosk.feed("building:1").status_code == 200
    postgres.restart()
    assert kiosk.feed("building:1").status_code == 200
    company.close()


def test_a_connection_cut_in_mid_request_is_told_as_busy_and_nothing_is_half_done(
    site: Site, databases: PostgresDatabases, tmp_path: Path
) -> None:
    company = Company(site, databases, tmp_path)
    kiosk = company.enrol()

    def cut(connection: object, cursor: object, statement: str, *rest: object) -> None:
        if statement.startswith("INSERT INTO code"):
            with other.write(locks.NOTES) as db:
                db.execute(text("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE xact_start < now()"))

    other = Database(company.database.url)
    event.listen(company.database.engine, "before_cursor_execute", cut)
    assert kiosk.ask_code().status_code == 503
    event.remove(company.database.engine, "before_cursor_execute", cut)
    assert company.postbox.sent == []
    assert kiosk.ask_code().status_code == 200, "the first try counts for nothing"
    other.close()
    company.close()


@pytest.mark.parametrize(("given", "shown"), [("", "kiosk-zhitelya"), ("?application_name=backup", "backup")])
def test_connections_name_their_application_as_the_url_says(
    databases: PostgresDatabases, tmp_path: Path, given: str, shown: str
) -> None:
    url = databases.empty(tmp_path)
    opened = Database(url + given)
    with opened.read() as db:
        assert db.scalar(text("SHOW application_name")) == shown
    opened.close()
    databases.drop(url)
