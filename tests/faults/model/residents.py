"""What a resident does at a kiosk, each by the product's own use case, with whatever is there to do it to."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from uuid_utils import uuid7

from kiosk import appeals, login, meetings, meters, notifications, refusals
from kiosk.appeals import Draft, ListedAppeal
from kiosk.domain.appeals import RateAppeal
from kiosk.domain.login import ConsentKind, DecideConsent
from kiosk.domain.meetings import CastVote, Choice
from kiosk.domain.notifications import ChooseNotifications
from tests.faults.model import town

if TYPE_CHECKING:
    from kiosk.session import Session
    from tests.faults.model.machine import Machine

Deed = Callable[["Machine", "Session", int], None]
"""`number` chooses among what there is."""


def new_id() -> str:
    return str(uuid7())


def draft(text: str, photos: int, kiosk: Machine, pictures: Sequence[bytes] = town.PHOTOS) -> Draft:
    made = Draft(op_id=new_id()).with_type(town.LEAF).with_text(text)
    for number in range(photos):
        made = made.with_photo(pictures[number])
    return made.with_photos_done().with_visit(None, kiosk.client.now())


def edit(kiosk: Machine, session: Session, number: int) -> None:
    """An appeal as it stands, or as it was refused, said otherwise; now and then with one more photo."""
    listed = _some(kiosk, session, number)
    if listed is None:
        return
    now = kiosk.client.now()
    form = appeals.revision(kiosk.store, session.account_id or "", listed.appeal.id, now, session)
    form = form.with_type(town.LEAF).with_text(f"{listed.appeal.text} и ещё {number}").with_photos_done()
    if number % 3 == 0 and len(form.photos) < len(town.PHOTOS):
        form = form.with_photo(town.PHOTOS[number % len(town.PHOTOS)])
    appeals.file(kiosk.store, session, form.with_visit(None, now), now)


def cancel(kiosk: Machine, session: Session, number: int) -> None:
    listed = _some(kiosk, session, number)
    if listed is not None:
        appeals.cancel(kiosk.store, session, listed.appeal.id, op_id=new_id(), now=kiosk.client.now())


def rate(kiosk: Machine, session: Session, number: int) -> None:
    listed = _some(kiosk, session, number)
    if listed is not None:
        rating = RateAppeal(appeal_id=listed.appeal.id, rating=number % 6, comment="Не доделано")
        appeals.rate(kiosk.store, session, rating, op_id=new_id(), now=kiosk.client.now())


def read_meter(kiosk: Machine, session: Session, number: int) -> None:
    values = (Decimal(number + 1),)
    meter_id = town.meter_id(session.account_id or "")
    meters.give(kiosk.store, session, meter_id, values, op_id=new_id(), now=kiosk.client.now())


def vote(kiosk: Machine, session: Session, number: int) -> None:
    choice = tuple(Choice)[number % len(Choice)]
    cast = CastVote(meeting_id=town.MEETING, question_id=town.QUESTIONS[number % 2], choice=choice)
    meetings.vote(kiosk.store, session, cast, op_id=new_id(), now=kiosk.client.now())


def choose(kiosk: Machine, session: Session, number: int) -> None:
    wanted = ChooseNotifications(appeals_by_sms=number % 2 == 0, outages_by_sms=number % 3 == 0)
    notifications.choose(kiosk.store, session, wanted, op_id=new_id(), now=kiosk.client.now())


def consent(kiosk: Machine, session: Session, number: int) -> None:
    decision = DecideConsent(consent=ConsentKind.PERSONAL_DATA, version=town.VERSION, given=number % 2 == 0)
    login.decide(kiosk.store, session, decision, op_id=new_id(), now=kiosk.client.now())


def dismiss(kiosk: Machine, session: Session, number: int) -> None:
    listed = refusals.listed(kiosk.store, session.account_id or "", session)
    if listed:
        refused = listed[number % len(listed)]
        refusals.dismiss(kiosk.store, session, refused.id, kiosk.client.now())


DEEDS: tuple[Deed, ...] = (edit, edit, cancel, rate, rate, read_meter, vote, choose, consent, dismiss)


def _some(kiosk: Machine, session: Session, number: int) -> ListedAppeal | None:
    listed = appeals.listed(kiosk.store, session.account_id or "", session)
    return listed[number % len(listed)] if listed else None
