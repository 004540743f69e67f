"""The power goes between any two of the kiosk's writes: what the spool has accepted is there, every byte of it."""

import shutil
import sys
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from random import Random

import pytest

from kiosk.database import wal
from kiosk.database.claim import Claim
from kiosk.database.spool import Spool
from tests.faults.scale import either
from tests.faults.storage import disk, words
from tests.faults.storage.disk import SECTOR, Disk, Event
from tests.faults.storage.spools import spool_of
from tests.house.places import ROOT

IMAGES = either(120, 1_600)
OPERATIONS = either(44, 200)

pytestmark = pytest.mark.skipif(not disk.may_trace(), reason="strace is not there, or may not trace")


@dataclass(slots=True)
class Seen:
    """What the images showed."""

    images: int = 0
    accepted: int = 0
    lost: int = 0
    alarms: int = 0


@dataclass(slots=True)
class Said:
    """What the kiosk had said by then: operations accepted, those that may be deleted, and whether it is enrolled."""

    kept: set[int]
    done: set[int]
    enrolled: bool = False

    def hear(self, line: str) -> None:
        word, _, number = line.strip().partition(" ")
        match word:
            case "enrolled":
                self.enrolled = True
            case "kept":
                self.kept.add(int(number))
            case "done":
                self.done.add(int(number))


def worked(directory: Path, synchronous: str) -> list[Event]:
    """A kiosk's work, from its first start on."""
    store, log = directory / "store", directory / "trace"
    program = [sys.executable, "-m", "tests.faults.storage.workload", str(store), synchronous, str(OPERATIONS)]
    events = disk.recorded(program, ROOT, log, store)
    log.unlink()
    return events


def cut(events: list[Event], dice: Random, folder: Path, images: int) -> Seen:
    """Images of the power going at as many places, each opened."""
    seen, said, medium = Seen(), Said(set(), set()), Disk()
    places = sorted(dice.randrange(len(events)) for _ in range(images))
    for place, event in enumerate(events):
        if event.what == "said":
            said.hear(event.data.decode())
        else:
            medium.feed(event)
        while places and places[0] == place:
            places.pop(0)
            folder.mkdir()
            medium.left(dice, folder)
            _look(folder, said, seen)
            shutil.rmtree(folder)
    return seen


def _look(folder: Path, said: Said, seen: Seen) -> None:
    with closing(Claim(folder)) as claim, claim.alone() as is_alone:
        spool = Spool(folder / "spool.db", words.KEY, claim, is_alone)
        expected = said.kept - said.done
        seen.images += 1
        seen.accepted += len(expected)
        seen.lost += sum(not words.holds(spool, number) for number in expected)
        seen.lost += said.enrolled and spool.identity() is None
        seen.alarms += spool.recovered is not None
        assert words.put(spool, 10**6)
        spool.close()


def test_no_accepted_operation_is_lost_to_a_power_cut(
    tmp_path: Path, quick: Path, dice: Random, tell: Callable[[str], None]
) -> None:
    seen = cut(worked(tmp_path, "FULL"), dice, quick / "image", IMAGES)
    tell(f"power cuts: {seen.images} images, {seen.accepted} accepted operations in them, {seen.lost} lost")
    assert seen.images == IMAGES
    assert seen.accepted > IMAGES
    assert seen.lost == 0
    assert seen.alarms == 0, "a power cut is no damage to tell the operator of"


def test_these_images_do_find_a_spool_that_does_not_wait_for_the_disk(
    tmp_path: Path, quick: Path, dice: Random, tell: Callable[[str], None]
) -> None:
    seen = cut(worked(tmp_path, "NORMAL"), dice, quick / "image", IMAGES // 4)
    tell(f"the same with synchronous=NORMAL: {seen.images} images, {seen.accepted} accepted, {seen.lost} lost")
    assert seen.lost > 0


def test_a_sector_missing_from_the_last_frame_is_a_power_cut_and_a_flipped_bit_there_is_damage(tmp_path: Path) -> None:
    with spool_of(tmp_path) as spool:
        words.put(spool, 1)
        spool.change(words.op_id(1), next_try_at=1.0)
        log = bytearray((tmp_path / "spool.db-wal").read_bytes())
    before, last = wal.frames(bytes(log))[-2:]
    assert last.commits and before.commits
    sector = (last.at // SECTOR + 2) * SECTOR
    flipped = bytearray(log)
    flipped[sector] ^= 1
    assert wal.is_damaged(bytes(flipped))
    log[sector : sector + SECTOR] = bytes(SECTOR)
    assert not wal.is_damaged(bytes(log))
