"""Accounts attached to a resident, and how little a wrong claim learns."""

from kiosk.domain.accounts import Link, LinkStatus
from sync import contract
from sync.conformance.run import Run
from sync.conformance.strictness import accepted, expect, refused
from sync.conformance.verdicts import Skipped, check

NOBODY = "conformance-nobody"


@check("links.listed", "links")
def listed(run: Run) -> None:
    """A session lists the resident's accounts as they stand."""
    told = accepted(run.login.visit.ask("GET", contract.LINKS), contract.Links)
    visit = run.visit
    now = accepted(visit.ask("GET", contract.LINKS), contract.Links)
    expect(any(link.account_id == visit.account_id for link in now.links), "the account in use is not listed")
    expect({link.id for link in told.links} <= {link.id for link in now.links}, "a link went by itself")


@check("links.by_login", "links")
def by_login(run: Run) -> None:
    """Login and password attach an account at once; a second time changes nothing."""
    if not run.given.login:
        raise Skipped("needs `login` and `password`")
    claim = {"login": run.given.login, "password": run.given.password}
    first = accepted(run.login.visit.ask("POST", contract.LINKS_BY_LOGIN, json=claim), Link)
    expect(first.status is LinkStatus.CONFIRMED, "an account is not confirmed by its password")
    expect(accepted(run.login.visit.ask("POST", contract.LINKS_BY_LOGIN, json=claim), Link) == first, "a second link")


@check("links.uniform", "limits")
def uniform(run: Run) -> None:
    """Wrong claims get one answer, whatever was wrong: nobody learns which logins and accounts there are."""
    visit = run.login.visit
    claim = {"login": NOBODY, "password": NOBODY}
    by_login = refused(visit.ask("POST", contract.LINKS_BY_LOGIN, json=claim), 403, "link.mismatch")
    where = {"number": NOBODY, "address": NOBODY, "apartment": "1", "company": ""}
    by_address = refused(visit.ask("POST", contract.LINKS_BY_ADDRESS, json=where), 403, "link.mismatch")
    expect(by_login == by_address, "the answers differ")


@check("links.fields", "envelopes")
def fields(run: Run) -> None:
    """A claim with an unknown field is refused, and so is one without a password."""
    for claim in ({"login": NOBODY, "password": NOBODY, "pin": "1"}, {"login": NOBODY}):
        refused(run.login.visit.ask("POST", contract.LINKS_BY_LOGIN, json=claim), 422, "request.malformed")
