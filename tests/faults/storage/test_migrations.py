"""Migrations killed before every statement: the spool is at the old revision or the new one, with every operation."""

import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from kiosk.database.file import DatabaseFile
from kiosk.database.migrations import upgrade
from tests.faults.storage import words
from tests.faults.storage.migrating import CHAIN
from tests.house.places import ROOT

OLD, NEW = "0001", "t0003"


def found(file: DatabaseFile) -> tuple[str, list[tuple[str, bytes]], int, bool]:
    """Revision, commands in their order, photos that they have, and whether a table of the new revision is there."""
    with file.reading() as connection:
        ask = connection.exec_driver_sql
        return (
            ask("SELECT version_num FROM alembic_version").scalar_one(),
            [tuple(row) for row in ask("SELECT op_id, body FROM op ORDER BY seq")],
            ask("SELECT count(*) FROM op_blob JOIN blob USING (sha256)").scalar_one(),
            bool(ask("SELECT count(*) FROM sqlite_master WHERE name = 'moved'").scalar_one()),
        )


def test_a_migration_killed_anywhere_has_happened_or_not_and_can_go_on(
    kept: Path, tmp_path: Path, numbers: range, tell: Callable[[str], None]
) -> None:
    program = [sys.executable, "-m", "tests.faults.storage.migrating", str(kept), str(tmp_path)]
    subprocess.run(program, cwd=ROOT, check=True)
    words_kept = [(words.op_id(number), words.command(number).body) for number in numbers]
    photos = sum(len(words.photos(number)) for number in numbers)
    left = sorted(tmp_path.iterdir(), key=lambda path: int(path.name))
    revisions = []
    for directory in left:
        with closing(DatabaseFile(directory / "spool.db", words.KEY, "FULL")) as file:
            assert file.is_sound()
            revision, *rest = found(file)
            assert rest == [words_kept, photos, revision == NEW]
            revisions.append(revision)
            with file.migrating() as connection:
                upgrade(connection, CHAIN)
            assert found(file) == (NEW, words_kept, photos, True)
    tell(f"migrations: killed before each of {len(left) - 1} statements, {len(left)} spools whole")
    assert len(left) > 40
    assert revisions == [*[OLD] * (len(left) - 1), NEW]
