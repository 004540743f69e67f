"""What a resident asks, by the use cases, the real engine and the real company: told, settled, shown as it is."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from uuid_utils import uuid7

from kiosk import accounts, appeals, leaving, login, meetings, meters, notifications, outbox, refusals
from kiosk.appeals import Delivery
from kiosk.domain.appeals import NOT_DONE, AppealStatus, RateAppeal
from kiosk.domain.login import ConsentKind, DecideConsent
from kiosk.domain.meetings import CastVote, Choice
from kiosk.domain.meters import GiveReading
from kiosk.domain.notifications import ChooseNotifications
from kiosk.identity import Identity
from kiosk.outbox import State
from kiosk.session import Session
from tests.kiosk.stores import resident
from tests.sync.company import Company
from tests.sync.conditions import until
from tests.sync.machine import ACCOUNT, Machine


def machine_at(company: Company, directory: Path) -> Machine:
    """A kiosk of building 1."""
    enrolled = company.enrol()
    key = enrolled.key.private_bytes_raw()
    return Machine(
        directory, Identity(device_id=enrolled.device_id, building_id="1", server=company.url, private_key=key)
    )


@pytest.fixture
def machine(company: Company, tmp_path: Path) -> Iterator[Machine]:
    made = machine_at(company, tmp_path / "kiosk")
    yield made
    made.switch_off()


@pytest.fixture
def session(machine: Machine, company: Company) -> Session:
    return machine.at_account(lambda _sent: company.postbox.code)


def said_enough(machine: Machine, session: Session) -> None:
    """The same text was sent as often as the company takes it in a day."""
    for _ in range(2):
        filed(machine, session)


def key() -> str:
    return str(uuid7())


def settled(machine: Machine) -> None:
    until(lambda: machine.store.spool.in_states(*State) == [], "everything to be settled")


def refused(machine: Machine, count: int = 1) -> None:
    """Until so many are told, and the company has its row of each here."""
    until(lambda: len(kept(machine)) == count, "the company's refusals")


def kept(machine: Machine) -> list[refusals.Refusal]:
    """What the company kept, without what was heard at any visit here."""
    return list(refusals.listed(machine.store, ACCOUNT, resident()))


def filed(machine: Machine, session: Session, text: str = "Прорвало трубу в подвале") -> str:
    op_id = machine.file(session, text)
    settled(machine)
    return op_id


def test_an_edit_and_a_cancel_of_an_appeal_on_its_way_follow_it_in_order(machine: Machine, session: Session) -> None:
    op_id = machine.file(session, photos=1)
    draft = appeals.revision(machine.store, ACCOUNT, op_id, machine.client.now(), resident()).with_text(
        "Прорвало две трубы"
    )
    appeals.file(machine.store, session, draft, machine.client.now())
    settled(machine)
    assert (machine.appeal(op_id).appeal.text, len(machine.appeal(op_id).appeal.photos)) == ("Прорвало две трубы", 1)
    appeals.cancel(machine.store, session, op_id, op_id=key(), now=machine.client.now())
    settled(machine)
    entry = machine.appeal(op_id)
    assert (entry.appeal.status, entry.delivery) == (AppealStatus.CANCELLED, Delivery.COMPANY)


def test_an_edit_of_what_is_in_work_is_refused_and_the_state_is_told(
    machine: Machine, session: Session, company: Company
) -> None:
    op_id = filed(machine, session)
    draft = appeals.revision(machine.store, ACCOUNT, op_id, machine.client.now(), resident()).with_text(
        "Прорвало две трубы"
    )
    company.cli("move", machine.number(op_id), "in_work")
    appeals.file(machine.store, session, draft, machine.client.now())
    until(lambda: machine.appeal(op_id).delivery is Delivery.REFUSED, "the refusal")
    until(lambda: machine.appeal(op_id).appeal.status is AppealStatus.IN_WORK, "the present state")
    entry = machine.appeal(op_id)
    assert entry.refusal is not None and "«В работе»" in entry.refusal.text
    assert entry.appeal.text == "Прорвало трубу в подвале"


@pytest.mark.parametrize(("rating", "status"), [(5, AppealStatus.CLOSED), (NOT_DONE, AppealStatus.IN_WORK)])
def test_a_rating_closes_the_appeal_or_opens_it_again(
    machine: Machine, session: Session, company: Company, rating: int, status: AppealStatus
) -> None:
    op_id = filed(machine, session)
    company.cli("move", machine.number(op_id), "done")
    until(lambda: machine.appeal(op_id).appeal.status is AppealStatus.DONE, "the work to be done")
    command = RateAppeal(appeal_id=op_id, rating=rating, comment="Течёт")
    appeals.rate(machine.store, session, command, op_id=key(), now=machine.client.now())
    settled(machine)
    assert (machine.appeal(op_id).appeal.status, machine.appeal(op_id).appeal.rating) == (status, rating)


def test_a_reading_becomes_the_meters_value_once(machine: Machine, session: Session) -> None:
    meter = meters.listed(machine.store, ACCOUNT, resident())[0].meter
    values = tuple(value + 1 for value in meter.last_values)
    shown = meters.give(machine.store, session, meter.id, values, op_id=key(), now=machine.client.now())
    assert shown.meter.last_values == values
    settled(machine)
    found = meters.find(machine.store, ACCOUNT, meter.id, resident())
    assert found is not None and (found.meter.last_values, found.delivery) == (values, Delivery.COMPANY)
    newest = meters.readings(machine.store, ACCOUNT, meter.id)[0]
    assert (newest.reading.values, newest.delivery) == (values, Delivery.COMPANY)


def test_a_reading_that_contradicts_the_company_is_refused_and_the_old_value_stands(
    machine: Machine, session: Session
) -> None:
    meter = meters.listed(machine.store, ACCOUNT, resident())[0].meter
    less = GiveReading(meter_id=meter.id, values=tuple(value - 1 for value in meter.last_values))
    outbox.put(machine.store, session, less, op_id=key(), now=machine.client.now())
    refused(machine)
    found = meters.find(machine.store, ACCOUNT, meter.id, session)
    assert found is not None and (found.meter, found.delivery) == (meter, Delivery.REFUSED)


def test_a_vote_is_recorded_and_a_second_one_is_in_conflict_with_it(machine: Machine, session: Session) -> None:
    meeting = next(each for each in meetings.listed(machine.store) if each.adopted)
    question = meeting.questions[0].id
    first = CastVote(meeting_id=meeting.id, question_id=question, choice=Choice.FOR)
    meetings.vote(machine.store, session, first, op_id=key(), now=machine.client.now())
    settled(machine)
    second = CastVote(meeting_id=meeting.id, question_id=question, choice=Choice.AGAINST)
    outbox.put(machine.store, session, second, op_id=key(), now=machine.client.now())
    refused(machine)
    (shown,) = meetings.votes(machine.store, session, meeting.id)
    assert (shown.vote.choice, shown.delivery) == (Choice.FOR, Delivery.COMPANY)
    assert shown.refusal is not None and shown.refusal.conflict and "«За»" in shown.refusal.text


def test_choices_and_consents_are_the_last_ones_made(machine: Machine, session: Session) -> None:
    for outages in (True, False):
        choices = ChooseNotifications(appeals_by_sms=True, outages_by_sms=outages)
        notifications.choose(machine.store, session, choices, op_id=key(), now=machine.client.now())
    version = login.texts(machine.store)[0].version
    decision = DecideConsent(consent=ConsentKind.AGREEMENT, version=version, given=False)
    login.decide(machine.store, session, decision, op_id=key(), now=machine.client.now())
    settled(machine)
    chosen = notifications.chosen(machine.store, ACCOUNT, resident())
    assert (chosen.choices.appeals_by_sms, chosen.choices.outages_by_sms) == (True, False)
    assert login.unheard(machine.store, session) == {}


def test_what_was_refused_after_leaving_is_told_at_another_kiosk_and_gone_at_both_when_put_away(
    machine: Machine, session: Session, company: Company, tmp_path: Path
) -> None:
    said_enough(machine, session)
    machine.file(session)
    leaving.leave(machine.store, machine.engine, machine.client, session)
    settled(machine)
    company.clock.pass_(seconds=61)
    other = machine_at(company, tmp_path / "other")
    try:
        there = other.at_account(lambda _sent: company.postbox.code)
        refused(other)
        (refusal,) = refusals.listed(other.store, ACCOUNT, there)
        assert "Такое обращение вы уже отправляли" in refusal.text
        refusals.dismiss(other.store, there, refusal.id, other.client.now())
        settled(other)
        assert refusals.listed(other.store, ACCOUNT, resident()) == ()
    finally:
        other.switch_off()
    company.clock.pass_(seconds=61)
    back = machine.at_account(lambda _sent: company.postbox.code)
    until(lambda: accounts.header(machine.store, ACCOUNT), "the account's facts")
    assert refusals.listed(machine.store, ACCOUNT, back) == ()


def test_a_refused_filing_and_the_edit_behind_it_are_one_entry(machine: Machine, session: Session) -> None:
    """The edit is refused too, for there is nothing to edit; its resident corrects what they wrote last."""
    said_enough(machine, session)
    op_id = machine.file(session)
    draft = appeals.revision(machine.store, ACCOUNT, op_id, machine.client.now(), resident()).with_text(
        "Прорвало сильнее"
    )
    command = draft.change()
    outbox.put(machine.store, session, command, op_id=draft.op_id, now=machine.client.now())
    until(lambda: all_answered(machine), "both to be answered")
    (refusal,) = refusals.listed(machine.store, ACCOUNT, session)
    assert refusal.ids == (op_id, draft.op_id) and "уже отправляли" in refusal.text
    corrected = appeals.revision(machine.store, ACCOUNT, op_id, machine.client.now(), session)
    assert (corrected.text, corrected.changes) == ("Прорвало сильнее", "")
    appeals.file(machine.store, session, corrected, machine.client.now())
    settled(machine)
    until(lambda: refusals.listed(machine.store, ACCOUNT, resident()) == (), "nothing refused to be left")
    assert [each.appeal.text for each in appeals.listed(machine.store, ACCOUNT, resident())].count(
        "Прорвало сильнее"
    ) == 1


def all_answered(machine: Machine) -> bool:
    return not machine.store.spool.in_states(State.READY, State.SENDING)
