"""When an operation may have been made and how late it may come: after its resident left, never forged or backdated."""

from datetime import timedelta

import pytest

from sync import contract
from tests.sync.company import OTHER_PHONE, Company, Visit
from tests.sync.server.answers import outcome, refused
from tests.sync.server.asking import GOOD, everything, filing, operation, said

SKEW = timedelta(seconds=contract.SIGNATURE_SKEW)
SECOND = timedelta(seconds=1)
KINDS = sorted(GOOD)


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_is_accepted_thirty_days_after_its_resident_left(company: Company, visit: Visit, kind: str) -> None:
    waiting = operation(visit, kind, GOOD[kind](visit))
    visit.ask("DELETE", contract.SESSION)
    late_for_the_meeting = kind == "vote.cast"
    company.clock.pass_(days=17 if late_for_the_meeting else 30)
    assert outcome(visit.deliver(waiting)).outcome == "applied"


@pytest.mark.parametrize("end", ["left", "silent", "another came"])
def test_however_a_session_ended_what_was_made_in_it_is_accepted(company: Company, visit: Visit, end: str) -> None:
    waiting = operation(visit, "appeal.file", filing())
    if end == "left":
        visit.ask("DELETE", contract.SESSION)
    company.clock.pass_(minutes=16)
    if end == "another came":
        visit.kiosk.log_in(OTHER_PHONE)
    assert refused(visit.feed("account:10117")) == (403, "session.ended")
    assert outcome(visit.deliver(waiting)).outcome == "applied"


@pytest.mark.parametrize("end", ["left", "another came"])
def test_nothing_is_made_in_a_session_after_its_resident_left(company: Company, visit: Visit, end: str) -> None:
    if end == "left":
        visit.ask("DELETE", contract.SESSION)
    else:
        visit.kiosk.log_in(OTHER_PHONE)
    left = company.clock()
    company.clock.pass_(hours=1)
    before = everything(company)
    after_leaving = operation(visit, "appeal.file", filing(), made_at=left + SKEW + SECOND)
    assert refused(visit.deliver(after_leaving)) == (403, "op.time")
    assert everything(company) == before
    in_doubt = operation(visit, "appeal.file", filing(), made_at=left + SKEW)
    assert outcome(visit.deliver(in_doubt)).outcome == "applied"


def test_what_a_resident_does_without_network_is_accepted_though_the_company_heard_nothing_for_hours(
    company: Company, visit: Visit
) -> None:
    opened = company.clock()
    company.clock.pass_(days=2)
    offline = operation(visit, "appeal.file", filing(), made_at=opened + timedelta(hours=12))
    assert outcome(visit.deliver(offline)).outcome == "applied"


def test_no_session_lasts_longer_than_half_a_day_even_if_nobody_ended_it(company: Company, visit: Visit) -> None:
    opened = company.clock()
    company.clock.pass_(days=2)
    forged = operation(visit, "appeal.file", filing(), made_at=opened + timedelta(hours=12) + SKEW + SECOND)
    assert refused(visit.deliver(forged)) == (403, "op.time")


def test_nothing_is_dated_before_its_session_or_ahead_of_the_company(company: Company, visit: Visit) -> None:
    now = company.clock()
    for wrong in (now - SKEW - SECOND, now + SKEW + SECOND):
        assert refused(visit.deliver(operation(visit, "appeal.file", filing(), made_at=wrong))) == (403, "op.time")
    for right in (now - SKEW, now + SKEW):
        text = f"Прорвало трубу {right:%H:%M:%S}"
        one = operation(visit, "appeal.file", filing(text=text), made_at=right)
        assert outcome(visit.deliver(one)).outcome == "applied"


def test_a_clock_a_little_ahead_makes_nothing_of_the_future(company: Company, visit: Visit) -> None:
    ahead = operation(
        visit, "reading.give", {"meter_id": "meter-10117-1", "values": ["205"]}, made_at=company.clock() + SKEW
    )
    outcome(visit.deliver(ahead))
    (told,) = (
        row.data
        for row in contract.FeedPage.model_validate_json(visit.feed("account:10117").content).rows
        if row.op_id == ahead.op_id and row.kind == "reading"
    )
    assert told is not None and told["taken_at"] == company.clock().isoformat().replace("+00:00", "Z")


@pytest.mark.parametrize("kind", KINDS)
def test_a_revoked_kiosk_delivers_nothing_of_any_kind(company: Company, visit: Visit, kind: str) -> None:
    waiting = operation(visit, kind, GOOD[kind](visit))
    company.cli("revoke", visit.kiosk.device_id)
    before = everything(company)
    assert refused(visit.deliver(waiting)) == (401, "device.revoked")
    assert everything(company) == before


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "consent.decide"])
def test_a_link_taken_back_meanwhile_lets_nothing_through_but_consents(
    company: Company, visit: Visit, kind: str
) -> None:
    waiting = operation(visit, kind, GOOD[kind](visit))
    company.cli("decline-link", company.cli("links", "--all").split("\t")[0], "--reason", "Квартира продана")
    assert said(outcome(visit.deliver(waiting))) == ("rejected", "op.account")
