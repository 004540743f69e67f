"""Consents and notification choices: the last to arrive counts."""

from kiosk.domain.login import ConsentText, DecideConsent
from kiosk.domain.notifications import ChooseNotifications, NotificationChoices
from sync.conformance.run import Run
from sync.conformance.strictness import expect
from sync.conformance.verdicts import Skipped, check


@check("notifications.choose", "kinds")
def choose(run: Run) -> None:
    """Every choice is told, in a row that names the last operation; a repeat of an earlier one changes nothing back."""
    visit = run.visit
    first = visit.made(ChooseNotifications(appeals_by_sms=False, outages_by_sms=False))
    expect(visit.settled(first).outcome == "applied", "no choice was taken")
    last = visit.made(ChooseNotifications(appeals_by_sms=True, outages_by_sms=False))
    outcome = visit.settled(last)
    if outcome.outcome == "rejected":
        raise Skipped("the company sends no SMS")
    visit.settled(first)
    rows = visit.pulled().alive(NotificationChoices.kind)
    expect(len(rows) == 1 and rows[0].id == visit.account_id, "not one row, with the account's id")
    expect(rows[0].op_id == last.op_id and rows[0].data.appeals_by_sms, "the last choice to arrive does not count")
    off = visit.made(ChooseNotifications(appeals_by_sms=False, outages_by_sms=False))
    expect(visit.settled(off).outcome == "applied", "what was switched on cannot be switched off")


@check("consent.decide", "kinds")
def consent(run: Run) -> None:
    """A consent may be taken back and given again, to the text in force; one to an older text is rejected."""
    texts: list[ConsentText] = [row.data for row in run.building.alive(ConsentText.kind)]
    text = texts[0]
    for given in (False, True):
        decided = DecideConsent(consent=text.consent, version=text.version, given=given)
        outcome = run.visit.settled(run.visit.made(decided))
        expect(outcome.outcome == "applied", "a decision about a consent was not taken")
    stale = DecideConsent(consent=text.consent, version="before", given=True)
    expect(run.visit.settled(run.visit.made(stale)).outcome == "rejected", "a consent to an older text was taken")
