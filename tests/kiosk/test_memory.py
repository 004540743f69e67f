"""Memory that was freed goes back to the system; an image of it never reaches the disk."""

import os
import resource
import subprocess
import sys
from pathlib import Path

import psutil
import pytest

from kiosk import memory

ABORTS = "import os, resource; resource.setrlimit(resource.RLIMIT_CORE, ({limit}, -1)); {before}; os.abort()"
GUARDED = "from kiosk import memory; memory.forbid_images()"
ROOT = Path(__file__).parents[2]


def resident() -> int:
    return int(psutil.Process().memory_info().rss)


def test_what_was_freed_between_what_is_kept_goes_back_to_the_system() -> None:
    pieces = [bytes(20_000) for _ in range(3_000)]
    kept = pieces[::10]
    del pieces
    before = resident()
    assert memory.give_back()
    assert before - resident() > 20_000_000
    assert len(kept) == 300


def dumps(before: str, directory: Path) -> bool:
    """Whether a Python that aborts after this leaves an image of its memory."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    program = ABORTS.format(limit=-1, before=before)
    child = subprocess.Popen([sys.executable, "-c", program], cwd=directory, env=environment, stderr=subprocess.DEVNULL)
    _, status, _ = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    assert os.WIFSIGNALED(status), "the child did not abort"
    return os.WCOREDUMP(status)


def test_a_crash_leaves_no_image_of_memory(tmp_path: Path) -> None:
    if resource.getrlimit(resource.RLIMIT_CORE)[1] != resource.RLIM_INFINITY or not dumps("pass", tmp_path):
        pytest.skip("this system writes no core dumps at all")
    assert not dumps(GUARDED, tmp_path)


def test_neither_the_kernel_nor_a_collector_may_take_one() -> None:
    program = (
        f"{GUARDED}; import ctypes, resource; print(resource.getrlimit(4), ctypes.CDLL(None).prctl(3, 0, 0, 0, 0))"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout == "(0, 0) 0\n"
