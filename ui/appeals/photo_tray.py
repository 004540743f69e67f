"""The draft's photos as thumbnails."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage
from PySide6.QtQml import QmlElement

from kiosk.appeals import Photo
from kiosk.domain.appeals import MAX_PHOTOS
from ui.appeals.appeal_rows import PhotoRow
from ui.appeals.photo_loading import Fetching
from ui.controls.camera_booth import Picture
from ui.controls.jobs import Jobs
from ui.controls.pictures import Pictures, thumbnail
from ui.controls.qml import Property, QmlUncreatable
from ui.controls.rows import Rows

QML_IMPORT_NAME = "ui.appeals"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlUncreatable("made by the form's view model")
class PhotoTray(QObject):
    """Holds small pictures of exactly the photos shown last."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pictures = Pictures(self)
        self._rows: Rows[PhotoRow] = Rows(PhotoRow, self)

    def add(self, picture: Picture) -> None:
        """Take the small picture of a photo that will be shown next; the photo itself is the draft's."""
        self._pictures.put(Photo(picture.jpeg).sha256, picture.small)

    def load(self, photos: tuple[Photo, ...], jobs: Jobs, fetching: Fetching) -> None:
        """Have small pictures made of photos that are in the draft already; those nobody has stay empty places."""
        for photo in photos:
            fetch = fetching(photo.sha256)
            jobs.run(partial(_small, fetch), partial(self._arrive, photo.sha256), lambda _trouble: None)

    def _arrive(self, sha256: str, image: QImage) -> None:
        if any(row.photoKey == sha256 for row in self._rows.rows):
            self._pictures.put(sha256, image)
            self.changed.emit()

    def show(self, photos: tuple[Photo, ...]) -> None:
        rows = tuple(PhotoRow(photoKey=photo.sha256) for photo in photos)
        if rows != self._rows.rows:
            self._pictures.retain({photo.sha256 for photo in photos})
            self._rows.show(rows)
            self.changed.emit()

    @Property(QObject, constant=True)
    def rows(self) -> QObject:
        return self._rows

    @Property(Pictures, constant=True)
    def pictures(self) -> Pictures:
        return self._pictures

    @Property(int, notify=changed)
    def count(self) -> int:
        return self._rows.rowCount()

    @Property(bool, notify=changed)
    def full(self) -> bool:
        """No more may be added."""
        return self._rows.rowCount() >= MAX_PHOTOS

    @Property(int, constant=True)
    def most(self) -> int:
        return MAX_PHOTOS


def _small(fetch: Callable[[], bytes]) -> QImage:
    return thumbnail(fetch())
