"""Consents and choices of notifications: the last to arrive is in force, every one is kept."""

from datetime import timedelta
from typing import Any

import pytest

from kiosk.domain.company import CompanyProfile, Modules
from kiosk.domain.login import ConsentKind
from kiosk.domain.notifications import NotificationChoices
from sync import contract
from sync.server import consents, facts, notifications
from sync.server.demo.consents import VERSION
from sync.server.demo.places import COMPANIES, HOME
from tests.sync.company import DEMO_PHONE, Company, Visit
from tests.sync.server.answers import outcome
from tests.sync.server.asking import ask, everything, fact, newest, operation, rows, said, text

PERSONAL_DATA = ConsentKind.PERSONAL_DATA


def decision(given: bool, version: str = VERSION) -> dict[str, Any]:
    return {"consent": PERSONAL_DATA.value, "version": version, "given": given}


def decide(visit: Visit, given: bool, version: str = VERSION, **changed: Any) -> contract.Outcome:
    return ask(visit, "consent.decide", decision(given, version), **changed)


def standing(company: Company) -> bool:
    with company.database.read() as db:
        return consents.standing(db, DEMO_PHONE)[PERSONAL_DATA]


def choose(visit: Visit, appeals: bool, outages: bool) -> contract.Outcome:
    return ask(visit, "notifications.choose", {"appeals_by_sms": appeals, "outages_by_sms": outages})


def chosen(visit: Visit) -> NotificationChoices:
    told = fact(visit, "notification_choices", "10117")
    found: NotificationChoices = facts.adapter(NotificationChoices).validate_python(told)
    return found


def test_a_consent_given_at_login_may_be_taken_back_and_given_again(company: Company, visit: Visit) -> None:
    assert standing(company)
    decide(visit, given=False)
    assert not standing(company)
    decide(visit, given=True)
    assert standing(company)
    with company.database.read() as db:
        kept = [row for row in consents.history(db, DEMO_PHONE) if row.consent == PERSONAL_DATA.value]
    assert [(row.given, row.version, row.op_id is None) for row in kept] == [
        (True, VERSION, True),
        (False, VERSION, False),
        (True, VERSION, False),
    ]
    assert [row.device_id for row in kept] == [visit.kiosk.device_id] * 3


def test_of_consents_the_last_to_arrive_counts_whenever_it_was_made(company: Company, visit: Visit) -> None:
    early = operation(visit, "consent.decide", decision(given=False))
    company.clock.pass_(minutes=1)
    decide(visit, given=True)
    company.clock.pass_(minutes=1)
    visit.deliver(early)
    assert not standing(company)
    with company.database.read() as db:
        last = consents.history(db, DEMO_PHONE)[-1]
    assert (last.given_at, last.confirmed_at) == (company.clock() - timedelta(minutes=2), company.clock())


def test_a_consent_is_told_to_nobody_by_any_feed(visit: Visit) -> None:
    before = newest(visit)
    assert decide(visit, given=False).rev is None
    assert newest(visit) == before


def test_no_account_is_needed_to_take_a_consent_back(company: Company, visit: Visit) -> None:
    """The link may be gone; the consent is the phone's."""
    waiting = operation(visit, "consent.decide", decision(given=False))
    link_id = company.cli("links", "--all").split("\t")[0]
    company.cli("decline-link", link_id, "--reason", "Квартира продана")
    assert outcome(visit.deliver(waiting)).outcome == "applied"
    assert not standing(company)


def test_a_consent_is_given_to_the_text_in_force_and_taken_back_from_any(company: Company, visit: Visit) -> None:
    assert said(decide(visit, given=True, version="1")) == ("rejected", "consent.stale")
    assert standing(company)
    assert decide(visit, given=False, version="1").outcome == "applied"
    assert not standing(company)


def test_a_consent_that_no_code_confirmed_is_none(company: Company) -> None:
    company.enrol().ask_code(DEMO_PHONE)
    with company.database.read() as db:
        assert consents.standing(db, DEMO_PHONE) == {}


def test_choices_are_told_and_every_one_is_kept(company: Company, visit: Visit) -> None:
    assert chosen(visit) == NotificationChoices(id="10117")
    first, second = choose(visit, True, False), choose(visit, False, True)
    assert chosen(visit) == NotificationChoices(id="10117", appeals_by_sms=False, outages_by_sms=True)
    with company.database.read() as db:
        kept = notifications.history(db, "10117")
    assert [(row.op_id, row.appeals_by_sms, row.outages_by_sms, row.phone) for row in kept] == [
        (first.op_id, True, False, DEMO_PHONE),
        (second.op_id, False, True, DEMO_PHONE),
    ]


def test_of_choices_the_last_to_arrive_counts_whenever_it_was_made(company: Company, visit: Visit) -> None:
    early = operation(visit, "notifications.choose", {"appeals_by_sms": True, "outages_by_sms": True})
    company.clock.pass_(minutes=1)
    choose(visit, False, False)
    settled = outcome(visit.deliver(early))
    assert chosen(visit) == NotificationChoices(id="10117", appeals_by_sms=True, outages_by_sms=True)
    assert [row.op_id for row in rows(visit) if row.kind == "notification_choices"] == [settled.op_id]


@pytest.mark.parametrize(("appeals", "outages"), [(True, False), (False, True)])
def test_what_the_company_does_not_send_cannot_be_chosen(
    company: Company, visit: Visit, appeals: bool, outages: bool
) -> None:
    choose(visit, True, True)
    silent = Modules(sms=False)
    with company.database.write() as db:
        facts.publish(db, "building:1", without(COMPANIES[HOME], silent), company.clock())
    before = everything(company)["notification_choice"]
    settled = choose(visit, appeals, outages)
    assert said(settled) == ("rejected", "notifications.sms")
    assert text(settled.refusal)
    assert everything(company)["notification_choice"] == before
    assert choose(visit, False, False).outcome == "applied", "what is sent may always be switched off"


def without(company: CompanyProfile, modules: Modules) -> CompanyProfile:
    return CompanyProfile(
        id=company.id,
        name=company.name,
        office=company.office,
        dispatcher_phones=company.dispatcher_phones,
        emergency_advice=company.emergency_advice,
        modules=modules,
    )
