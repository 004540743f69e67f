"""What the log shows of Qt's messages."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[3]
PROGRAM = """
import sys
from PySide6.QtCore import QUrl
from PySide6.QtGui import QGuiApplication
from PySide6.QtQml import QQmlComponent, QQmlEngine
from kiosk import logs
from ui.lobby import qt_log
logs.begin()
qt_log.begin()
application = QGuiApplication([])
engine = QQmlEngine()
component = QQmlComponent(engine)
page = b'import QtQml; QtObject { Component.onCompleted: console.warn("Kanareikina") }'
component.setData(page, QUrl("file:///a/Page.qml"))
component.create()
print("made", component.isReady())
"""


def test_a_pages_message_is_logged_as_its_place_alone() -> None:
    done = subprocess.run([sys.executable, "-c", PROGRAM], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout == "made True\n"
    assert "WARNING ui.lobby.qt_log qt qml at Page.qml:1" in done.stderr
    assert "Kanareikina" not in done.stderr
