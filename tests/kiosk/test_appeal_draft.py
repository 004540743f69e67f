"""The form of a new appeal: its step is what is still missing."""

from datetime import datetime, time, timedelta
from uuid import UUID

import pytest

from kiosk.appeals import Draft, Photo, Step
from kiosk.domain.appeals import Visit
from kiosk.domain.errors import Refused
from tests.kiosk.stores import LEAF

NOW = datetime(2026, 11, 17, 12, 0)  # noqa: DTZ001 - the building's local time


def test_the_form_goes_from_type_to_text_to_photos_to_visit_to_check() -> None:
    draft = Draft()
    steps = [draft.step]
    draft = draft.with_type(LEAF)
    steps.append(draft.step)
    draft = draft.with_text("Прорвало трубу")
    steps.append(draft.step)
    draft = draft.with_photo(b"jpeg").with_photos_done()
    steps.append(draft.step)
    draft = draft.with_visit(Visit(on=NOW.date() + timedelta(days=1), start=time(8), end=time(11)), NOW)
    steps.append(draft.step)
    assert steps == [Step.TYPE, Step.TEXT, Step.PHOTOS, Step.VISIT, Step.CHECK]


def test_photos_and_visit_may_be_left_out() -> None:
    draft = Draft().with_type(LEAF).with_text("Прорвало трубу").with_photos_done().with_visit(None, NOW)
    assert draft.step is Step.CHECK
    assert draft.command().visit is None
    assert draft.command().photos == ()


def test_the_commands_key_is_made_when_the_form_opens_and_kept_to_the_end() -> None:
    draft = Draft()
    assert UUID(draft.op_id).version == 7
    assert draft.with_type(LEAF).with_text("Прорвало трубу").op_id == draft.op_id
    assert Draft().op_id != draft.op_id


def test_a_short_text_leaves_the_form_where_it_was() -> None:
    draft = Draft().with_type(LEAF)
    with pytest.raises(Refused):
        draft.with_text("Ой")
    assert draft.step is Step.TEXT


def test_the_sixth_photo_is_refused_and_a_deleted_one_makes_room() -> None:
    draft = Draft()
    for shot in range(5):
        draft = draft.with_photo(bytes([shot]))
    with pytest.raises(Refused):
        draft.with_photo(b"six")
    draft = draft.without_photo(1).with_photo(b"six")
    assert [photo.jpeg for photo in draft.photos] == [b"\0", b"\2", b"\3", b"\4", b"six"]


def test_the_same_picture_twice_is_two_photos() -> None:
    assert len(Draft().with_photo(b"same").with_photo(b"same").photos) == 2


def test_a_reversed_visit_is_refused() -> None:
    with pytest.raises(Refused):
        Draft().with_visit(Visit(on=NOW.date() + timedelta(days=1), start=time(11), end=time(8)), NOW)


def test_a_draft_shows_neither_text_nor_pictures_in_a_log() -> None:
    draft = Draft().with_type(LEAF).with_text("Прорвало трубу").with_photo(b"picture")
    assert "Прорвало" not in repr(draft)
    assert "picture" not in repr(draft)


def test_a_named_photo_is_held_by_its_own_bytes_alone() -> None:
    photo, other = Photo(b"one"), Photo(b"two")
    named = Draft(photos=(Photo(None, photo.sha256), other))
    assert named.holding({photo.sha256: b"one"}).photos == (photo, other)
    assert named.holding({photo.sha256: b"something else"}).photos == named.photos
    assert named.holding({}).photos == named.photos
