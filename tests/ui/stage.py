"""A window around one flow, as the shell has it, for tests that tap real QML."""

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QMetaObject, QObject, QUrl
from PySide6.QtGui import QFontDatabase, QGuiApplication
from PySide6.QtQml import QQmlApplicationEngine
from PySide6.QtQuick import QQuickWindow

from tests.ui.taps import loading, wait
from ui.controls.icons import IconProvider

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True, slots=True)
class Layout:
    """A screen: pixels, and pixels a millimetre."""

    width: int
    height: int
    mm: float


PORTRAIT = Layout(1080, 1920, 4.03)
PORTRAIT_32 = Layout(1080, 1920, 2.71)
LANDSCAPE = Layout(1920, 1080, 4.03)
SMALL = Layout(1366, 768, 3.955)
LAYOUTS = {"portrait": PORTRAIT, "portrait32": PORTRAIT_32, "landscape": LANDSCAPE, "small": SMALL}


class Stage:
    """Shows `ui/FLOW` with its view model. Close it before the view model goes."""

    def __init__(self, flow: str, view_model: QObject, layout: Layout = PORTRAIT, **modes: bool) -> None:
        for font in sorted((ROOT / "resources" / "fonts").glob("*.ttf")):
            QFontDatabase.addApplicationFont(str(font))
        self._engine = QQmlApplicationEngine()
        self._engine.addImportPath(str(ROOT))
        self._engine.addImageProvider("icon", IconProvider(ROOT / "resources" / "icons"))
        self._engine.setInitialProperties(
            {
                "flow": QUrl.fromLocalFile(str(ROOT / "ui" / flow)),
                "viewModel": view_model,
                "width": layout.width,
                "height": layout.height,
                "pixelsPerMillimetre": layout.mm,
                **modes,
            }
        )
        self._engine.load(QUrl.fromLocalFile(str(Path(__file__).with_name("Stage.qml"))))
        window = self._engine.rootObjects()[0]
        assert isinstance(window, QQuickWindow)
        self.window = window
        self.open()
        window.show()
        window.requestActivate()
        wait(window.isExposed, "the window to be shown")
        wait(window.isActive, "the window to be active")

    @property
    def left(self) -> int:
        """How often the flow said that the person went back out of it."""
        count = self.window.property("left")
        assert isinstance(count, int)
        return count

    def open(self) -> None:
        """Come to the flow anew."""
        QMetaObject.invokeMethod(self.window, "open")

    def shut(self) -> None:
        """Leave the flow, as the shell does by showing another."""
        wait(lambda: not loading(self.window), "the page to be complete")
        QMetaObject.invokeMethod(self.window, "shut")

    def picture(self, path: Path) -> None:
        """What is on the screen, as a PNG."""
        path.parent.mkdir(parents=True, exist_ok=True)
        assert self.window.grabWindow().save(str(path))

    def close(self) -> None:
        """The window goes, and its engine with it, at once: a page must not outlive what its properties name."""
        self.shut()
        self.window.close()
        QGuiApplication.processEvents()
        self._engine.deleteLater()
        QCoreApplication.sendPostedEvents(self._engine, QEvent.Type.DeferredDelete.value)
