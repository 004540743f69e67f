"""Appeals: changed and cancelled while new, rated when done; otherwise the answer says how they stand."""

import json
from dataclasses import replace
from typing import Any

from kiosk.domain.appeals import (
    Appeal,
    AppealChanged,
    AppealStatus,
    CancelAppeal,
    EditAppeal,
    RateAppeal,
)
from sync import contract
from sync.conformance.kiosk import Made
from sync.conformance.run import Run
from sync.conformance.strictness import expect
from sync.conformance.verdicts import check


@check("appeal.file", "kinds")
def file(run: Run) -> None:
    """A new appeal is told as it was asked for, new, with its number."""
    taken = run.filing.taken
    asked, told = json.loads(run.filing.made.body)["payload"], _told(run, taken.appeal_id)
    expect(told.number == taken.number and told.status is AppealStatus.NEW, "not new, or under another number")
    same = (told.type_id, told.text, told.visit, told.photos) == (asked["type_id"], asked["text"], None, ())
    expect(same, "told otherwise than it was asked for")


@check("appeal.type", "kinds")
def type_(run: Run) -> None:
    """An appeal of a type that the building's feed does not have is rejected."""
    outcome = run.visit.settled(run.visit.made(replace(run.appeal(), type_id="conformance-none")))
    expect(_code(outcome) == "appeal.type", "taken, or rejected for another reason")


@check("appeal.rate", "kinds")
def rate(run: Run) -> None:
    """An appeal that is not done yet is not rated; «not done» without a comment never is."""
    appeal_id = run.filing.taken.appeal_id
    for rating in (5, 0):
        outcome = run.visit.settled(run.visit.made(RateAppeal(appeal_id=appeal_id, rating=rating)))
        expect(outcome.outcome == "rejected", "a rating was taken before the work was done")
    expect(_told(run, appeal_id).status is AppealStatus.NEW, "the rating changed the appeal all the same")


@check("appeal.edit", "kinds")
def edit(run: Run) -> None:
    """A new appeal is changed as the edit has it, and its row then names the edit."""
    taken, asked = run.filing.taken, run.appeal()
    change = EditAppeal(
        appeal_id=taken.appeal_id, type_id=asked.type_id, type_name=asked.type_name, text=asked.text, visit=None
    )
    made = run.visit.made(change)
    _changed(run, made, AppealStatus.NEW)
    told = _told(run, taken.appeal_id, made)
    expect(told.text == asked.text and told.number == taken.number, "not changed, or under another number")


@check("appeal.cancel", "kinds")
def cancel(run: Run) -> None:
    """A new appeal is cancelled; afterwards neither an edit nor another cancel nor a rating is taken."""
    taken = run.filing.taken
    made = run.visit.made(CancelAppeal(appeal_id=taken.appeal_id))
    _changed(run, made, AppealStatus.CANCELLED)
    expect(_told(run, taken.appeal_id, made).status is AppealStatus.CANCELLED, "the feed tells another status")
    asked = run.appeal()
    late: tuple[Any, ...] = (
        EditAppeal(
            appeal_id=taken.appeal_id, type_id=asked.type_id, type_name=asked.type_name, text=asked.text, visit=None
        ),
        CancelAppeal(appeal_id=taken.appeal_id),
        RateAppeal(appeal_id=taken.appeal_id, rating=5),
    )
    for command in late:
        outcome = run.visit.settled(run.visit.made(command))
        expect(outcome.outcome == "rejected", f"a {command.kind} of a cancelled appeal was taken")
    expect(_told(run, taken.appeal_id, made).status is AppealStatus.CANCELLED, "the late ones changed it all the same")


@check("appeal.unknown", "kinds")
def unknown(run: Run) -> None:
    """What concerns an appeal that the account does not have is rejected."""
    outcome = run.visit.settled(run.visit.made(CancelAppeal(appeal_id="conformance-none")))
    expect(_code(outcome) == "appeal.unknown", "taken, or rejected for another reason")


def _changed(run: Run, made: Made, status: AppealStatus) -> None:
    outcome = run.visit.settled(made)
    result: Any = outcome.result
    expect(isinstance(result, AppealChanged), f"not taken: {_code(outcome)}")
    expect(result.status is status, f"«{result.status}», not «{status}»")


def _told(run: Run, appeal_id: str, made: Made | None = None) -> Appeal:
    """The appeal in the feed, which names the operation that last touched it."""
    rows = [row for row in run.visit.pulled().alive(Appeal.kind) if row.id == appeal_id]
    expect(len(rows) == 1, "the feed does not tell the appeal, or tells it twice")
    expect(made is None or rows[0].op_id == made.op_id, "the row does not name the operation")
    told: Appeal = rows[0].data
    return told


def _code(outcome: contract.Outcome) -> str:
    return outcome.refusal.code if outcome.refusal else ""
