"""Who may see what: scopes, and sessions that are good at one kiosk."""

from sync import contract
from sync.conformance.run import Run
from sync.conformance.strictness import accepted, expect, refused
from sync.conformance.verdicts import Skipped, check

NOBODYS = "account:conformance-nobody"


@check("scope.other_building", "scopes")
def other_building(run: Run) -> None:
    """A device follows no building but its own."""
    refused(run.device.feed("building:conformance-nowhere"), 403, "feed.scope")


@check("scope.without_session", "scopes")
def without_session(run: Run) -> None:
    """An account's scope is shut to a device without a resident, whether there is such an account or not."""
    own = refused(run.device.feed(run.visit.scope), 403, "session.ended")
    expect(refused(run.device.feed(NOBODYS), 403, "session.ended") == own, "the answers differ")


@check("scope.other_account", "scopes")
def other_account(run: Run) -> None:
    """A resident follows no account but those that are linked and confirmed."""
    refused(run.device.feed(NOBODYS, run.visit.admitted.token), 403, "feed.scope")


@check("scope.account", "scopes")
def account(run: Run) -> None:
    """A resident follows their account; every row there is of a kind that belongs there."""
    pulled = run.visit.pulled()
    strange = {row.kind for row in pulled.rows} - {fact.kind for fact in contract.ACCOUNT_FACTS}
    expect(not strange, f"rows of {', '.join(sorted(strange))} in an account's scope")
    accounts = pulled.alive("account")
    expect([row.id for row in accounts] == [run.visit.account_id], "the account itself is not told, once")


@check("session.unknown", "sessions")
def unknown_session(run: Run) -> None:
    """A token that was never given opens nothing."""
    refused(run.device.ask("GET", contract.LINKS, token="never-given"), 403, "session.ended")  # noqa: S106 — of nobody
    refused(run.device.ask("GET", contract.LINKS), 403, "session.ended")


@check("session.device", "sessions")
def other_device(run: Run) -> None:
    """A session's token is worth nothing at another kiosk."""
    if not run.has_second:
        raise Skipped("needs 2 enrolment tokens")
    token = run.login.visit.admitted.token
    refused(run.other_device.ask("GET", contract.LINKS, token=token), 403, "session.ended")
    refused(run.other_device.feed(run.visit.scope, token), 403, "session.ended")
    refused(run.other_device.ask("DELETE", contract.SESSION, token=token), 403, "session.ended")
    accepted(run.device.ask("GET", contract.LINKS, token=token), contract.Links)
