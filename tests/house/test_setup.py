"""A machine that lacks something hears what, in one sentence."""

import shutil
from pathlib import Path

import pytest
import system

from tests.house.places import ROOT, run


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """The set-up script on a machine with a shell and nothing else: no Python, no package manager."""
    shutil.copytree(ROOT / ".ci", tmp_path / "checkout/.ci", ignore=shutil.ignore_patterns("__pycache__"))
    programs = tmp_path / "bin"
    programs.mkdir()
    for name in ("bash", "dirname", "id", "cat", "sha256sum"):
        found = shutil.which(name)
        assert found is not None
        (programs / name).symlink_to(found)
    return tmp_path


def test_without_python_the_set_up_says_which_one_to_install(checkout: Path) -> None:
    programs = checkout / "bin"
    done = run(programs / "bash", checkout / "checkout/.ci/setup", cwd=checkout, env={"PATH": str(programs)})
    assert done.returncode == 1
    assert "Python 3.11 or newer is needed and was not found" in done.stderr
    assert "apt install python3 python3-venv" in done.stderr


def test_a_second_set_up_installs_nothing() -> None:
    run(ROOT / ".ci/setup")
    assert "installing" not in run(ROOT / ".ci/setup").stderr


def test_a_missing_program_is_named_by_its_package(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(system, "PROGRAMS", {"no-such-program": "its-package"})
    monkeypatch.setattr(system, "missing_libraries", lambda: {"libpulse.so.0"})
    system.main()
    assert {"its-package", "libpulse0"} <= set(capsys.readouterr().out.split())
