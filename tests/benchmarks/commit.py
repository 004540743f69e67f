"""How long an appeal takes to be durably committed, with three photos and with none, beside a bare SQLite write.

`python -m tests.benchmarks.commit [RUNS]` prints JSON, in milliseconds. The bare write puts the same bytes into an
unencrypted file of the standard library's SQLite with the same durability: what the disk alone costs.
"""

import json
import os
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from kiosk import appeals
from kiosk.database import Store
from kiosk.domain.appeals import AppealType
from kiosk.session import Session, SessionKey

PHOTO = 500_000
PHOTOS = 3
LEAF = AppealType(id="burst", parent_id=None, name="Прорыв трубы", icon="droplet", position=1)


def main(runs: int) -> None:
    with tempfile.TemporaryDirectory(dir=Path.cwd()) as directory:
        with_photos = [[os.urandom(PHOTO) for _ in range(PHOTOS)] for _ in range(runs)]
        report = {
            "photos": PHOTOS,
            "photo_bytes": PHOTO,
            "runs": runs,
            "appeal_with_photos_ms": _kiosk(Path(directory) / "with", with_photos),
            "bare_sqlite_ms": _bare(Path(directory) / "bare.db", with_photos),
            "appeal_without_photos_ms": _kiosk(Path(directory) / "without", [[] for _ in range(runs)]),
            "bare_sqlite_without_photos_ms": _bare(Path(directory) / "bare-without.db", [[] for _ in range(runs)]),
        }
    print(json.dumps(report, indent=2))


def _kiosk(directory: Path, rounds: list[list[bytes]]) -> dict[str, float]:
    store = Store.open(directory, os.urandom(32))
    session = Session(device_id="d", session_id="s", token="", phone="", links=(), key=SessionKey(), account_id="10117")
    drafts = []
    for photos in rounds:
        draft = appeals.Draft().with_type(LEAF).with_text("Прорвало трубу в подвале").with_photos_done()
        for jpeg in photos:
            draft = draft.with_photo(jpeg)
        drafts.append(draft)
    times = []
    for draft in drafts:
        times.append(_timed(lambda draft=draft: appeals.file(store, session, draft, datetime.now(UTC))))  # type: ignore[misc]
    store.close()
    return _summary(times)


def _bare(path: Path, rounds: list[list[bytes]]) -> dict[str, float]:
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("CREATE TABLE written (content BLOB)")

    def write(contents: list[bytes]) -> None:
        connection.execute("BEGIN IMMEDIATE")
        connection.executemany("INSERT INTO written VALUES (?)", [(content,) for content in [b"x" * 600, *contents]])
        connection.execute("COMMIT")

    times = [_timed(lambda photos=photos: write(photos)) for photos in rounds]  # type: ignore[misc]
    connection.close()
    return _summary(times)


def _timed(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1000


def _summary(times: list[float]) -> dict[str, float]:
    ordered = sorted(times)
    return {
        "median": round(statistics.median(ordered), 2),
        "p95": round(ordered[int(len(ordered) * 0.95)], 2),
        "worst": round(ordered[-1], 2),
    }


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 40)
