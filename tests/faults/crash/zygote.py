"""`python -m tests.faults.crash.zygote`: everything imported once; each line of work is done by a fork of this process.

A line in: the work as JSON. A line out: {"signal", "exit", "said"}. «kill_after»: seconds after «acting» to SIGKILL.
"""

import gc
import json
import os
import select
import signal
import sys
import threading
import time
import traceback
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from kiosk import cached
from kiosk.database import Store
from sync import contract
from tests.faults.crash import child
from tests.sync.machine import KEY

PATIENCE = 60.0
"""Seconds that a piece of work may take, unless it says another number."""
ROLES = {"act": child.act, "succeed": child.succeed}


def main() -> None:
    _warm_up()
    for line in sys.stdin:
        sys.stdout.write(json.dumps(_forked(json.loads(line))) + "\n")
        sys.stdout.flush()


def _warm_up() -> None:
    with TemporaryDirectory() as directory:
        Store.open(Path(directory), KEY).close()
    for fact in contract.FACTS.values():
        cached.adapter(fact)
    for pair in contract.OPERATIONS.values():
        for part in pair:
            cached.adapter(part)
    gc.collect()
    gc.freeze()
    assert threading.active_count() == 1


def _forked(job: dict[str, Any]) -> dict[str, Any]:
    heard, speaks = os.pipe()
    pid = os.fork()
    if not pid:
        os.close(heard)
        _live(job, speaks)
    os.close(speaks)
    said = _listen(pid, heard, job.get("kill_after"), job.get("patience", PATIENCE))
    os.close(heard)
    _, status = os.waitpid(pid, 0)
    return {"signal": status & 0x7F, "exit": status >> 8, "said": said}


def _live(job: dict[str, Any], speaks: int) -> None:
    code = 1
    try:
        ROLES[job["role"]](job, child.speaker(speaks))
        code = 0
    except BaseException:  # noqa: BLE001 - said to whoever started the zygote, and the process ends
        traceback.print_exc()
    finally:
        sys.stderr.flush()
        os._exit(code)


def _listen(pid: int, heard: int, kill_after: float | None, patience: float) -> list[Any]:
    """All that the child says until it ends; it is killed in time, or when it takes too long."""
    said, deadline = b"", time.monotonic() + patience
    while True:
        ready, _, _ = select.select([heard], [], [], max(0.0, deadline - time.monotonic()))
        if not ready:
            os.kill(pid, signal.SIGKILL if kill_after is not None else signal.SIGABRT)
            deadline, kill_after = deadline + patience, None
            continue
        part = os.read(heard, 65536)
        if not part:
            return [json.loads(line) for line in said.splitlines()]
        if kill_after is not None and b'"acting"' in said + part and b'"acting"' not in said:
            deadline = time.monotonic() + kill_after
        said += part


if __name__ == "__main__":
    main()
