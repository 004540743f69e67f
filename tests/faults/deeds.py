"""One thing a resident does, of every kind there is, and how often the company has done it."""

import hashlib
import json
import uuid
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import func, select
from sqlalchemy.orm import Session as Db
from uuid_utils import uuid7

from kiosk import outbox
from kiosk.database import Store
from kiosk.domain.appeals import (
    Appeal,
    AppealStatus,
    CancelAppeal,
    EditAppeal,
    FileAppeal,
    RateAppeal,
)
from kiosk.domain.commands import Command
from kiosk.domain.login import ConsentKind, DecideConsent
from kiosk.domain.meetings import CastVote, Choice
from kiosk.domain.meters import GiveReading
from kiosk.domain.notifications import ChooseNotifications
from kiosk.domain.refusals import DismissRefusal, RefusedOperation
from kiosk.session import Session
from sync import contract
from sync.server.records import NotificationChoice, ReadingRow, VoteRow
from sync.server.tables import AppealPhoto, ConsentGiven, FactRow, OperationRow
from tests.faults.town import Household, Town
from tests.sync.machine import jpeg


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """A command before it is put; travels between processes as JSON. `photos` are JPEGs in hex."""

    kind: str
    op_id: str
    account_id: str
    payload: dict[str, Any]
    photos: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, said: dict[str, Any]) -> "Deed":
        return cls(**{**said, "photos": tuple(said["photos"])})

    @property
    def command(self) -> Command:
        of, _ = contract.OPERATIONS[self.kind]
        command: Command = TypeAdapter(of).validate_python(self.payload)
        return command


def do(store: Store, session: Session, deed: Deed, now: datetime) -> None:
    """Put the command, as the use case does."""
    photos = tuple(bytes.fromhex(photo) for photo in deed.photos)
    blobs = tuple((hashlib.sha256(photo).hexdigest(), photo) for photo in photos)
    outbox.put(store, session, deed.command, op_id=deed.op_id, now=now, blobs=blobs)


Made = tuple[Command, tuple[bytes, ...]]
"""A command and its photos."""


def _file(town: Town, home: Household, op_id: str) -> Made:
    photos = (jpeg(), jpeg())
    command = FileAppeal(
        type_id="water", type_name="Вода", text=f"Прорвало трубу {op_id}", visit=None, photos=_digests(photos)
    )
    return command, photos


def _edit(town: Town, home: Household, op_id: str) -> Made:
    appeal, photos = town.appeal(home, AppealStatus.NEW), (jpeg(),)
    command = EditAppeal(
        appeal_id=appeal.id,
        type_id="water",
        type_name="Вода",
        text=f"Прорвало другую трубу {op_id}",
        visit=None,
        photos=_digests(photos),
    )
    return command, photos


def _cancel(town: Town, home: Household, op_id: str) -> Made:
    appeal = town.appeal(home, AppealStatus.NEW)
    return CancelAppeal(appeal_id=appeal.id), ()


def _rate(town: Town, home: Household, op_id: str) -> Made:
    appeal = town.appeal(home, AppealStatus.DONE)
    return RateAppeal(appeal_id=appeal.id, rating=5, comment=op_id), ()


def _read(town: Town, home: Household, op_id: str) -> Made:
    return GiveReading(meter_id=town.meter(home).id, values=(Decimal("11.25"),)), ()


def _vote(town: Town, home: Household, op_id: str) -> Made:
    meeting = town.meeting()
    return CastVote(meeting_id=meeting.id, question_id=meeting.questions[0].id, choice=Choice.FOR), ()


def _withdraw(town: Town, home: Household, op_id: str) -> Made:
    return DecideConsent(consent=ConsentKind.AGREEMENT, version=op_id, given=False), ()


def _choose(town: Town, home: Household, op_id: str) -> Made:
    return ChooseNotifications(appeals_by_sms=False, outages_by_sms=False), ()


def _dismiss(town: Town, home: Household, op_id: str) -> Made:
    return DismissRefusal(refused_id=town.refusal(home)), ()


MAKERS: dict[str, Callable[[Town, Household, str], Made]] = {
    FileAppeal.kind: _file,
    EditAppeal.kind: _edit,
    CancelAppeal.kind: _cancel,
    RateAppeal.kind: _rate,
    GiveReading.kind: _read,
    CastVote.kind: _vote,
    DecideConsent.kind: _withdraw,
    ChooseNotifications.kind: _choose,
    DismissRefusal.kind: _dismiss,
}


