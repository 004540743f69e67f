"""A spool by itself, without the cache, and where in its file each operation lies."""

from collections import defaultdict
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from kiosk.database import leaves, pages
from kiosk.database.claim import Claim
from kiosk.database.pages import PageLock
from kiosk.database.spool import Spool
from tests.faults.storage import words


@contextmanager
def spool_of(directory: Path, key: bytes = words.KEY) -> Iterator[Spool]:
    with closing(Claim(directory)) as claim:
        with claim.alone() as is_alone:
            spool = Spool(directory / "spool.db", key, claim, is_alone)
        with closing(spool):
            yield spool


def places(database: Path) -> dict[str, set[int]]:
    """The pages of a closed, sound spool that each operation's row and each photo lies in, by op_id and hash."""
    content = pages.split(database.read_bytes())
    lock = PageLock(words.KEY, content[0][: pages.SALT])
    opened = {number: lock.opened(number, page) for number, page in enumerate(content, start=1)}
    found: dict[str, set[int]] = defaultdict(set)
    for number, page in opened.items():
        if number == 1 or not leaves.is_leaf(page):
            continue
        used = {number}

        def overflow(following: int, used: set[int] = used) -> bytes:
            used.add(following)
            return opened[following]

        for row in leaves.rows(page, overflow):
            assert row is not None
            name = next((value for value in row[1] if isinstance(value, str)), "")
            if len(row[1]) != 3:  # those that say which photo is whose
                found[name] |= used
            used.clear()
            used.add(number)
    return found
