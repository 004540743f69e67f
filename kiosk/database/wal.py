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


@dataclass(frozen=True, slots=True)
class Frame:
    """A page's new content. `commits`: the last of a transaction. `chained`: SQLite would take it."""

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
            found.append(Frame(number, page, commits=pages_after > 0, chained=chained))
    return found


def is_cut_short(found: Sequence[Frame]) -> bool:
    """Whether a finished transaction stands behind a frame that SQLite would stop at.

    A power cut leaves no such log: a commit is on the disk before the next transaction is written.
    """
    return any(frame.commits and not frame.chained for frame in found)


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
