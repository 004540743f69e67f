"""What the shell may ask of any page's view model."""

from PySide6.QtCore import QObject

from kiosk.idle import Activity


class ViewModel(QObject):
    """A page reads only while it is shown: news that nobody sees costs no tap a query."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._on_screen = True

    @property
    def activity(self) -> Activity:
        """How long this page may rest without a touch."""
        return Activity.PAGE

    @property
    def on_screen(self) -> bool:
        return self._on_screen

    def appear(self) -> None:
        """The shell shows this page now."""
        self._on_screen = True
        self.refresh()

    def disappear(self) -> None:
        """Another page is shown instead."""
        self._on_screen = False

    def refresh(self) -> None:
        """Read anew what the page shows; a page that reads nothing has nothing to do."""
