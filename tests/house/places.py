"""Where the project's files are, for the tests of the house."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
ROOMS = ("kiosk", "ui", "sync")
BESIDE = Path(sys.executable).parent
"""The environment's programs."""


def sources(suffix: str, *rooms: str) -> list[Path]:
    """Every file of ours with this suffix, in the rooms named or in all of them and the tests."""
    return sorted(path for room in rooms or (*ROOMS, "tests", ".ci") for path in (ROOT / room).rglob(f"*{suffix}"))


def run(*command: object, cwd: Path = ROOT, env: dict[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    """Run a program to its end, within two minutes."""
    words = [str(word) for word in command]
    return subprocess.run(words, cwd=cwd, env=env, capture_output=True, text=True, timeout=120, check=False)
