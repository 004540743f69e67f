"""Operations take effect once: whatever comes again, however often and from wherever, hears the first answer."""

import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

from kiosk.domain.notifications import ChooseNotifications
from sync.conformance.kiosk import Made
from sync.conformance.run import Run
from sync.conformance.strictness import expect, refused
from sync.conformance.verdicts import check

AT_ONCE = 8


@check("op.applied", "operations")
def applied(run: Run) -> None:
    """What is done is answered with 200, the operation's id, and a result; the feed brings a row that names it."""
    filing = run.filing
    expect(filing.taken.number, "an appeal without a number", filing.first)
    rows = [row for row in run.visit.pulled(filing.before).rows if row.op_id == filing.made.op_id]
    named = [(row.kind, row.id) for row in rows]
    expect(named == [("appeal", filing.made.op_id)], "no row, or more than one, names the operation", filing.first)


@check("op.rev", "operations")
def revision(run: Run) -> None:
    """The answer's `rev` is the revision of the account at which the feed shows what became of it."""
    visit = run.visit
    before = visit.pulled().rev
    outcome = visit.settled(_choice(run))
    expect(outcome.rev is not None and outcome.rev > before, "the answer names no revision after the operation")
    expect(visit.pulled().rev >= (outcome.rev or 0), "the feed is behind the revision that the answer names")


@check("op.replayed", "operations")
def replayed(run: Run) -> None:
    """The same bytes again hear the same answer, byte for byte, and nothing is done twice."""
    made, first = run.filing.made, run.filing.first
    again = run.visit.deliver(made)
    expect(again.status == 200 and again.said == first.said, "another answer to the same operation", again)
    _filed_once(run, made)


@check("op.reused", "operations")
def reused(run: Run) -> None:
    """The same id with other bytes is refused with 422, and the first answer stands."""
    visit, made = run.visit, _choice(run)
    first = visit.deliver(made)
    other = visit.frozen(json.loads(made.body) | {"payload": {"appeals_by_sms": False, "outages_by_sms": True}})
    refused(visit.deliver(other), 422, "op.reused")
    again = visit.deliver(made)
    expect(again.said == first.said, "the first answer was lost", again)


@check("op.at_once", "operations")
def at_once(run: Run) -> None:
    """The same operation from many connections at once is done once, and every one hears the same answer."""
    visit, made = run.visit, run.visit.made(run.appeal())
    with ThreadPoolExecutor(AT_ONCE) as beside:
        answers = list(beside.map(lambda _: visit.deliver(made), range(AT_ONCE)))
    for answer in answers:
        expect(answer.status == 200, f"answered {answer.status}, not 200", answer)
        expect(answer.said == answers[0].said, "two answers to one operation", answer)
    _filed_once(run, made)


@check("op.rejected", "operations")
def rejected(run: Run) -> None:
    """What a rule refuses is a stored answer too: 200, `rejected`, a reason in words; again, the same."""
    visit, made = run.visit, run.visit.made(replace(run.appeal(), text="мало"))
    first = visit.deliver(made)
    outcome = visit.settled(made)
    reason = outcome.refusal
    expect(outcome.outcome == "rejected" and reason is not None and reason.sentence, "taken against the rules", first)
    expect(visit.deliver(made).said == first.said, "another answer to the same operation", first)


def _choice(run: Run) -> Made:
    """An operation that may be made as often as one likes."""
    return run.visit.made(ChooseNotifications(appeals_by_sms=False, outages_by_sms=False))


def _filed_once(run: Run, made: Made) -> None:
    text = json.loads(made.body)["payload"]["text"]
    told = [row for row in run.visit.pulled().alive("appeal") if row.data.text == text]
    expect(len(told) == 1, f"{len(told)} appeals of one operation")
