"""Leaving, what is delivered afterwards, and a device that is no longer wanted; last, because they end things."""

from sync import contract
from sync.conformance.run import Run
from sync.conformance.strictness import done, expect, refused
from sync.conformance.verdicts import Skipped, check


@check("session.left", "sessions")
def left(run: Run) -> None:
    """Leaving ends the session: its token opens nothing any more."""
    visit = run.visit
    done(run.leaving.answer)
    refused(visit.ask("GET", contract.LINKS), 403, "session.ended")
    refused(visit.device.feed(visit.scope, visit.admitted.token), 403, "session.ended")
    refused(visit.ask("DELETE", contract.SESSION), 403, "session.ended")


@check("op.after_leaving", "operations")
def after_leaving(run: Run) -> None:
    """An operation that was made in time is taken after its resident has left: the network may have been away."""
    done(run.leaving.answer)
    outcome = run.visit.settled(run.leaving.before)
    expect(outcome.outcome == "applied", f"not taken: {outcome.refusal and outcome.refusal.code}")


@check("device.revoked", "revocation")
def revoked(run: Run) -> None:
    """A device that the company has revoked gets 401 «device.revoked» for whatever it asks."""
    if run.given.revoke is None or not run.has_second:
        raise Skipped("needs 2 enrolment tokens and --revoke-command")
    run.given.revoke(run.other_device.id)
    refused(run.other_device.feed(run.other_device.building), 401, "device.revoked")
