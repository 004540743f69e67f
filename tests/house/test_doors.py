"""Each door of the architecture is shut: a planted import breaks its contract, and only planted ones do."""

import re
import shutil
import tomllib
from pathlib import Path

import pytest

from tests.house.places import BESIDE, ROOMS, ROOT, run

PLANTS = [
    ("ui-and-sync", "ui/controls/planted_1.py", "import sync.contract"),
    ("ui-and-sync", "sync/planted_2.py", "import ui.controls"),
    ("kiosk-alone", "kiosk/planted_3.py", "import ui.controls"),
    ("kiosk-alone", "kiosk/domain/planted_4.py", "import sync.contract"),
    ("main-on-top", "ui/lobby/planted_5.py", "import kiosk.__main__"),
    ("domain", "kiosk/domain/planted_6.py", "import kiosk.connection"),
    ("contract", "sync/contract.py", "import kiosk.connection"),
    ("signing", "sync/signing.py", "import kiosk.company"),
    ("server", "sync/server/planted_7.py", "import kiosk.company"),
    ("server", "sync/server/planted_8.py", "import sync.client"),
    ("shapes", "sync/shapes.py", "import sync.client"),
    ("conformance", "sync/conformance/planted_17.py", "import sync.transport"),
    ("conformance", "sync/conformance/planted_18.py", "import sync.server.feed"),
    ("database", "kiosk/database/planted_9.py", "import kiosk.login"),
    ("shells-subjects-controls", "ui/controls/planted_10.py", "import ui.login"),
    ("shells-subjects-controls", "ui/login/planted_11.py", "import ui.appeals"),
    ("shells-subjects-controls", "ui/appeals/planted_12.py", "import ui.lobby"),
    ("shells-subjects-controls", "ui/elsewhere.py", ""),
    ("ui-database", "ui/lobby/planted_13.py", "import sqlalchemy.orm"),
    ("kiosk-qt", "kiosk/devices/planted_14.py", "from PySide6.QtCore import QObject"),
    ("kiosk-http", "kiosk/planted_15.py", "import requests"),
    ("sync-qt", "sync/planted_16.py", "import PySide6.QtCore"),
]
ALLOWED = ("kiosk/devices/qt_planted.py", "from PySide6.QtCore import QObject")

CONTRACTS = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]["contracts"]
NAMES = {contract["id"]: contract["name"] for contract in CONTRACTS}


@pytest.fixture(scope="module")
def complaints(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What import-linter says about a copy of the rooms with every plant in it, by the contract's name."""
    copy = tmp_path_factory.mktemp("rooms")
    shutil.copyfile(ROOT / "pyproject.toml", copy / "pyproject.toml")
    shutil.copytree(ROOT / ".ci", copy / ".ci", ignore=shutil.ignore_patterns("__pycache__"))
    for room in ROOMS:
        shutil.copytree(ROOT / room, copy / room, ignore=shutil.ignore_patterns("__pycache__", "*.qml"))
    for name, line in [*(plant[1:] for plant in PLANTS), ALLOWED]:
        with (copy / name).open("a", encoding="utf-8") as module:
            module.write(f"\n{line}\n")
    said = lint(copy)[1].partition("Broken contracts")[2]
    parts = re.split(r"^(.+)\n-+\n", said, flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def lint(tree: Path) -> tuple[int, str]:
    env = {"PYTHONPATH": str(tree / ".ci"), "PATH": "/usr/bin:/bin", "COLUMNS": "300"}
    done = run(BESIDE / "lint-imports", "--no-logo", "--no-cache", cwd=tree, env=env)
    return done.returncode, done.stdout + done.stderr


@pytest.mark.parametrize(("contract", "path", "line"), PLANTS)
def test_a_planted_import_breaks_its_contract(complaints: dict[str, str], contract: str, path: str, line: str) -> None:
    assert Path(path).stem in complaints[NAMES[contract]]


def test_qt_is_at_home_in_the_devices_that_are_named_after_it(complaints: dict[str, str]) -> None:
    assert "qt_planted" not in complaints[NAMES["kiosk-qt"]]


def test_every_contract_has_an_import_that_breaks_it() -> None:
    assert NAMES.keys() == {contract for contract, _, _ in PLANTS}


def test_the_doors_are_kept_as_they_are() -> None:
    status, said = lint(ROOT)
    assert status == 0, said
