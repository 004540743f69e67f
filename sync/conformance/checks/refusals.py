"""What was refused is kept until its resident has seen it, at whatever kiosk; what is gone leaves a tombstone."""

from dataclasses import replace
from typing import Any

from kiosk.domain.accounts import Link
from kiosk.domain.refusals import DismissRefusal, RefusedOperation
from sync import contract
from sync.conformance.kiosk import Made, Visit
from sync.conformance.run import Run
from sync.conformance.strictness import accepted, expect
from sync.conformance.verdicts import Skipped, check


@check("refusal.kept", "refusals")
def kept(run: Run) -> None:
    """A rejected operation is told in the account's feed: its id, its payload as it was sent, and why."""
    made, outcome = _refuse(run)
    row = _row(run, made)
    expect(row is not None and not row.deleted, "the refusal is not told")
    told: Any = row.data
    same = told.operation == made.kind and outcome.refusal is not None and told.code == outcome.refusal.code
    expect(same and told.payload["text"] == "мало", "the refusal is told otherwise than it was")
    expect(row.op_id == made.op_id, "the row does not name the operation")


@check("refusal.elsewhere", "refusals")
def elsewhere(run: Run) -> None:
    """The same resident is told at another kiosk."""
    if not run.has_second:
        raise Skipped("needs 2 enrolment tokens")
    made, _ = _refuse(run)
    token = run.other_visit.admitted.token
    rows = run.other_device.pulled(run.visit.scope, token).alive(RefusedOperation.kind)
    expect(any(row.id == made.op_id for row in rows), "the refusal is not told at the other kiosk")


@check("refusal.private", "refusals")
def private(run: Run) -> None:
    """Another resident of the same account is not told what was refused to the first."""
    if not (run.has_second and run.given.other_phone and run.given.login):
        raise Skipped("needs 2 enrolment tokens, `other_phone`, `login` and `password`")
    first, second = (_linked(run, visit) for visit in (run.visit, run.neighbour))
    made = first.made(replace(run.appeal(), text="мало"))
    expect(first.settled(made).outcome == "rejected", "an appeal of four letters was taken")
    seen = [[row.id for row in visit.pulled().alive(RefusedOperation.kind)] for visit in (first, second)]
    expect(made.op_id in seen[0], "the refusal is not told to who made the operation")
    expect(made.op_id not in seen[1], "the refusal is told to another resident of the account")
    first.settled(first.made(DismissRefusal(refused_id=made.op_id)))


@check("refusal.dismissed", "refusals")
def dismissed(run: Run) -> None:
    """A dismissal takes the refusal away; of one that is not there it is done all the same."""
    made, _ = _refuse(run)
    for refused_id in (made.op_id, made.op_id, "conformance-none"):
        outcome = run.visit.settled(run.visit.made(DismissRefusal(refused_id=refused_id)))
        expect(outcome.outcome == "applied", "a dismissal was not taken")
    row = _row(run, made)
    expect(row is None or row.deleted, "the refusal is told all the same")


@check("feed.tombstone", "feed")
def tombstone(run: Run) -> None:
    """What was told and is gone leaves a row without data, of a later revision: who saw it learns that it is gone."""
    made, _ = _refuse(run)
    before = run.visit.pulled()
    outcome = run.visit.settled(run.visit.made(DismissRefusal(refused_id=made.op_id)))
    after = run.visit.pulled(before.rev)
    rows = [row for row in after.rows if (row.kind, row.id) == (RefusedOperation.kind, made.op_id)]
    expect(len(rows) == 1 and rows[0].deleted and rows[0].data is None, "no tombstone for what is gone")
    expect(rows[0].rev > before.rev, "a tombstone of an old revision is seen by nobody")
    expect(outcome.rev is not None and after.rev >= outcome.rev, "the answer's revision does not show it")


def _linked(run: Run, visit: Visit) -> Visit:
    """With the account that both may have by its password."""
    claim = {"login": run.given.login, "password": run.given.password}
    link = accepted(visit.ask("POST", contract.LINKS_BY_LOGIN, json=claim), Link)
    return replace(visit, account_id=link.account_id)


def _refuse(run: Run) -> tuple[Made, contract.Outcome]:
    made = run.visit.made(replace(run.appeal(), text="мало"))
    outcome = run.visit.settled(made)
    expect(outcome.outcome == "rejected", "an appeal of four letters was taken")
    return made, outcome


def _row(run: Run, made: Made) -> Any:
    rows = [row for row in run.visit.pulled().rows if (row.kind, row.id) == (RefusedOperation.kind, made.op_id)]
    return rows[0] if rows else None
