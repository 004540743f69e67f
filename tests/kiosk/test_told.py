"""Readings, votes, choices and consents: shown as they will be, told by one command, and what stands if refused."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from kiosk import login, meetings, meters, notifications, outbox
from kiosk.database import Store
from kiosk.delivery import Delivery
from kiosk.domain.accounts import Link, LinkStatus
from kiosk.domain.errors import Refused
from kiosk.domain.login import ConsentKind, DecideConsent
from kiosk.domain.meetings import CastVote, Choice, Meeting, Question, Vote
from kiosk.domain.meters import Meter, Reading, Resource
from kiosk.domain.notifications import ChooseNotifications, NotificationChoices
from kiosk.outbox import State
from kiosk.session import Session
from tests.kiosk.stores import ACCOUNT, BUILDING, SCOPE, resident, tell

NOW = datetime(2026, 11, 17, 8, 36, tzinfo=UTC)
METER = Meter(
    id="m1",
    resource=Resource.COLD_WATER,
    serial="16-103382",
    place="Санузел",
    unit="м³",
    verified_until=date(2030, 1, 1),
    last_values=(Decimal(205),),
    last_read_on=date(2026, 10, 23),
)
MEETING = Meeting(
    id="roof",
    title="Ремонт кровли",
    starts_at=NOW - timedelta(days=1),
    ends_at=NOW + timedelta(days=1),
    participated=Decimal(38),
    questions=(Question(id="q1", number=1, text="Чинить?"), Question(id="q2", number=2, text="Чем?")),
    adopted=True,
)


def owner() -> Session:
    link = Link(id="l", account_id=ACCOUNT, number="1", address="…", status=LinkStatus.CONFIRMED, share=Decimal(1))
    return replace(resident(), links=(link,))


def give(store: Store, value: int, op_id: str = "op") -> meters.ListedMeter:
    return meters.give(store, resident(), METER.id, (Decimal(value),), op_id=op_id, now=NOW)


def vote(store: Store, session: Session, question: str = "q1", op_id: str = "op") -> meetings.ListedVote:
    command = CastVote(meeting_id="roof", question_id=question, choice=Choice.FOR)
    return meetings.vote(store, session, command, op_id=op_id, now=NOW)


def aggregates(store: Store) -> list[tuple[str, str]]:
    return [(command.aggregate, command.fact_kind) for command in store.spool.in_states(*State)]


def test_a_reading_is_shown_at_once_and_settled_by_its_own_row(store: Store) -> None:
    tell(store, SCOPE, METER)
    shown = give(store, 210)
    assert (shown.meter.last_values, shown.meter.last_read_on) == ((Decimal(210),), NOW.date())
    assert shown.delivery is Delivery.WAITING and give(store, 210) == shown
    assert aggregates(store) == [("meter:m1", "reading")]
    assert [each.reading.values for each in meters.readings(store, ACCOUNT, "m1")] == [(Decimal(210),)]
    reading = Reading(id="op", meter_id="m1", values=(Decimal(210),), taken_at=NOW)
    outbox.applied(store, "op", {"at": NOW.isoformat()}, None)
    tell(store, SCOPE, reading, replace(METER, last_values=(Decimal(210),)), op_id="op")
    outbox.settle(store, ACCOUNT)
    assert aggregates(store) == []
    assert [each.delivery for each in meters.readings(store, ACCOUNT, "m1")] == [Delivery.COMPANY]


def test_a_refused_reading_leaves_the_old_value_and_says_why(store: Store) -> None:
    tell(store, SCOPE, METER)
    give(store, 210)
    outbox.rejected(store, "op", Refused("reading.less", "Меньше прежнего."))
    (shown,) = meters.listed(store, ACCOUNT, resident())
    assert (shown.meter, shown.delivery) == (METER, Delivery.REFUSED)
    assert shown.refusal is not None and shown.refusal.text == "Меньше прежнего."


def test_the_next_reading_is_judged_by_the_one_on_its_way(store: Store) -> None:
    tell(store, SCOPE, METER)
    give(store, 210)
    with pytest.raises(Refused):
        give(store, 209, op_id="op-2")
    with pytest.raises(Refused):
        meters.give(store, resident(), "nobody's", (Decimal(1),), op_id="op-3", now=NOW)
    assert len(aggregates(store)) == 1


def test_a_vote_is_one_for_a_question_and_seen_at_this_visit_alone(store: Store) -> None:
    tell(store, BUILDING, MEETING)
    session = owner()
    shown = vote(store, session)
    assert (shown.vote.choice, shown.delivery) == (Choice.FOR, Delivery.WAITING)
    vote(store, session, "q2", op_id="op-2")
    assert aggregates(store) == [(f"vote:{ACCOUNT}/q1", "vote"), (f"vote:{ACCOUNT}/q2", "vote")]
    with pytest.raises(Refused) as refused:
        vote(store, session, op_id="op-3")
    assert "«За»" in refused.value.text
    assert meetings.votes(store, replace(session, session_id="the neighbour's"), "roof") == ()


def test_a_vote_in_conflict_shows_what_stands_recorded(store: Store) -> None:
    tell(store, BUILDING, MEETING)
    session = owner()
    vote(store, session)
    outbox.rejected(store, "op", Refused("vote.cast", "Уже записан: «Против»."), conflict=True)
    tell(store, SCOPE, Vote(id="q1", meeting_id="roof", choice=Choice.AGAINST, cast_at=NOW), op_id="another")
    (shown,) = meetings.votes(store, session, "roof")
    assert shown.vote.choice is Choice.AGAINST
    assert shown.refusal is not None and shown.refusal.conflict


@pytest.mark.parametrize("session", [resident(), replace(owner(), links=())])
def test_only_a_verified_owner_votes(store: Store, session: Session) -> None:
    tell(store, BUILDING, MEETING)
    with pytest.raises(Refused) as refused:
        vote(store, session)
    assert refused.value.code == "vote.owner" and aggregates(store) == []


def test_choices_are_shown_as_last_made_and_stand_when_refused(store: Store) -> None:
    tell(store, SCOPE, NotificationChoices(id=ACCOUNT, outages_by_sms=True))
    for op_id, outages in (("op", False), ("op-2", True)):
        command = ChooseNotifications(appeals_by_sms=True, outages_by_sms=outages)
        shown = notifications.choose(store, resident(), command, op_id=op_id, now=NOW)
    assert (shown.choices.appeals_by_sms, shown.choices.outages_by_sms) == (True, True)
    assert {thing for thing, _ in aggregates(store)} == {f"notification_choices:{ACCOUNT}"}
    for op_id in ("op", "op-2"):
        outbox.rejected(store, op_id, Refused("notifications.sms", "Не рассылает."))
    standing = notifications.chosen(store, ACCOUNT, resident())
    assert (standing.choices.appeals_by_sms, standing.delivery) == (False, Delivery.REFUSED)


def test_a_consent_is_told_and_settled_by_its_answer(store: Store) -> None:
    session = resident()
    decision = DecideConsent(consent=ConsentKind.AGREEMENT, version="1", given=False)
    login.decide(store, session, decision, op_id="op", now=NOW)
    assert login.unheard(store, session) == {ConsentKind.AGREEMENT: False}
    assert aggregates(store) == [(f"consent:{ACCOUNT}/agreement", "")]
    outbox.applied(store, "op", {"at": NOW.isoformat()}, None)
    outbox.settle(store, ACCOUNT)
    assert aggregates(store) == [] and login.unheard(store, session) == {}
