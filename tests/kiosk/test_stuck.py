"""Commands that are stuck: what waits behind them, what ends them, and who is told."""

import hashlib
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from uuid_utils import uuid7

from kiosk import appeals, outbox, refusals
from kiosk.appeals import Delivery, Draft
from kiosk.database import Store
from kiosk.domain import commands
from kiosk.domain.login import ConsentKind, DecideConsent
from kiosk.domain.meetings import CastVote, Choice
from kiosk.domain.meters import GiveReading
from kiosk.domain.notifications import ChooseNotifications
from kiosk.domain.refusals import DismissRefusal
from kiosk.outbox import State
from kiosk.session import Session
from tests.kiosk.stores import ACCOUNT, BUILDING, LEAF, resident, tell

NOW = datetime(2026, 11, 17, 8, 36, tzinfo=UTC)


def draft(*photos: bytes) -> Draft:
    made = Draft().with_type(LEAF).with_text("Прорвало трубу")
    for jpeg in photos:
        made = made.with_photo(jpeg)
    return made.with_photos_done()


def file(store: Store, *photos: bytes, session: Session | None = None) -> str:
    made = draft(*photos)
    appeals.file(store, session or resident(), made, NOW)
    return made.op_id


def state(store: Store, op_id: str) -> State | None:
    command = store.spool.command(op_id)
    return None if command is None else command.state


def given(store: Store, session: Session, command: commands.Command) -> str:
    op_id = str(uuid7())
    outbox.put(store, session, command, op_id=op_id, now=NOW)
    return op_id


def reading(value: int) -> GiveReading:
    return GiveReading(meter_id="m", values=(Decimal(value),))


def consent(agreed: bool) -> DecideConsent:
    return DecideConsent(consent=ConsentKind.PERSONAL_DATA, version="1", given=agreed)


def due(store: Store) -> list[str]:
    return [command.op_id for command in outbox.due(store, 0.0)[0]]


@pytest.mark.parametrize(
    "command",
    [
        reading(7),
        CastVote(meeting_id="1", question_id="1", choice=Choice.FOR),
        ChooseNotifications(appeals_by_sms=True, outages_by_sms=False),
        consent(True),
        DismissRefusal(refused_id="r"),
    ],
)
def test_an_event_by_itself_waits_for_the_one_before_it_but_not_behind_a_stuck_one(
    store: Store, command: commands.Command
) -> None:
    first, second = (given(store, resident(), command) for _ in range(2))
    assert due(store) == [first]
    outbox.sending(store, first)
    assert due(store) == []
    outbox.stuck(store, first, "403")
    assert due(store) == [second]


def test_a_last_word_that_is_done_ends_the_stuck_ones_before_it(store: Store) -> None:
    session = resident()
    family = given(store, replace(session, phone="+79280000000"), consent(True))
    outbox.stuck(store, family, "403")
    stuck, of_reading, last = (given(store, session, each) for each in (consent(True), reading(7), consent(False)))
    outbox.stuck(store, stuck, "403")
    outbox.stuck(store, of_reading, "403")
    outbox.applied(store, last, {"at": NOW.isoformat()}, None)
    states = [state(store, op_id) for op_id in (family, stuck, of_reading)]
    assert states == [State.STUCK, State.GIVEN_UP, State.STUCK]
    (refusal,) = refusals.listed(store, ACCOUNT, session)
    assert (refusal.id, refusal.reason.code) == (stuck, "op.replaced")


def test_a_reading_that_is_done_leaves_the_stuck_one_before_it_to_the_operator(store: Store) -> None:
    first, second = given(store, resident(), reading(7)), given(store, resident(), reading(8))
    outbox.stuck(store, first, "403")
    outbox.applied(store, second, {"at": NOW.isoformat()}, None)
    assert state(store, first) is State.STUCK


def test_what_an_earlier_device_left_holds_nothing_up_and_is_not_shown(store: Store) -> None:
    earlier, session = replace(resident(), device_id="earlier"), resident()
    left = [given(store, earlier, reading(7)) for _ in range(2)]
    ours = given(store, session, reading(8))
    assert due(store) == [*left, ours]
    outbox.stuck(store, left[0], "made by an earlier device")
    assert due(store) == [left[1], ours]
    assert [each.op_id for each in outbox.unsettled(store, ACCOUNT, GiveReading.kind)] == [ours]
    outbox.applied(store, ours, {"at": NOW.isoformat()}, None)
    outbox.applied(store, left[1], {"at": NOW.isoformat()}, None)
    outbox.restored(store, None)
    assert (state(store, ours), state(store, left[1])) == (State.READY, State.APPLIED)
    outbox.settle(store, ACCOUNT)
    assert state(store, left[1]) is None


def give_up(store: Store, session: Session, *photos: bytes) -> str:
    """As the operator does it."""
    op_id = file(store, *photos, session=session)
    outbox.stuck(store, op_id, "403")
    store.spool.change(op_id, state=State.GIVEN_UP, answer=outbox.said(outbox.GIVEN_UP))
    return op_id


def test_what_was_given_up_is_told_to_whoever_asked_at_any_visit_and_to_nobody_else(store: Store) -> None:
    op_id = give_up(store, resident())
    outbox.settle(store, None)
    outbox.forget(store, resident())
    outbox.restored(store, None)
    assert state(store, op_id) is State.GIVEN_UP
    back = replace(resident(), session_id="back")
    family = replace(back, phone="+79280000000")
    (entry,) = appeals.listed(store, ACCOUNT, back)
    assert (entry.delivery, entry.appeal.id) == (Delivery.REFUSED, op_id)
    assert appeals.listed(store, ACCOUNT, family) == ()
    assert appeals.find(store, ACCOUNT, op_id, family) is None


def test_what_was_given_up_and_nobody_came_to_see_goes_after_three_months_of_the_companys_time(store: Store) -> None:
    op_id, kept = give_up(store, resident(), b"one"), file(store, b"two")
    later = NOW + timedelta(days=4000)  # the machine's clock was years off when it was given up
    for days in (0, 89):
        store.tidy(later + timedelta(days=days))
        assert state(store, op_id) is State.GIVEN_UP
    store.tidy(later + timedelta(days=91))
    assert (state(store, op_id), state(store, kept)) == (None, State.READY)
    photos = [store.spool.blob(hashlib.sha256(content).hexdigest()) for content in (b"one", b"two")]
    assert photos == [None, b"two"]


def test_what_was_given_up_is_corrected_with_its_photos_and_the_company_is_told_of_no_refusal(store: Store) -> None:
    tell(store, BUILDING, LEAF)
    op_id = give_up(store, resident(), b"one")
    again = appeals.revision(store, ACCOUNT, op_id, NOW, resident())
    assert [photo.jpeg for photo in again.photos] == [b"one"]
    made = appeals.file(store, resident(), again, NOW)
    assert [(each.kind, each.op_id) for each in store.spool.in_states(*State)] == [("appeal.file", made.appeal.id)]
    assert store.spool.blobs(made.appeal.id) and store.spool.blob(again.photos[0].sha256) == b"one"
