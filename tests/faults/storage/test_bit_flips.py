"""A bit turns over somewhere in the spool: what lies in other pages is kept, the damaged file too, and it is told."""

import hashlib
import shutil
import sys
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from random import Random

import pytest

from kiosk.database import WrongKey, glance
from kiosk.database.pages import SIZE
from kiosk.database.rows import Recovered, State
from kiosk.database.salvage import NO_PHOTO
from kiosk.database.spool import Spool
from tests.faults.scale import either
from tests.faults.storage import disk, words
from tests.faults.storage.disk import Disk
from tests.faults.storage.spools import places, spool_of
from tests.house.places import ROOT

FLIPS = either(24, 1_000)
CUTS = either(24, 400)
MOST_IN_A_PAGE = 9
"""Operations, the short ones here."""

Tell = Callable[[str], None]


def flip(path: Path, at: int, bit: int = 0) -> None:
    with path.open("r+b") as file:
        file.seek(at)
        byte = file.read(1)[0]
        file.seek(at)
        file.write(bytes([byte ^ 1 << bit]))


@pytest.fixture
def copy(quick: Path) -> Iterator[Callable[[Path], Path]]:
    """Makes a fresh copy of a store, in the place of the one before."""

    def made(store: Path) -> Path:
        shutil.rmtree(quick / "store", ignore_errors=True)
        return Path(shutil.copytree(store, quick / "store"))

    yield made
    shutil.rmtree(quick / "store", ignore_errors=True)


def _told(spool: Spool) -> Recovered:
    told = spool.recovered
    assert told is not None
    assert spool.recovered == told
    return told


