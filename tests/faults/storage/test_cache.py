"""The cache is damaged, before it is opened or while it is read and written: it is made anew, and the company asked."""

import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from random import Random

import pytest

from kiosk import appeals, notices, payments
from kiosk.database import Store
from kiosk.database.rows import Cursor
from kiosk.domain.appeals import AppealType
from kiosk.domain.money import Kopecks
from kiosk.domain.payments import Payment
from sync.client import enrol
from tests.faults.scale import either
from tests.faults.storage import words
from tests.faults.storage.test_bit_flips import Tell, flip
from tests.kiosk.stores import ACCOUNT, SCOPE, tell
from tests.sync.company import Company
from tests.sync.conditions import until
from tests.sync.machine import Machine

FLIPS = either(12, 400)
BUILDING = "building:1"
SOON = 25.0
"""Seconds; by itself the engine looks once in sixty."""
TYPES = tuple(AppealType(id=f"t{n}", parent_id=None, name="Тип " * 40, icon="drop", position=n) for n in range(200))
PAYMENTS = tuple(Payment(id=f"p{n}", number=f"{n:05}", paid_on=words.MADE.date(), total=Kopecks(n)) for n in range(300))


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory, kept: Path) -> Path:
    """A closed store with a building in its cache. Copy it, never open it."""
    directory = tmp_path_factory.mktemp("filled") / "store"
    shutil.copytree(kept, directory)
    with closing(Store.open(directory, words.KEY)) as store:
        tell(store, BUILDING, *TYPES)
    return directory


@pytest.fixture
def store(filled: Path, quick: Path) -> Iterator[Store]:
    shutil.copytree(filled, quick / "store")
    with closing(Store.open(quick / "store", words.KEY)) as opened:
        tell(opened, SCOPE, *PAYMENTS)
        yield opened


def garble(store: Store, quick: Path, at: slice) -> None:
    """Of the file under an open store; what is in memory is forgotten, as it is in time."""
    assert store.cache._guard.truncate_log()
    path = quick / "store" / "cache.db"
    content = bytearray(path.read_bytes())
    content[at] = bytes(byte ^ 0xFF for byte in content[at])
    with path.open("r+b") as file:
        file.write(content)
    store.cache._file._engine.dispose()


def test_a_flipped_bit_makes_it_anew_or_changes_nothing_and_costs_no_operation(
    filled: Path, quick: Path, numbers: range, dice: Random, tell: Tell
) -> None:
    size = (filled / "cache.db").stat().st_size
    rebuilt = 0
    for spot in [0, 20, 100, *(dice.randrange(size) for _ in range(FLIPS))]:
        shutil.copytree(filled, quick / "store")
        flip(quick / "store" / "cache.db", spot, dice.randrange(8))
        with closing(Store.open(quick / "store", words.KEY)) as store:
            rebuilt += store.cache.rebuilt
            assert appeals.types(store) == (() if store.cache.rebuilt else _in_order())
            assert (store.cache.cursor(BUILDING) is None) is store.cache.rebuilt
            assert words.holds(store.spool, numbers[0])
            assert store.spool.recovered is None
        shutil.rmtree(quick / "store")
    tell(f"bit flips in the cache: {FLIPS + 3}, each opened, {rebuilt} made anew")
    assert rebuilt


def _in_order() -> tuple[AppealType, ...]:
    return tuple(sorted(TYPES, key=lambda kind: (kind.order, kind.id), reverse=True))


Use = Callable[[Store], object]
USES: dict[str, Use] = {
    "a list": lambda store: payments.listed(store, ACCOUNT),
    "one": lambda store: payments.find(store, ACCOUNT, "p7"),
    "a count": lambda store: store.cache.count("payment", SCOPE),
    "orders": lambda store: store.cache.orders("appeal_type", BUILDING),
    "names": lambda store: store.cache.known("payment", SCOPE, ["p7"]),
    "a cursor": lambda store: store.cache.cursor(SCOPE),
    "forgetting others": lambda store: store.cache.forget_others(),
    "forgetting": lambda store: store.cache.forget_accounts(),
    "a page": lambda store: store.cache.apply(SCOPE, None, Cursor(epoch="1", rev=9), []),
}


@pytest.mark.parametrize("use", USES)
@pytest.mark.parametrize("at", [slice(0, None), slice(4096, None)], ids=["all of it", "all but the first page"])
def test_damage_that_shows_while_it_is_used_makes_it_anew(store: Store, quick: Path, use: str, at: slice) -> None:
    heard: list[bool] = []
    store.on_renewed(lambda: heard.append(store.cache.cursor(BUILDING) is None))
    garble(store, quick, at)
    USES[use](store)
    assert store.cache.rebuilt
    assert heard == [True]
    assert payments.listed(store, ACCOUNT) == ()
    if use != "forgetting":
        tell(store, SCOPE, *PAYMENTS[:3])
        assert len(payments.listed(store, ACCOUNT)) == 3


def test_many_threads_meet_the_damage_and_it_is_made_anew_once(store: Store, quick: Path) -> None:
    heard: list[None] = []
    faults: list[BaseException] = []
    store.on_renewed(lambda: heard.append(None))
    together = threading.Barrier(8)

    def read() -> None:
        together.wait()
        try:
            for _ in range(30):
                payments.listed(store, ACCOUNT)
                appeals.types(store)
        except BaseException as error:  # noqa: BLE001 - told below
            faults.append(error)

    garble(store, quick, slice(4096, None))
    threads = [threading.Thread(target=read) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (faults, heard) == ([], [None])
    tell(store, SCOPE, *PAYMENTS[:3])
    assert len(payments.listed(store, ACCOUNT)) == 3


def test_the_engine_asks_the_company_again_for_what_was_in_a_damaged_cache(company: Company, quick: Path) -> None:
    machine = Machine(quick / "store", enrol(company.url, company.cli("enrol", "--building", "1").strip()))
    try:
        until(machine.agreed, "the first agreement")
        machine.at_account(lambda _sent: company.postbox.code)
        known = notices.board(machine.store, datetime.now(UTC))
        until(lambda: payments.listed(machine.store, ACCOUNT), "the account's payments")
        garble(machine.store, quick, slice(0, None))
        payments.listed(machine.store, ACCOUNT)
        assert machine.store.cache.rebuilt
        until(lambda: payments.listed(machine.store, ACCOUNT), "the account's payments, again", within=SOON)
        until(lambda: notices.board(machine.store, datetime.now(UTC)) == known, "the board, again", within=SOON)
        assert machine.agreed()
    finally:
        machine.switch_off()
