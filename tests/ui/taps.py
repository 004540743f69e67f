"""A finger for tests: finds visible items by objectName anywhere in the window, taps them, waits on conditions."""

import threading
from collections.abc import Callable, Iterator
from typing import cast

from PySide6.QtCore import QDeadlineTimer, QElapsedTimer, QEventLoop, QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtQuick import QQuickItem, QQuickWindow
from PySide6.QtTest import QTest

_elsewhere = threading.Event()
"""Never set: waiting for it gives the processor to the threads that one waits for."""
PATIENCE = 30_000
"""Milliseconds any condition may take before it counts as never."""
LOOK, SELDOM = 0.001, 0.016
"""Seconds between two looks, at least and at most: what takes long to look at is looked at half of the time."""


FRAMES = 20
"""In which a page comes to rest."""


def items(root: QQuickItem) -> Iterator[QQuickItem]:
    """Every item below `root`, delegates included, in painting order."""
    left = root.childItems()[::-1]
    while left:
        item = left.pop()
        yield item
        left.extend(item.childItems()[::-1])


def visible(window: QQuickWindow) -> Iterator[QQuickItem]:
    """The items in sight, in painting order; below one that is not there is none."""
    left = window.contentItem().childItems()[::-1]
    while left:
        item = left.pop()
        if item.isVisible():
            yield item
            left.extend(item.childItems()[::-1])


def seen(window: QQuickWindow, name: str) -> QQuickItem | None:
    """The visible item of that objectName on top, if there is one."""
    found = [item for item in visible(window) if item.objectName() == name]
    return found[-1] if found else None


def find(window: QQuickWindow, name: str) -> QQuickItem:
    """The visible item of that objectName; waits for it to appear."""
    wait(lambda: seen(window, name) is not None and not loading(window), f"an item named {name!r} to be seen")
    item = seen(window, name)
    assert item is not None
    return item


def texts(window: QQuickWindow) -> str:
    """All the words in sight once the page is complete, a line an item; no-break spaces are spaces."""
    wait(lambda: not loading(window), "the page to be complete")
    shown = (item.property("text") for item in visible(window))
    return "\n".join(text for text in shown if isinstance(text, str) and text).replace("\N{NO-BREAK SPACE}", " ")


def loading(window: QQuickWindow) -> bool:
    """Something in the window is still being made beside the frames."""
    loaders = (item for item in visible(window) if item.inherits("QQuickLoader"))
    return any(_wanted(loader) and loader.property("item") is None for loader in loaders)


def _wanted(loader: QQuickItem) -> bool:
    what = loader.property("sourceComponent") is not None or not loader.property("source").isEmpty()
    return bool(loader.property("active")) and what


def centre(item: QQuickItem) -> QPoint:
    """The item's middle in window coordinates."""
    return item.mapToScene(QPointF(item.width() / 2, item.height() / 2)).toPoint()


def ready(window: QQuickWindow, name: str) -> QQuickItem:
    """The item, brought into sight if it scrolls, once it can be tapped and is drawn where it stands.

    It is sought anew after every frame until it rests: the page may be another by then, and a list may have moved.
    """
    wait(lambda: _enabled(window, name), f"{name!r} to be enabled")
    place: QPoint | None = None
    for _ in range(FRAMES):
        draw(window)
        _reveal(find(window, name))
        here = centre(find(window, name))
        if here == place:
            break
        place = here
    return find(window, name)


def _enabled(window: QQuickWindow, name: str) -> bool:
    item = seen(window, name)
    return item is not None and item.isEnabled()


def tap(window: QQuickWindow, name: str) -> None:
    """Tap the item's middle, and look again when the page that comes of it is complete."""
    item = ready(window, name)
    QTest.mouseClick(window, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, centre(item))
    wait(lambda: not loading(window), "the page to be complete")


def tap_twice(window: QQuickWindow, name: str) -> None:
    """Two taps so quick that nothing happens in between."""
    place = centre(ready(window, name))
    for _ in range(2):
        QTest.mouseClick(window, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)
    wait(lambda: not loading(window), "the page to be complete")


def type_text(window: QQuickWindow, text: str, press: Callable[[str], None] | None = None) -> None:
    """Type on the on-screen keyboard, changing its layout as a person would; `press` taps a key by its name."""
    hit = press or (lambda name: tap(window, name))
    for character in text:
        name = {" ": "key:space", "\n": "key:enter"}.get(character, f"key:{character.lower()}")
        for switch in ("key:digits", "key:digits", "key:other"):
            if seen(window, name):
                break
            hit(switch)
        if character.isupper():
            hit("key:capital")
        hit(name)


def wait(condition: Callable[[], bool], what: str = "the condition to hold") -> None:
    """Let Qt work until the condition holds; fail with `what` when it never does."""
    deadline, looking = QDeadlineTimer(PATIENCE), QElapsedTimer()
    looking.start()
    while not condition():
        took = looking.elapsed() / 1000
        assert not deadline.hasExpired(), f"waited in vain for {what}"
        QGuiApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)
        _elsewhere.wait(min(SELDOM, max(LOOK, took)))
        looking.restart()


def draw(window: QQuickWindow) -> None:
    """Let the next frame come: until then items may stand where they will not stay."""
    drawn: list[bool] = []
    link = window.frameSwapped.connect(lambda: drawn.append(True))
    window.update()
    wait(lambda: bool(drawn), "a frame")
    window.frameSwapped.disconnect(link)


def _reveal(item: QQuickItem) -> None:
    """Scroll the nearest scrolling ancestor so that the item's middle is in it."""
    parent = cast("QQuickItem | None", item.parentItem())
    while parent is not None and not parent.inherits("QQuickFlickable"):
        parent = cast("QQuickItem | None", parent.parentItem())
    if parent is None:
        return
    height, content = parent.height(), parent.property("contentHeight")
    middle = item.mapToItem(parent, QPointF(0, item.height() / 2)).y()
    half = item.height() / 2
    if half < middle < height - half:
        return
    top = parent.property("originY") or 0.0
    wanted = parent.property("contentY") + middle - height / 2
    parent.setProperty("contentY", max(top, min(wanted, top + max(0.0, content - height))))
    QGuiApplication.processEvents()
