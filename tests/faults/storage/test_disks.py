"""Disks that are full, read-only or shut: what was accepted stays, what is not is said, the installer reads why."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import pytest

from kiosk import appeals, payments
from kiosk.appeals import Delivery
from kiosk.database import Store, StoreError, wiping
from kiosk.database.errors import NotKept, OutOfService
from kiosk.database.rows import State
from kiosk.domain.errors import Refused
from sync.client import enrol
from tests.faults.storage import words
from tests.faults.storage.test_bit_flips import Tell
from tests.faults.storage.test_cache import PAYMENTS
from tests.kiosk.stores import ACCOUNT, SCOPE, opened, resident, tell
from tests.sync.company import Company
from tests.sync.conditions import until
from tests.sync.machine import Machine

PHONE = "+78007654321"


@dataclass(frozen=True, slots=True)
class SmallDisk:
    """A file system of 1 MB in memory."""

    root: Path

    def remount(self, options: str) -> None:
        subprocess.run(["mount", "-o", f"remount,{options}", str(self.root)], check=True)

    @contextmanager
    def full(self, left: int = 0) -> Iterator[None]:
        """To the last byte, or with `left` bytes free."""
        ballast = self.root / "ballast"
        with ballast.open("wb", buffering=0) as file:
            with suppress(OSError):
                while True:
                    file.write(bytes(4096))
            file.truncate(max(0, file.tell() - left))
        try:
            yield
        finally:
            ballast.unlink()


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[SmallDisk]:
    root = tmp_path / "disk"
    root.mkdir()
    if os.name != "posix" or os.geteuid() != 0 or not _is_mounted(root):
        pytest.skip("only root may mount a small disk")
    yield SmallDisk(root)
    subprocess.run(["umount", "-l", str(root)], check=True)


def _is_mounted(root: Path) -> bool:
    command = ["mount", "-t", "tmpfs", "-o", "size=1m", "none", str(root)]
    return shutil.which("mount") is not None and subprocess.run(command, check=False).returncode == 0


def is_kept(store: Store, number: int) -> bool:
    try:
        return words.put(store.spool, number)
    except NotKept as error:
        return "SQLITE_FULL" not in str(error)


def test_a_full_disk_refuses_the_next_operation_and_keeps_all_before_it(disk: SmallDisk, tell: Tell) -> None:
    store = opened(disk.root / "store", words.KEY)
    refused = next(number for number in range(1000) if not is_kept(store, number))
    kept = range(refused)
    tell(f"a full disk: {refused} operations were accepted, the next was refused")
    assert refused > 3
    assert all(words.holds(store.spool, number) for number in kept)
    assert store.spool.command(words.op_id(refused)) is None
    disk.remount("size=4m")
    assert words.put(store.spool, refused)
    store.close()
    with closing(Store.open(disk.root / "store", words.KEY)) as store:
        assert all(words.holds(store.spool, number) for number in range(refused + 1))
        assert store.spool.recovered is None


def test_a_store_on_a_full_disk_says_so_and_opens_when_there_is_room(disk: SmallDisk) -> None:
    store = opened(disk.root / "store", words.KEY)
    words.put(store.spool, 1)
    store.close()
    with disk.full():
        with pytest.raises(StoreError, match="на диске нет места"):
            Store.open(disk.root / "store", words.KEY)
        with pytest.raises(StoreError, match="на диске нет места"):
            Store.open(disk.root / "new", words.KEY)
    with closing(Store.open(disk.root / "store", words.KEY)) as store:
        assert words.holds(store.spool, 1)
        assert store.spool.recovered is None


def test_a_read_only_disk_is_told_and_nothing_on_it_is_touched(disk: SmallDisk) -> None:
    store = opened(disk.root / "store", words.KEY)
    words.put(store.spool, 1)
    store.close()
    disk.remount("ro")
    for name in ("store", "new"):
        with pytest.raises(StoreError, match="только для чтения"):
            Store.open(disk.root / name, words.KEY)
    disk.remount("rw")
    with closing(Store.open(disk.root / "store", words.KEY)) as store:
        assert words.holds(store.spool, 1)


@pytest.mark.skipif(os.name != "posix" or os.geteuid() != 0, reason="only root can become somebody else")
@pytest.mark.parametrize(("name", "mode"), [("", 0o000), ("", 0o500), ("spool.db", 0o000), ("spool.db", 0o444)])
def test_absent_rights_are_told(tmp_path: Path, name: str, mode: int) -> None:
    directory = tmp_path / "store"
    opened(directory, words.KEY).close()
    for path in (*tmp_path.parents, tmp_path):
        path.chmod(path.stat().st_mode | 0o011) if path.is_relative_to("/tmp/") else None
    for path in (directory, *directory.iterdir()):
        os.chown(path, 65534, 65534)
    (directory / name).chmod(mode)
    os.seteuid(65534)
    try:
        with pytest.raises(StoreError, match=r"(права на папку|только для чтения).*Сохранённое не потеряно"):
            Store.open(directory, words.KEY)
    finally:
        os.seteuid(0)


def test_what_a_full_disk_cannot_delete_goes_with_the_whole_cache(disk: SmallDisk) -> None:
    store = opened(disk.root / "store", words.KEY)
    tell(store, SCOPE, *PAYMENTS)
    with disk.full():
        store.cache.forget_accounts()
        assert payments.listed(store, ACCOUNT) == ()
    assert store.cache.cursor(SCOPE) is None
    tell(store, SCOPE, *PAYMENTS[:3])
    store.close()


def wiped(store: Store) -> tuple[str, int, tuple[str, ...]]:
    """What a store that was wiped remembers; that is all."""
    assert (store.spool.identity(), store.spool.in_states(*State), store.cache.cursor(SCOPE)) == (None, [], None)
    assert store.spool.wiped is not None
    return store.spool.wiped.device_id, store.spool.wiped.lost, store.spool.wiped.phones


def test_a_kiosk_whose_disk_has_no_free_byte_is_wiped(disk: SmallDisk) -> None:
    store = opened(disk.root / "store", words.KEY)
    tell(store, SCOPE, *PAYMENTS)
    for number in range(4):
        assert words.put(store.spool, number)
    damaged = disk.root / "store" / "spool.damaged-20261101T000000.db"
    damaged.write_bytes(bytes(10))
    with disk.full():
        store.wipe(words.MADE, [PHONE])
        assert wiped(store) == ("device-1", 4, (PHONE,))
        with pytest.raises(OutOfService):
            words.put(store.spool, 9)
        store.wipe(words.MADE, [PHONE])
    assert not damaged.exists()
    store.close()
    with closing(Store.open(disk.root / "store", words.KEY)) as store:
        assert wiped(store) == ("device-1", 4, (PHONE,))


def test_a_wiping_that_cannot_even_be_noted_leaves_nothing(disk: SmallDisk, monkeypatch: pytest.MonkeyPatch) -> None:
    store = opened(disk.root / "store", words.KEY)
    for number in range(4):
        assert words.put(store.spool, number)
    more = disk.root / "more"
    with disk.full(), monkeypatch.context() as patch:
        remove = wiping.remove

        def removed(database: Path) -> None:
            """Somebody else takes at once what that makes free."""
            remove(database)
            with suppress(OSError), more.open("ab", buffering=0) as file:
                while True:
                    file.write(bytes(4096))

        patch.setattr(wiping, "remove", removed)
        store.wipe(words.MADE, [PHONE])
        assert not any(path.stat().st_size for path in (disk.root / "store").glob("spool.*"))
        with pytest.raises(NotKept):
            words.put(store.spool, 9)
        more.unlink()
    assert wiped(store) == ("device-1", 4, (PHONE,)), "noted as soon as there is room"
    store.close()


def test_the_engine_outlives_a_full_disk_and_goes_on_when_there_is_room(company: Company, disk: SmallDisk) -> None:
    machine = Machine(disk.root / "store", enrol(company.url, company.cli("enrol", "--building", "1").strip()))
    try:
        session = machine.at_account(lambda _sent: company.postbox.code)
        until(lambda: appeals.listed(machine.store, ACCOUNT, resident()), "the account's appeals")
        number = appeals.listed(machine.store, ACCOUNT, resident())[0].appeal.number
        op_id = machine.file(session, "До того как диск заполнился")
        with disk.full():
            with pytest.raises(Refused) as refusal:
                machine.file(session, "Когда места уже нет", photos=3)
            assert "не смог это сохранить, ничего не отправлено" in refusal.value.text
            company.cli("move", number, "done")
            until(machine.lost, "the engine's failing to store the news")
        until(machine.agreed, "agreement when there is room again")
        until(lambda: machine.appeal(op_id).delivery is Delivery.COMPANY, "the delivery")
    finally:
        machine.switch_off()
