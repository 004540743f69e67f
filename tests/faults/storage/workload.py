"""`python -m tests.faults.storage.workload DIRECTORY SYNCHRONOUS COUNT`: a kiosk's spool at work.

Prints a line after each operation that the spool has accepted («kept 7»), and before one is deleted («done 5»).
"""

import sys
from pathlib import Path

from kiosk import identity
from kiosk.database import Store, opening
from kiosk.database.rows import State
from tests.faults.storage import words
from tests.kiosk.stores import DEVICE

DELETED_AFTER = 30
"""Operations later, what every seventh was is delivered and deleted."""


def main(directory: Path, synchronous: str, count: int) -> None:
    """In two sittings: what closing leaves is opened again."""
    opening.SYNCHRONOUS = synchronous
    for first, last in ((0, count // 2), (count // 2, count)):
        store = Store.open(directory, words.KEY)
        identity.save(store, DEVICE)
        say("enrolled")
        for number in range(first, last):
            words.put(store.spool, number)
            say(f"kept {number}")
            work(store, number, number - DELETED_AFTER)
        store.close()


def work(store: Store, number: int, old: int) -> None:
    """What happens to a spool beside being written to."""
    if number % 4 == 0:
        store.spool.change(words.op_id(number), state=State.SENDING)
        store.spool.change(words.op_id(number), state=State.READY, trouble="")
    if number % 7 == 0 and old >= 0:
        say(f"done {old}")
        store.spool.delete([words.op_id(old)])
    if number % 25 == 24:
        store.spool.truncate_log()


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]))
