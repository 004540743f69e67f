"""Whether a finger can reach what a page offers."""

from PySide6.QtCore import QPointF
from PySide6.QtQuick import QQuickWindow

from tests.ui.stage import Layout
from tests.ui.taps import draw, items, loading, wait

TARGET = 20.0
"""Millimetres a primary target has at least each way."""
FRAMES = 10
"""In which a page just made finds its sizes."""


def unreachable(window: QQuickWindow, layout: Layout) -> list[str]:
    """Visible buttons smaller than a target or hanging over the screen's sides, once the page stands as it will."""
    wait(lambda: not loading(window), "the page to be complete")
    found: list[str] = []
    for _ in range(FRAMES):
        draw(window)
        found = _unreachable(window, TARGET * layout.mm - 1)
        if not found:
            break
    return found


def _unreachable(window: QQuickWindow, least: float) -> list[str]:
    buttons = (item for item in items(window.contentItem()) if item.inherits("QQuickAbstractButton"))
    return [
        f"{item.objectName()}: {item.width():.0f}×{item.height():.0f} px at {item.mapToScene(QPointF()).x():.0f}"
        for item in buttons
        if item.isVisible()
        and not item.objectName().startswith("key:")
        and (
            min(item.width(), item.height()) < least
            or item.mapToScene(QPointF()).x() < 0
            or item.mapToScene(QPointF(item.width(), 0)).x() > window.width()
        )
    ]
