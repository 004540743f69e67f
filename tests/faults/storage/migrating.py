"""`python -m tests.faults.storage.migrating STORE OUT`: a migration killed by -9 before each statement, each in a copy.

OUT/1, OUT/2 … are what it left; the last is where it came through. Alembic is imported once, then the program forks.
"""

import os
import shutil
import signal
import sys
from pathlib import Path
from typing import Any

from sqlalchemy import event

from kiosk.database.file import DatabaseFile
from kiosk.database.migrations import upgrade
from tests.faults.storage import words

CHAIN = Path(__file__).parent / "chain"


def main(store: Path, out: Path) -> None:
    number = 0
    is_killed = True
    while is_killed:
        number += 1
        shutil.copytree(store, out / str(number))
        child = os.fork()
        if child == 0:
            _migrate(out / str(number) / "spool.db", number)
            os._exit(0)
        is_killed = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL


def _migrate(database: Path, killed_at: int) -> None:
    file = DatabaseFile(database, words.KEY, "FULL")
    left = killed_at

    @event.listens_for(file._engine, "before_cursor_execute")
    def count(*_arguments: Any) -> None:
        nonlocal left
        left -= 1
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)

    with file.migrating() as connection:
        upgrade(connection, CHAIN)
    file.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
