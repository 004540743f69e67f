"""What is installed is what was chosen: hashed, without addresses, in step with pyproject.toml."""

import re
from importlib.metadata import version
from pathlib import Path

import lock_check
import pytest
from packaging.requirements import Requirement
from packaging.version import Version

from tests.house.places import ROOT

LOCK = (ROOT / "requirements.lock").read_text("utf-8")
HASH = " \\\n    --hash=sha256:" + "0" * 64 + "\n"


def test_every_line_of_the_lock_is_a_pin_or_a_hash() -> None:
    assert lock_check.strange_lines(LOCK) == []


def test_the_lock_holds_what_is_asked_for_and_nothing_else() -> None:
    assert lock_check.main() == 0


def test_sqlcipher_is_free_of_the_bug_that_corrupts_the_write_ahead_log() -> None:
    assert Version(version("sqlcipher3")) >= Version("0.6.4")
    assert not re.search(r"^sqlcipher3-(wheels|binary)", LOCK, re.MULTILINE)


@pytest.mark.parametrize("line", ["--trusted-host example.org", "click==8.5.1 @ file:///tmp/click.whl", "click"])
def test_an_address_or_an_open_version_in_the_lock_is_found(line: str) -> None:
    assert lock_check.strange_lines(f"{line}\n")


def test_a_pin_without_a_hash_is_found() -> None:
    assert lock_check.strange_lines("click==8.5.1\n") == ["click==8.5.1 has no hash"]


@pytest.mark.parametrize("asked", ["click>=99", "nothing-of-that-name"])
def test_a_requirement_that_the_lock_does_not_meet_is_found(asked: str) -> None:
    locked = lock_check.pins(f"click==8.5.1{HASH}")
    assert any(asked in fault for fault in lock_check.out_of_step([Requirement(asked)], locked))


def test_a_package_that_nothing_asks_for_is_found() -> None:
    locked = lock_check.pins(f"click==8.5.1{HASH}stray==1.0{HASH}")
    assert lock_check.out_of_step([Requirement("click>=8")], locked) == ["stray is locked, and nothing asks for it"]


def test_a_private_address_in_a_file_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import tidy

    monkeypatch.setattr(tidy, "ROOT", tmp_path)
    for number, text in enumerate(
        ["--index-" + "url x", "/ro" + "ot/.config", "https://packages.example/" + "simple/"]
    ):
        path = tmp_path / f"{number}.txt"
        path.write_text(text, encoding="utf-8")
        assert tidy.look_at(path), text
    (tmp_path / "large").write_bytes(bytes(2 * 1024 * 1024 + 1))
    assert tidy.look_at(tmp_path / "large")
