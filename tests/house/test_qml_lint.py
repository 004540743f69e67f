"""A name changed in Python and not in QML is found before anybody runs the product."""

import sys
from pathlib import Path

import pytest

from tests.house.places import ROOT, run

FILES = {
    "ui/controls/qmldir": "module ui.controls\nsingleton Theme Theme.qml\n",
    "ui/controls/Theme.qml": """
pragma Singleton
import QtQuick

QtObject {
    readonly property real mm: 3.5
}
""",
    "ui/controls/view_model.py": '''
from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtQml import QmlElement
from ui.controls.qml import Property, QmlUncreatable



class ViewModel(QObject):
    busyChanged = Signal()

    @Property(bool, notify=busyChanged)
    def busy(self) -> bool:
        return False

    @Slot()
    def stop(self) -> None:
        """Nothing."""
''',
    "ui/letters/qmldir": "module ui.letters\nLetterPage LetterPage.qml\n",
    "ui/letters/letter_view_model.py": '''
from enum import IntEnum

from PySide6.QtCore import QEnum, Signal, Slot
from PySide6.QtQml import QmlElement
from ui.controls.qml import Property, QmlUncreatable
from ui.controls.view_model import ViewModel

QML_IMPORT_NAME = "ui.letters"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlUncreatable("made in Python")
class LetterViewModel(ViewModel):
    changed = Signal()

    @QEnum
    class Place(IntEnum):
        DESK = 0
        POST = 1

    @Property(str, notify=changed)
    def title(self) -> str:
        return ""

    @Property(int, notify=changed)
    def place(self) -> int:
        return 0

    @Property(list, constant=True)
    def stamps(self) -> list[str]:
        return []

    @Slot(str)
    def send(self, where: str) -> None:
        """Nothing."""
''',
    "ui/letters/LetterPage.qml": """
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Controls.Basic
import ui.controls

Item {
    id: root
    required property LetterViewModel letter
    width: 100 * Theme.mm
    visible: !root.letter.busy && root.letter.place === LetterViewModel.Place.DESK

    Button {
        text: root.letter.title
        onClicked: root.letter.send(root.letter.title)
    }
    Repeater {
        model: root.letter.stamps
        delegate: Text {
            required property string modelData
            text: modelData
        }
    }
    TapHandler { onTapped: root.letter.stop() }
}
""",
    "ui/lobby/qmldir": "module ui.lobby\nMain Main.qml\n",
    "ui/lobby/Main.qml": """
import QtQuick
import ui.letters

Window {
    id: root
    required property LetterViewModel letter
    title: root.letter.title
    LetterPage { letter: root.letter }
}
""",
}

MODEL = "ui/letters/letter_view_model.py"

RENAMES = {
    (MODEL, "def title", "def heading"): 'Member "title" not found',
    (MODEL, "def send", "def post"): 'Member "send" not found',
    (MODEL, "DESK = 0", "TABLE = 0"): '"DESK" is not an entry',
    (MODEL, "constant=True", "doc=''"): "Reading non-constant and non-notifiable property stamps",
    ("ui/controls/view_model.py", "def busy", "def working"): 'Member "busy" not found',
    ("ui/controls/view_model.py", "def stop", "def halt"): 'Member "stop" not found',
    ("ui/controls/Theme.qml", "real mm", "real millimetre"): 'Member "mm" not found',
    ("ui/lobby/Main.qml", "letter: root.letter", ""): "missing required property letter",
}

DISORDER = [
    (MODEL, "class Letter", "class Note", "LetterViewModel was not found"),
    (MODEL, '"ui.letters"', '"ui.letter"', "the folder says otherwise"),
    ("ui/letters/qmldir", "module ui.letters", "module letters", "as its folder is named"),
    ("ui/lobby/qmldir", "Main Main.qml", "", "leaves out: ['Main.qml']"),
]


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A small user interface that lints clean."""
    for name, text in FILES.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text.lstrip(), encoding="utf-8")
    return tmp_path


def lint(tree: Path) -> tuple[int, str]:
    done = run(sys.executable, ROOT / ".ci/qml_lint.py", "--root", tree, cwd=tree)
    return done.returncode, done.stdout + done.stderr


def test_a_user_interface_that_agrees_with_its_view_models_is_clean(tree: Path) -> None:
    status, said = lint(tree)
    assert (status, said.startswith("qml lint: 3 files")) == (0, True), said
    assert not list((tree / "ui").rglob("*.qmltypes")), "generated types lie beside the sources"


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_every_rename_that_the_other_side_did_not_follow_is_a_fault(tree: Path) -> None:
    for name, old, new in RENAMES:
        change(tree / name, old, new)
    status, said = lint(tree)
    assert status != 0
    assert [complaint for complaint in RENAMES.values() if complaint not in said] == []


@pytest.mark.parametrize(("name", "old", "new", "complaint"), DISORDER)
def test_a_class_or_a_module_that_is_not_where_it_is_looked_for_is_a_fault(
    tree: Path, name: str, old: str, new: str, complaint: str
) -> None:
    change(tree / name, old, new)
    status, said = lint(tree)
    assert status != 0
    assert complaint in said
