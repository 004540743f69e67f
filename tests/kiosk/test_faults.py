"""A fault that nobody caught tells its kind and place, and nothing of what it was about."""

import subprocess
import sys

import pytest

from tests.house.places import ROOT

QUIET = """
import logging, sys, threading
from PySide6.QtCore import QCoreApplication, QTimer
from kiosk import faults
logging.basicConfig(stream=sys.stderr)
faults.keep_quiet()

def fail():
    raise ValueError("Иванов +79281234567")

"""
WAYS = {
    "the main thread": "fail()",
    "another thread": "thread = threading.Thread(target=fail); thread.start(); thread.join()",
    "a slot of Qt": "a = QCoreApplication([]); QTimer.singleShot(9, a.quit); QTimer.singleShot(0, fail); a.exec()",
}


@pytest.mark.parametrize("way", WAYS)
def test_only_the_place_is_told(way: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", QUIET + WAYS[way]], cwd=ROOT, capture_output=True, text=True, check=False, timeout=60
    )
    assert "fault ValueError at <string>:9" in done.stderr
    assert "79281234567" not in done.stderr + done.stdout