def test_a_flipped_bit_costs_what_lies_in_its_page_and_nothing_else(
    kept: Path, numbers: range, copy: Callable[[Path], Path], dice: Random, tell: Tell
) -> None:
    where = places(kept / "spool.db")
    size = (kept / "spool.db").stat().st_size
    lost_in_all = 0
    for spot in [0, 15, 16, 100, SIZE - 1, *(dice.randrange(size) for _ in range(FLIPS))]:
        store = copy(kept)
        flip(store / "spool.db", spot, dice.randrange(8))
        damaged = (store / "spool.db").read_bytes()
        with spool_of(store) as spool:
            lost = _check(spool, numbers, where, 1 + spot // SIZE)
            assert (store / _told(spool).set_aside).read_bytes() == damaged
            assert words.put(spool, 10**6)
        assert lost <= MOST_IN_A_PAGE
        lost_in_all += lost
    tell(f"bit flips in the spool: {FLIPS + 5}, each opened; {lost_in_all} operations lay in the flipped pages")


def _check(spool: Spool, numbers: range, where: dict[str, set[int]], flipped: int) -> int:
    """How many operations are not as they were; each of them lies in the flipped page, and none is changed."""
    lost = 0
    for number in numbers:
        names = [hashlib.sha256(photo).hexdigest() for photo in words.photos(number)]
        found = spool.command(words.op_id(number))
        is_hurt = flipped in where[words.op_id(number)]
        are_hurt = any(flipped in where[name] for name in names)
        if not is_hurt:
            assert found is not None
            assert found.body == words.command(number).body
            assert (found.state, found.trouble) == ((State.STUCK, NO_PHOTO) if are_hurt else (State.READY, ""))
        else:
            assert found is None
        assert words.holds(spool, number) is not (is_hurt or are_hurt)
        lost += is_hurt or are_hurt
    assert (_told(spool).incomplete > 0) <= (lost > 0)
    assert _told(spool).operations >= len(numbers) - lost
    return lost


def test_a_flipped_bit_in_the_log_does_not_hide_what_was_written_after_it(
    running: Path, numbers: range, copy: Callable[[Path], Path], dice: Random, tell: Tell
) -> None:
    size = (running / "spool.db-wal").stat().st_size
    lost_in_all = 0
    for spot in [0, 9, 17, 25, 31, 33, 42, 60, *(dice.randrange(size) for _ in range(FLIPS))]:
        store = copy(running)
        flip(store / "spool.db-wal", spot, dice.randrange(8))
        with spool_of(store) as spool:
            lost = sum(not words.holds(spool, number) for number in numbers)
            assert lost <= MOST_IN_A_PAGE
            assert not lost or _told(spool).pages_lost
            lost_in_all += lost
    tell(f"bit flips in the spool's log: {FLIPS + 8}, each opened; {lost_in_all} operations lost with their pages")


def test_a_power_cut_while_it_is_mended_leaves_it_to_be_mended(
    kept: Path, numbers: range, tmp_path: Path, quick: Path, dice: Random, tell: Tell
) -> None:
    if not disk.may_trace():
        pytest.skip("strace is not there, or may not trace")
    store = Path(shutil.copytree(kept, tmp_path / "store"))
    flip(store / "spool.db", 20)  # in the first page, without which SQLite reads nothing
    medium = Disk(store)
    program = [sys.executable, "-m", "tests.faults.storage.opening", str(store)]
    events = disk.recorded(program, ROOT, tmp_path / "trace", store)
    renamed = [place for place, event in enumerate(events) if event.what == "renamed"]
    between = range(renamed[0], renamed[-1] + 1)
    cuts = {*between, *dice.sample(range(len(events)), min(CUTS, len(events)))}
    for place, event in enumerate(events):
        medium.feed(event)
        if place in cuts:
            (quick / "cut").mkdir()
            medium.left(dice, quick / "cut")
            with spool_of(quick / "cut") as spool:
                assert all(words.holds(spool, number) for number in numbers)
                assert spool.identity() is not None
                assert _told(spool).operations == len(numbers)
            assert list((quick / "cut").glob("spool.damaged-*.db"))
            assert not list((quick / "cut").glob("spool.recover*"))
            shutil.rmtree(quick / "cut")
    tell(f"power cuts while a spool is mended: {len(cuts)} of {len(events)} places, nothing lost")


@pytest.mark.parametrize("head", [b"", b"\0" * 5000, None])
def test_with_the_right_key_a_destroyed_spool_is_set_aside_and_with_another_it_is_not_touched(
    kept: Path, copy: Callable[[Path], Path], head: bytes | None
) -> None:
    store = copy(kept)
    size = (store / "spool.db").stat().st_size
    destroyed = b"\x17" * size if head is None else head
    (store / "spool.db").write_bytes(destroyed)
    with pytest.raises(WrongKey, match="верните прежний ключ"), spool_of(store, bytes(32)):
        pass
    assert (store / "spool.db").read_bytes() == destroyed
    assert not list(store.glob("spool.damaged-*"))
    with spool_of(store) as spool:
        assert (store / _told(spool).set_aside).read_bytes() == destroyed
        assert (_told(spool).operations, _told(spool).has_identity) == (0, False)


def test_a_spool_that_is_gone_is_told_too(kept: Path, copy: Callable[[Path], Path]) -> None:
    store = copy(kept)
    (store / "spool.db").unlink()
    with spool_of(store) as spool:
        assert (_told(spool).set_aside, _told(spool).operations, _told(spool).has_identity) == ("", 0, False)


@pytest.mark.parametrize("spot", [0, 100, 5 * SIZE])
def test_another_key_is_no_damage_even_where_there_is_some(
    kept: Path, copy: Callable[[Path], Path], spot: int, numbers: range
) -> None:
    store = copy(kept)
    flip(store / "spool.db", spot)
    before = {path.name: path.read_bytes() for path in store.iterdir() if path.name != "store.lock"}
    with pytest.raises(WrongKey), spool_of(store, bytes(32)):
        pass
    assert {path.name: path.read_bytes() for path in store.iterdir() if path.name in before} == before
    (store / "spool.check").write_bytes(b"gone too")
    if spot:  # a sound page proves the key without the note
        with spool_of(store) as spool:
            assert _told(spool).operations > 0


def test_what_was_recovered_is_told_until_the_operator_has_seen_it(kept: Path, copy: Callable[[Path], Path]) -> None:
    store = copy(kept)
    flip(store / "spool.db", 100)
    with spool_of(store) as spool:
        told = _told(spool)
    with spool_of(store) as spool:
        assert spool.recovered == told
    assert list(store.glob("spool.damaged-*"))
    glance.note(store, words.KEY)
    assert not list(store.glob("spool.damaged-*")), "nobody needs the file any more"
    with spool_of(store) as spool:
        assert spool.recovered is None


def test_a_damaged_file_is_kept_for_a_month_of_the_companys_time(kept: Path, copy: Callable[[Path], Path]) -> None:
    store = copy(kept)
    flip(store / "spool.db", 100)
    with spool_of(store) as spool:
        later = words.MADE + timedelta(days=4000)  # the machine's clock was years off when it was mended
        for days in (0, 29):
            spool.tidy(later + timedelta(days=days))
            assert list(store.glob("spool.damaged-*"))
        seen = glance.look(store, words.KEY)
        assert seen.damaged == tuple(path.name for path in sorted(store.glob("spool.damaged-*")))
        spool.tidy(later + timedelta(days=30))
        assert not list(store.glob("spool.damaged-*"))
        assert spool.recovered is not None, "the report stays until it was read"


def test_damage_that_shows_while_it_is_used_is_mended_and_the_work_goes_on(
    kept: Path, numbers: range, copy: Callable[[Path], Path]
) -> None:
    store = copy(kept)
    where = places(store / "spool.db")
    number = numbers[-1]
    with spool_of(store) as spool:
        flip(store / "spool.db", max(where[words.op_id(number)]) * SIZE - 1000)
        spool._file._engine.dispose()  # what is in memory is not read again
        assert words.put(spool, 10**6)
        assert spool.command(words.op_id(number)) is None
        assert words.holds(spool, 10**6)
        assert _told(spool).operations >= len(numbers) - MOST_IN_A_PAGE
