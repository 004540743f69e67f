"""What the shell may ask of any page's view model."""

from PySide6.QtCore import QObject

from kiosk.idle import Activity


class ViewModel(QObject):
    """`activity` tells the idle rules how long this page may rest without a touch."""

    @property
    def activity(self) -> Activity:
        return Activity.PAGE
