"""Searching a running kiosk for what a resident left: every item of the window, all that Python holds for pages."""

from collections.abc import Iterable, Iterator
from dataclasses import fields, is_dataclass
from types import CellType, FunctionType, MethodType
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject
from PySide6.QtQuick import QQuickWindow

from kiosk.machine import Machine
from tests.ui.lobby.kiosk import Kiosk
from tests.ui.taps import items

TEXTS = {"QString", "QStringList", "QVariant", "QVariantList"}
"""Types of properties that may hold words, or a list of rows that does."""
PLAIN = (int, float, bool, type(None), type)


def found(kiosk: Kiosk, canaries: Iterable[str]) -> set[str]:
    """Which of these are anywhere on the screen, hidden items too, or in what the pages hold."""
    held = "\n".join((*on_screen(kiosk.window), *in_objects(kiosk.application))).replace("\N{NO-BREAK SPACE}", " ")
    return {canary for canary in canaries if canary in held}


def on_screen(window: QQuickWindow) -> Iterator[str]:
    """Every text that any item has as a property, and every row of every list."""
    for item in (window, *items(window.contentItem())):
        about = item.metaObject()
        for number in range(about.propertyCount()):
            described = about.property(number)
            if described.isReadable() and described.typeName() in TEXTS:
                yield from _words(item.property(str(described.name())))


def _words(value: object) -> Iterator[str]:
    match value:
        case str():
            yield value
        case list() | tuple():
            for part in value:
                yield from _words(part)
        case QAbstractItemModel():
            for row in range(value.rowCount(QModelIndex())):
                for role in value.roleNames():
                    yield from _words(value.data(value.index(row, 0), role))


def in_objects(root: object) -> Iterator[str]:
    """Every text reachable from an object through attributes, containers, children and closures; not the machine's."""
    seen: set[int] = set()
    waiting = [root]
    while waiting:
        thing = waiting.pop()
        if isinstance(thing, (*PLAIN, Machine)) or id(thing) in seen:
            continue
        seen.add(id(thing))
        if isinstance(thing, str):
            yield thing
        elif isinstance(thing, (bytes, bytearray)):
            yield bytes(thing).decode(errors="replace")
        else:
            waiting.extend(_held(thing))


def _held(thing: Any) -> Iterator[object]:
    match thing:
        case dict():
            yield from (*thing.keys(), *thing.values())
        case list() | tuple() | set() | frozenset():
            yield from thing
        case FunctionType():
            yield from thing.__closure__ or ()
        case MethodType():
            yield thing.__self__
        case CellType():
            yield thing.cell_contents
        case _ if _ours(thing):
            yield from _attributes(thing)


def _attributes(thing: Any) -> Iterator[object]:
    yield from getattr(thing, "__dict__", {}).values()
    if is_dataclass(thing):
        yield from (getattr(thing, field.name) for field in fields(thing))
    if isinstance(thing, QObject):
        yield from thing.children()


def _ours(thing: object) -> bool:
    """Made by our rooms; the store, the company and the engine behind the pages are looked into elsewhere."""
    room = type(thing).__module__
    return room.partition(".")[0] in ("ui", "kiosk") and not room.startswith("kiosk.database")
