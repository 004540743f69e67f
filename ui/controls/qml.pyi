"""Qt's stubs call `QmlUncreatable(...)` uncallable, and take a property read in Python for the `Property` itself."""

from collections.abc import Callable
from typing import Any, Generic, TypeVar, overload

from PySide6.QtCore import Signal

Class = TypeVar("Class", bound=type)
Value = TypeVar("Value")
Read = TypeVar("Read")

def QmlUncreatable(reason: str) -> Callable[[Class], Class]: ...

class Property(Generic[Value]):
    def __init__(
        self,
        type: type | str,
        fget: Callable[[Any], Value] | None = None,
        fset: Callable[[Any, Value], None] | None = None,
        *,
        notify: Signal | None = None,
        constant: bool = False,
    ) -> None: ...
    def __call__(self, func: Callable[[Any], Read]) -> Property[Read]: ...
    def setter(self, func: Callable[[Any, Value], None]) -> Property[Value]: ...
    @overload
    def __get__(self, instance: None, owner: type) -> Property[Value]: ...
    @overload
    def __get__(self, instance: object, owner: type) -> Value: ...
    def __set__(self, instance: object, value: Value) -> None: ...
