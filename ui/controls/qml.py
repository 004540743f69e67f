"""Qt's own `Property` and `QmlUncreatable`, for view models; `qml.pyi` beside says their types better than Qt's stubs."""

from PySide6.QtCore import Property
from PySide6.QtQml import QmlUncreatable

__all__ = ["Property", "QmlUncreatable"]
