"""The Qt underneath: the version that survives, the modules whose licence lets the product be what it is."""

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import PySide6

from tests.house.places import ROOT, run, sources

PYTHON_MODULES = {
    *(
        "QtCore",
        "QtGui",
        "QtQml",
        "QtQuick",
        "QtQuickControls2",
        "QtQuickTest",
        "QtSvg",
        "QtNetwork",
        "QtDBus",
        "QtTest",
    ),
    *("QtMultimedia", "QtPdf", "QtTextToSpeech"),
}
"""Modules under the LGPL that the product may use; many others of Qt are GPL-only, and WebEngine is a browser."""

QML_MODULES = {
    *("QtCore", "QtQml", "QtQml.Models", "QtMultimedia", "QtQuick", "QtQuick.Controls.Basic", "QtQuick.Effects"),
    *("QtQuick.Layouts", "QtQuick.Pdf", "QtQuick.Shapes", "QtQuick.Templates", "QtQuick.Window", "QtTest"),
}

GPL_ONLY_OR_BROWSER = re.compile(
    r"Qt(VirtualKeyboard|Charts|Graphs|DataVisualization|Quick3D|NetworkAuth|HttpServer|WebEngine|WebView|Lottie)"
)

VOID_CALLS = """
from PySide6.QtCore import QObject
thing = QObject()
for _ in range(200_000):
    thing.setObjectName("")
print("alive")
"""


def test_two_hundred_thousand_void_calls_leave_python_alive() -> None:
    done = run(sys.executable, "-c", VOID_CALLS)
    assert (done.returncode, done.stdout.strip()) == (0, "alive"), done.stderr


def test_pyside_is_the_version_that_was_chosen() -> None:
    assert PySide6.__version__ == "6.11.3"


def test_python_imports_only_modules_of_qt_that_are_free_to_link() -> None:
    imported = {path: set(qt_modules(ast.parse(path.read_text("utf-8")))) for path in sources(".py")}
    assert any(imported.values())
    assert strangers(imported, PYTHON_MODULES) == {}


def test_qml_imports_only_modules_of_qt_that_are_free_to_link() -> None:
    texts = {path: path.read_text("utf-8") for path in sources(".qml")}
    imported = {path: set(re.findall(r"^import (Qt[\w.]*)", text, re.MULTILINE)) for path, text in texts.items()}
    assert any(imported.values())
    assert strangers(imported, QML_MODULES) == {}


def test_the_lists_name_no_module_that_is_gpl_only_or_a_browser() -> None:
    assert not [name for name in PYTHON_MODULES | QML_MODULES if GPL_ONLY_OR_BROWSER.match(name.replace(".", ""))]


def strangers(imported: dict[Path, set[str]], known: set[str]) -> dict[str, set[str]]:
    """Files that import what is not known, and what they import."""
    return {str(path.relative_to(ROOT)): names - known for path, names in imported.items() if names - known}


def qt_modules(tree: ast.Module) -> Iterator[str]:
    """The modules of PySide6 that a file imports, in whatever form."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module == "PySide6":
            yield from (alias.name for alias in node.names if alias.name.startswith("Qt"))
        elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith("PySide6."):
            yield str(node.module).split(".")[1]
        elif isinstance(node, ast.Import):
            yield from (alias.name.split(".")[1] for alias in node.names if alias.name.startswith("PySide6."))
