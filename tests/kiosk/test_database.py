"""The two files on the disk: encrypted, kept, rebuilt only when nothing is lost by it."""

import sqlite3
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from alembic.script import ScriptDirectory
from sqlalchemy import inspect

from kiosk import appeals, cached, identity, payments
from kiosk.appeals import Draft
from kiosk.database import Store, StoreError, WrongKey, opening, tables
from kiosk.database.file import DatabaseFile
from kiosk.database.migrations import config
from kiosk.database.rows import Cursor, FeedRow
from kiosk.domain.money import Kopecks
from kiosk.domain.payments import Payment
from tests.kiosk.stores import ACCOUNT, DEVICE, KEY, LEAF, SCOPE, opened, resident, tell

NOW = datetime(2026, 11, 17, 8, 36, tzinfo=UTC)
OTHER_KEY = bytes(32)
ROOT = Path(__file__).parents[2]


def payment(number: int) -> Payment:
    return Payment(id=str(number), number=str(number), paid_on=NOW.date(), total=Kopecks(number))


def file_one(store: Store, text: str = "Прорвало трубу") -> str:
    draft = Draft().with_type(LEAF).with_text(text).with_photo(b"jpeg" * 500).with_photos_done()
    appeals.file(store, resident(), draft, NOW)
    return draft.op_id


@pytest.mark.parametrize("name", ["spool.db", "cache.db"])
def test_the_files_are_noise_to_plain_sqlite(tmp_path: Path, name: str) -> None:
    store = opened(tmp_path)
    file_one(store)
    tell(store, SCOPE, payment(1))
    store.close()
    with pytest.raises(sqlite3.DatabaseError, match="not a database"):
        sqlite3.connect(tmp_path / name).execute("SELECT * FROM sqlite_master")


def test_no_word_of_a_resident_is_readable_in_any_file(tmp_path: Path) -> None:
    store = opened(tmp_path)
    file_one(store, "Канарейка в подвале")
    tell(store, SCOPE, payment(77777))
    raw = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert len(raw) > 10_000
    for word in ("Канарейка".encode(), b"77777", b"jpegjpeg", b"CREATE TABLE", DEVICE.device_id.encode()):
        assert word not in raw
    store.close()


def test_what_was_filed_is_there_after_the_store_is_opened_again(tmp_path: Path) -> None:
    store = opened(tmp_path)
    op_id = file_one(store)
    store.close()
    store = Store.open(tmp_path, KEY)
    assert store.spool.command(op_id) is not None
    assert identity.load(store) == DEVICE
    store.close()


def test_another_key_is_refused_and_the_spool_is_left_as_it_is(tmp_path: Path) -> None:
    store = opened(tmp_path)
    op_id = file_one(store)
    store.close()
    before = (tmp_path / "spool.db").read_bytes(), (tmp_path / "cache.db").read_bytes()
    with pytest.raises(WrongKey, match=r"spool\.db"):
        Store.open(tmp_path, OTHER_KEY)
    assert ((tmp_path / "spool.db").read_bytes(), (tmp_path / "cache.db").read_bytes()) == before
    store = Store.open(tmp_path, KEY)
    assert store.spool.command(op_id) is not None
    store.close()


@pytest.mark.parametrize("name", ["spool.db", "cache.db", ""])
def test_a_place_that_cannot_be_used_is_named_to_the_installer(tmp_path: Path, name: str) -> None:
    directory = tmp_path / "data"
    if name:
        (directory / name).mkdir(parents=True)
    else:
        directory.write_text("a file in the folder's place")
    with pytest.raises(StoreError, match=f"{directory}.*\\("):
        Store.open(directory, KEY)


@pytest.mark.parametrize("damage", ["foreign", "garbage", "empty", "schema", "page"])
def test_a_cache_that_is_not_ours_is_made_anew_and_the_spool_is_untouched(tmp_path: Path, damage: str) -> None:
    store = opened(tmp_path)
    op_id = file_one(store)
    building = "building:1"
    store.cache.apply(building, None, Cursor(epoch="1", rev=1), [])
    store.close()
    _damage(tmp_path / "cache.db", damage)
    store = Store.open(tmp_path, KEY)
    assert store.cache.cursor(building) is None
    tell(store, SCOPE, payment(1))
    assert payments.listed(store, ACCOUNT) == (payment(1),)
    assert store.spool.command(op_id) is not None
    store.close()


def _damage(cache: Path, damage: str) -> None:
    match damage:
        case "foreign":
            cache.unlink()
            foreign = DatabaseFile(cache, OTHER_KEY, "NORMAL")
            with foreign.writing() as connection:
                connection.exec_driver_sql("CREATE TABLE theirs (a)")
            foreign.close()
        case "garbage":
            cache.write_bytes(b"\x17" * 8192)
        case "empty":
            cache.write_bytes(b"")
        case "schema":
            ours = DatabaseFile(cache, KEY, "NORMAL")
            with ours.writing() as connection:
                connection.exec_driver_sql("PRAGMA user_version=999")
            ours.close()
        case "page":
            content = bytearray(cache.read_bytes())
            content[-3000] ^= 0xFF
            cache.write_bytes(content)