def prepare(kind: str, town: Town, home: Household) -> Deed:
    """Something of this kind that the company will do, with all it needs at the company put there."""
    op_id = str(uuid7())
    command, photos = MAKERS[kind](town, home, op_id)
    return _deed(home, op_id, command, photos)


def refused(home: Household) -> Deed:
    """An appeal that the company will reject: it knows no such type."""
    op_id = str(uuid.uuid4())
    command = FileAppeal(type_id="no such type", type_name="?", text="Прорвало трубу", visit=None, photos=())
    return _deed(home, op_id, command, ())


def _deed(home: Household, op_id: str, command: Command, photos: tuple[bytes, ...]) -> Deed:
    return Deed(
        kind=command.kind,
        op_id=op_id,
        account_id=home.account_id,
        payload=TypeAdapter(type(command)).dump_python(command, mode="json"),
        photos=tuple(photo.hex() for photo in photos),
    )


@dataclass(frozen=True, slots=True)
class Done:
    """What the company has of a deed: its outcome, how often its effect is there, how many of its photos."""

    outcome: str
    times: int
    photos: int


def done(town: Town, deed: Deed) -> Done:
    """As the company's tables have it; outcome «» when it never heard of it."""
    with town.database.read() as db:
        row = db.get(OperationRow, deed.op_id)
        outcome = json.loads(row.answer)["outcome"] if row else ""
        return Done(outcome, EFFECTS[deed.kind](db, deed), _photos(db, deed))


def _photos(db: Db, deed: Deed) -> int:
    appeal_id = deed.payload.get("appeal_id", deed.op_id)
    digests = _digests(tuple(bytes.fromhex(photo) for photo in deed.photos))
    mine = select(AppealPhoto.sha256).where(AppealPhoto.appeal_id == appeal_id, AppealPhoto.sha256.in_(digests))
    return len(db.scalars(mine).all())


def _digests(photos: tuple[bytes, ...]) -> tuple[str, ...]:
    return tuple(hashlib.sha256(photo).hexdigest() for photo in photos)


def _facts(db: Db, deed: Deed, kind: str) -> list[dict[str, Any]]:
    rows = select(FactRow.data).where(
        FactRow.scope == f"account:{deed.account_id}", FactRow.kind == kind, FactRow.deleted.is_(False)
    )
    return [data for data in db.scalars(rows) if data is not None]


def _appeals_that_say(db: Db, deed: Deed) -> int:
    return sum(fact["text"] == deed.payload["text"] for fact in _facts(db, deed, Appeal.kind))


def _changes(db: Db, deed: Deed) -> int:
    """What was written into the appeal's history after the first entry."""
    (appeal,) = [fact for fact in _facts(db, deed, Appeal.kind) if fact["id"] == deed.payload["appeal_id"]]
    return len(appeal["history"]) - 1


def _rows(column: Any, value: Callable[[Deed], str]) -> Callable[[Db, Deed], int]:
    """How many rows of the company's own tables say it."""

    def count(db: Db, deed: Deed) -> int:
        return db.scalar(select(func.count()).where(column == value(deed))) or 0

    return count


def _dismissed(db: Db, deed: Deed) -> int:
    refused = deed.payload["refused_id"]
    return int(all(fact["id"] != refused for fact in _facts(db, deed, RefusedOperation.kind)))


EFFECTS: dict[str, Callable[[Db, Deed], int]] = {
    FileAppeal.kind: _appeals_that_say,
    EditAppeal.kind: _changes,
    CancelAppeal.kind: _changes,
    RateAppeal.kind: _changes,
    GiveReading.kind: _rows(ReadingRow.meter_id, lambda deed: deed.payload["meter_id"]),
    CastVote.kind: _rows(VoteRow.question_id, lambda deed: deed.payload["question_id"]),
    DecideConsent.kind: _rows(ConsentGiven.version, lambda deed: deed.payload["version"]),
    ChooseNotifications.kind: _rows(NotificationChoice.op_id, lambda deed: deed.op_id),
    DismissRefusal.kind: _dismissed,
}
"""How often a deed shows in what the company keeps, wherever that is kept."""
