"""Who is at the screen now, as every page's view model sees it."""

from PySide6.QtCore import QObject, Signal

from kiosk.session import Session


class Resident(QObject):
    """Holds the one open session; `changed` is told when it opens, changes account, or ends."""

    changed = Signal()
    activity = Signal()
    """Something happened that counts as being here, though no finger touched the screen."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session: Session | None = None
        self._sums_shown = False

    @property
    def session(self) -> Session | None:
        return self._session

    @property
    def account_id(self) -> str | None:
        return self._session.account_id if self._session else None

    @property
    def sums_shown(self) -> bool:
        """Sums stay hidden on a public screen until the resident asks; remembered until leaving."""
        return self._sums_shown

    def put(self, session: Session | None) -> None:
        """The session opened, changed or (None) ended."""
        self._session = session
        if session is None:
            self._sums_shown = False
        self.changed.emit()

    def show_sums(self, shown: bool) -> None:
        self._sums_shown = shown
        self.changed.emit()