def test_an_untouched_cache_keeps_the_building_and_forgets_accounts_when_the_machine_restarts(tmp_path: Path) -> None:
    store = opened(tmp_path)
    tell(store, "building:1", LEAF)
    tell(store, SCOPE, payment(1))
    store.close()
    store = Store.open(tmp_path, KEY)
    assert appeals.types(store) == (LEAF,)
    assert payments.listed(store, ACCOUNT) == ()
    assert store.cache.cursor(SCOPE) is None
    store.close()


@pytest.mark.parametrize(("name", "synchronous"), [("_file", 2), ("_cache", 1)])
def test_every_connection_has_the_pragmas(store: Store, name: str, synchronous: int) -> None:
    file: DatabaseFile = store.spool._file if name == "_file" else store.cache._file
    expected = {
        "journal_mode": "wal",
        "synchronous": synchronous,
        "foreign_keys": 1,
        "busy_timeout": 5000,
        "secure_delete": 1,
        "temp_store": 2,
        "cell_size_check": 1,
        "trusted_schema": 0,
        "journal_size_limit": 4_194_304,
    }
    with file.reading() as one, file.reading() as another:
        for connection in (one, another):
            found = {name: connection.exec_driver_sql(f"PRAGMA {name}").scalar_one() for name in expected}
            assert {**found, "synchronous": int(found["synchronous"])} == expected


def test_the_migrations_make_exactly_the_tables_the_code_has(store: Store) -> None:
    with store.spool._file.reading() as connection:
        found = inspect(connection)
        assert set(found.get_table_names()) == {*tables.spool.tables, "alembic_version"}
        for name, table in tables.spool.tables.items():
            made = {column["name"]: (str(column["type"]), column["nullable"]) for column in found.get_columns(name)}
            assert made == {
                column.name: (str(column.type.compile(connection.dialect)), bool(column.nullable)) for column in table.c
            }
            assert {index["name"] for index in found.get_indexes(name)} >= {str(index.name) for index in table.indexes}


def test_the_spools_head_is_the_newest_migration() -> None:
    assert ScriptDirectory.from_config(config()).get_heads() == [opening.HEAD]


def test_a_page_that_continues_another_cursor_is_thrown_away(store: Store) -> None:
    tell(store, SCOPE, payment(1))
    stale = store.cache.apply(SCOPE, Cursor(epoch="1", rev=0), Cursor(epoch="1", rev=9), [_row(payment(2), 9)])
    assert stale is None
    assert payments.listed(store, ACCOUNT) == (payment(1),)


def test_a_page_on_its_way_while_the_resident_leaves_is_thrown_away(store: Store) -> None:
    tell(store, SCOPE, payment(1))
    cursor = store.cache.cursor(SCOPE)
    store.cache.forget_accounts()
    assert store.cache.apply(SCOPE, cursor, Cursor(epoch="1", rev=2), [_row(payment(2), 2)]) is None
    assert store.cache.apply(SCOPE, None, Cursor(epoch="1", rev=2), [_row(payment(2), 2)]) is None
    store.cache.admit(SCOPE)
    assert payments.listed(store, ACCOUNT) == ()


def test_a_full_pull_replaces_what_the_scope_had(store: Store) -> None:
    tell(store, SCOPE, payment(1), payment(2))
    changed = store.cache.apply(SCOPE, None, Cursor(epoch="2", rev=1), [_row(payment(3), 1)])
    assert changed == frozenset({"payment"})
    assert payments.listed(store, ACCOUNT) == (payment(3),)


def test_a_tombstone_deletes_and_a_new_revision_replaces(store: Store) -> None:
    tell(store, SCOPE, payment(1), payment(2))
    cursor = store.cache.cursor(SCOPE)
    newer = Payment(id="1", number="1", paid_on=NOW.date(), total=Kopecks(5))
    gone = FeedRow(kind="payment", id="2", rev=4, order="", op_id=None, data=None)
    store.cache.apply(SCOPE, cursor, Cursor(epoch="1", rev=4), [_row(newer, 3), gone])
    assert payments.listed(store, ACCOUNT) == (newer,)


def test_following_another_account_forgets_the_first(store: Store) -> None:
    tell(store, SCOPE, payment(1))
    tell(store, "account:10118", payment(2))
    assert payments.listed(store, ACCOUNT) == ()
    assert payments.listed(store, "10118") == (payment(2),)


def test_lists_are_read_in_pages_newest_first(store: Store) -> None:
    many = [Payment(id=str(n), number=f"{n:05}", paid_on=NOW.date(), total=Kopecks(n)) for n in range(120)]
    tell(store, SCOPE, *many)
    assert payments.listed(store, ACCOUNT) == tuple(reversed(many))[:50]
    assert payments.listed(store, ACCOUNT, offset=100) == tuple(reversed(many))[100:]


def _row(fact: Payment, rev: int) -> FeedRow:
    data = cached.adapter(Payment).dump_json(fact).decode()
    return FeedRow(kind="payment", id=fact.id, rev=rev, order=fact.order, op_id=None, data=data)


def test_a_store_that_needs_no_migration_opens_without_the_tool_for_it(tmp_path: Path) -> None:
    Store.open(tmp_path, KEY).close()
    program = (
        "import sys; from pathlib import Path; from kiosk.database import Store; "
        f"Store.open(Path({str(tmp_path)!r}), bytes.fromhex({KEY.hex()!r})).close(); "
        "print({'alembic', 'sqlite3'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout == "set()\n"
