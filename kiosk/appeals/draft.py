"""An appeal while it is being written: a frozen value whose step follows from what is still missing."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum

from uuid_utils import uuid7

from kiosk.domain.appeals import AppealType, EditAppeal, FileAppeal, Visit, check_photos, check_text, check_visit
from kiosk.domain.errors import Refused


class Step(StrEnum):
    """The page the form is at."""

    TYPE = "type"
    TEXT = "text"
    PHOTOS = "photos"
    VISIT = "visit"
    CHECK = "check"


@dataclass(frozen=True, slots=True)
class Photo:
    """A shot ready to send: JPEG bytes as `kiosk.documents.photo` prepared them, hashed once.

    One that the company already has may be without its bytes; it is named by its `sha256` alone.
    """

    jpeg: bytes | None = field(repr=False)
    sha256: str = ""

    def __post_init__(self) -> None:
        if self.jpeg is not None:
            object.__setattr__(self, "sha256", hashlib.sha256(self.jpeg).hexdigest())


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """Back is the draft before. `op_id` is the command's key, made when the form opens and kept to the end.

    `changes` is the id of the appeal that is edited, empty for a new one; `corrects` that of a refusal which this
    answers, and which is put away once this is written.
    """

    op_id: str = field(default_factory=lambda: str(uuid7()))
    type: AppealType | None = None
    text: str = field(default="", repr=False)
    photos: tuple[Photo, ...] = ()
    photos_done: bool = False
    visit: Visit | None = field(default=None, repr=False)
    visit_done: bool = False
    changes: str = ""
    corrects: str = ""

    @property
    def step(self) -> Step:
        if self.type is None:
            return Step.TYPE
        if not self.text:
            return Step.TEXT
        if not self.photos_done:
            return Step.PHOTOS
        return Step.CHECK if self.visit_done else Step.VISIT

    def with_type(self, chosen: AppealType) -> Draft:
        return replace(self, type=chosen)

    def with_text(self, text: str) -> Draft:
        """Refused when the trimmed text is too short or too long."""
        check_text(text)
        return replace(self, text=text.strip())

    def with_photo(self, jpeg: bytes) -> Draft:
        """Refused for the sixth."""
        photos = (*self.photos, Photo(jpeg))
        check_photos(tuple(photo.sha256 for photo in photos))
        return replace(self, photos=photos)

    def without_photo(self, index: int) -> Draft:
        return replace(self, photos=self.photos[:index] + self.photos[index + 1 :])

    def holding(self, jpegs: Mapping[str, bytes]) -> Draft:
        """The same photos, with their bytes where these, by SHA-256, have them: a company may lose what it had."""
        photos = ((Photo(jpegs.get(each.sha256, each.jpeg), each.sha256), each) for each in self.photos)
        return replace(self, photos=tuple(held if held.sha256 == each.sha256 else each for held, each in photos))

    def with_photos_done(self) -> Draft:
        """Go on, with photos or without."""
        return replace(self, photos_done=True)

    def with_visit(self, visit: Visit | None, now: datetime) -> Draft:
        """Go on with a time or without; Refused for one nobody can keep. `now` is the building's local time."""
        if visit is not None:
            check_visit(visit, now)
        return replace(self, visit=visit, visit_done=True)

    def command(self) -> FileAppeal:
        """What will be asked of the company; Refused while the type is missing."""
        kind = self._chosen()
        return FileAppeal(
            type_id=kind.id, type_name=kind.name, text=self.text, visit=self.visit, photos=self._digests()
        )

    def change(self) -> EditAppeal:
        """The same of an appeal that is edited."""
        kind = self._chosen()
        return EditAppeal(
            appeal_id=self.changes,
            type_id=kind.id,
            type_name=kind.name,
            text=self.text,
            visit=self.visit,
            photos=self._digests(),
        )

    def _chosen(self) -> AppealType:
        if self.type is None:
            raise Refused("appeal.type", "Выберите, о чём обращение.")
        return self.type

    def _digests(self) -> tuple[str, ...]:
        return tuple(photo.sha256 for photo in self.photos)
