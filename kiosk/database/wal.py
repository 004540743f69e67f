"""The write-ahead log's frames, read without SQLite, which drops all that follows a damaged one and says nothing.

The format: https://www.sqlite.org/fileformat2.html#the_write_ahead_log
"""

import struct
from collections.abc import Sequence
from dataclasses import dataclass, field

from kiosk.database.pages import SIZE

_HEADER, _FRAME_HEADER = 32, 24
_LITTLE_ENDIAN, _BIG_ENDIAN = 0x377F0682, 0x377F0683
_SALTS = slice(8, 16)
_SECTOR = 512


@dataclass(frozen=True, slots=True)
class Frame:
    """A page's new content. `at`: its place. `commits`: the last of a transaction. `chained`: SQLite takes it."""

    at: int
    number: int
    page: bytes = field(repr=False)
    commits: bool
    chained: bool


def frames(log: bytes) -> list[Frame]:
    """The frames of the log's present generation, in order; those of earlier ones have other salts."""
    if len(log) < _HEADER + _FRAME_HEADER + SIZE:
        return []
    magic = struct.unpack(">I", log[:4])[0]
    order = ">" if magic == _BIG_ENDIAN else "<"
    state = _checksum(order, log[:24], (0, 0))
    chained = magic in (_LITTLE_ENDIAN, _BIG_ENDIAN) and state == struct.unpack(">II", log[24:_HEADER])
    salts = log[16:24] if chained else log[_HEADER:][_SALTS]
    found = []
    for at in range(_HEADER, len(log) - _FRAME_HEADER - SIZE + 1, _FRAME_HEADER + SIZE):
        head, page = log[at : at + _FRAME_HEADER], log[at + _FRAME_HEADER : at + _FRAME_HEADER + SIZE]
        ours = head[_SALTS] == salts
        if chained:
            state = _checksum(order, head[:8] + page, state)
            chained = ours and state == struct.unpack(">II", head[16:])
        number, pages_after = struct.unpack(">II", head[:8])
        if ours:
            found.append(Frame(at, number, page, commits=pages_after > 0, chained=chained))
    return found


def is_damaged(log: bytes) -> bool:
    """Whether SQLite would pass over what was finished, and not only what a power cut kept from being finished.

    A commit is on the disk before the next transaction is written. So where one stands behind a frame that does not
    fit, that frame was damaged later; where only its own transaction's end does, a sector that never reached the disk
    tells the power cut from the damage.
    """
    found = frames(log)
    passed_over = [frame for frame in found if frame.commits and not frame.chained]
    if not passed_over:
        return False
    begin = max((frame.at for frame in found if frame.chained), default=0)
    return len(passed_over) > 1 or not _has_hole(log, begin, passed_over[0].at + _FRAME_HEADER + SIZE)


def _has_hole(log: bytes, begin: int, end: int) -> bool:
    """Whether a sector between is empty, as no encrypted one can be."""
    sectors = range(begin - begin % _SECTOR, end, _SECTOR)
    return any(not log[at : at + _SECTOR].strip(b"\0") for at in sectors)


def committed(found: Sequence[Frame]) -> Sequence[Frame]:
    """All up to the last finished transaction."""
    ends = [index for index, frame in enumerate(found) if frame.commits]
    return found[: ends[-1] + 1] if ends else ()


def _checksum(order: str, content: bytes, state: tuple[int, int]) -> tuple[int, int]:
    first, second = state
    words = struct.unpack(f"{order}{len(content) // 4}I", content)
    for even, odd in zip(words[::2], words[1::2], strict=True):
        first = (first + even + second) & 0xFFFFFFFF
        second = (second + odd + first) & 0xFFFFFFFF
    return first, second
