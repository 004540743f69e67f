"""What a person would find wrong with a page: words too small, cut, broken or lying under a button; drag-only pages."""

from collections.abc import Iterator
from itertools import combinations

from PySide6.QtCore import QObject, QPointF, QRectF
from PySide6.QtGui import QFontMetricsF
from PySide6.QtQml import QQmlEngine
from PySide6.QtQuick import QQuickItem, QQuickWindow

from tests.ui.reach import FRAMES, TARGET
from tests.ui.stage import Layout
from tests.ui.taps import draw, items, loading, wait

CAPITALS = {False: 4.8, True: 7.3}
"""Millimetres a capital letter is high at least, in ordinary and in large words."""
CAPITAL = 0.7
"""Of the font's size."""
LEAST = 10.0
"""Millimetres anything tappable has at least."""
LESSER = ("day:", "start:", "end:", "key:")
"""Tiles and keys that stand close: 20 mm with half of the gaps around."""


def show(window: QQuickWindow, layout: Layout, *, large: bool) -> None:
    """The same page on another screen."""
    engine = QQmlEngine.contextForObject(window).engine()
    theme = engine.singletonInstance("ui.controls", "Theme")
    assert isinstance(theme, QObject)
    window.setProperty("pixelsPerMillimetre", layout.mm)
    window.resize(layout.width, layout.height)
    theme.setProperty("large", large)
    for _ in range(2):
        draw(window)


def faults(window: QQuickWindow, layout: Layout, *, large: bool) -> list[str]:
    """Sentences, each naming the item by its words or its objectName, once the page stands as it will."""
    wait(lambda: not loading(window), "the page to be complete")
    for _ in range(FRAMES):
        if not _faults(window, layout, large=large):
            break
        draw(window)
    return _faults(window, layout, large=large)


def _faults(window: QQuickWindow, layout: Layout, *, large: bool) -> list[str]:
    visible = [item for item in items(window.contentItem()) if item.isVisible()]
    shown = [(item, rect) for item in visible if (rect := _seen(item)).isValid()]
    buttons = [(item, rect) for item, rect in shown if item.inherits("QQuickAbstractButton")]
    words = [(item, rect) for item, rect in shown if item.inherits("QQuickText") and item.property("text")]
    found = [fault for item, _ in words for fault in _words(item, layout, large=large)]
    found += [fault for item, _ in buttons for fault in _button(item, layout)]
    found += [
        f"«{_name(one)}» and «{_name(other)}» overlap"
        for (one, here), (other, there) in combinations(buttons, 2)
        if _meet(here, there) and not one.isAncestorOf(other) and not other.isAncestorOf(one)
    ]
    found += [
        f"«{_name(text)}» lies on «{_name(button)}»"
        for text, here in words
        for button, there in buttons
        if _meet(here, there) and not button.isAncestorOf(text)
    ]
    return found + _dragged(window, [item for item, _ in shown])


def _words(text: QQuickItem, layout: Layout, *, large: bool) -> Iterator[str]:
    font = text.property("font")
    if font.pixelSize() * CAPITAL < CAPITALS[large] * layout.mm - 0.5:
        yield f"«{_name(text)}» is {font.pixelSize() * CAPITAL / layout.mm:.1f} mm high"
    if text.property("truncated"):
        yield f"«{_name(text)}» is cut"
    parts = text.property("text").replace("-", "- ").split()
    longest = max((QFontMetricsF(font).horizontalAdvance(part) for part in parts), default=0.0)
    if longest > text.width() + 2 >= text.property("contentWidth"):
        yield f"«{_name(text)}» has a broken word"


def _button(button: QQuickItem, layout: Layout) -> Iterator[str]:
    least = LEAST if button.objectName().startswith(LESSER) else TARGET
    if min(button.width(), button.height()) < least * layout.mm - 1:
        yield f"«{_name(button)}» is {button.width() / layout.mm:.1f} × {button.height() / layout.mm:.1f} mm"
    inside = button.property("contentItem")
    if isinstance(inside, QQuickItem) and inside.implicitHeight() > button.height() + 1:
        yield f"«{_name(button)}» is lower than its words"


def _dragged(window: QQuickWindow, shown: list[QQuickItem]) -> list[str]:
    """Pages that scroll and have no buttons for it; while one types, the page follows the field."""
    names = {item.objectName() for item in shown}
    scrolls = [item for item in shown if item.objectName() == "scroll"]
    typing = "hideKeyboard" in names
    more = [item for item in scrolls if item.property("contentHeight") > item.height() + window.devicePixelRatio() * 2]
    return ["the page is scrolled by dragging alone"] if more and not typing and "scrollDown" not in names else []


def _seen(item: QQuickItem) -> QRectF:
    """The item's part that no ancestor clips, in the window."""
    rect = QRectF(item.mapToScene(QPointF()), item.size())
    parent = item.parentItem()
    while parent is not None:
        if parent.clip():
            rect = rect.intersected(QRectF(parent.mapToScene(QPointF()), parent.size()))
        parent = parent.parentItem()
    return rect


def _meet(one: QRectF, other: QRectF) -> bool:
    common = one.intersected(other)
    return common.width() > 2 and common.height() > 2


def _name(item: QQuickItem) -> str:
    return item.objectName() or str(item.property("text"))[:40].replace("\n", " ")
