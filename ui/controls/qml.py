"""`Property` and `QmlUncreatable` for view models: Qt's own, with the types that `qml.pyi` beside gives them."""

from PySide6.QtCore import Property
from PySide6.QtQml import QmlUncreatable

__all__ = ["Property", "QmlUncreatable"]
