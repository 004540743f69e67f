"""What holds for every answer of the run, whatever was asked."""

from collections.abc import Callable
from datetime import timedelta
from email.utils import parsedate_to_datetime

from sync import contract
from sync.conformance.run import Run
from sync.conformance.strictness import expect, refused
from sync.conformance.verdicts import check
from sync.conformance.wire import Exchange

NEAR = timedelta(seconds=contract.SIGNATURE_SKEW)


@check("size.large", "limits")
def large(run: Run) -> None:
    """A request above 1 MiB gets 413."""
    body = b'{"login": "' + b"a" * (1024 * 1024) + b'"}'
    headers = {"Content-Type": "application/json"}
    answer = run.device.ask("POST", contract.LINKS_BY_LOGIN, body=body, headers=headers)
    refused(answer, 413, "request.large")


@check("every.fault", "errors")
def no_fault(run: Run) -> None:
    """Nothing that a client sends is answered with a fault of the server's own."""
    _every(run, lambda answer: answer.status < 500, "a fault of the server's own")


@check("every.redirect", "transport")
def no_redirect(run: Run) -> None:
    """Nothing is answered with a redirect: a kiosk follows none."""
    _every(run, lambda answer: not 300 <= answer.status < 400, "a redirect")


@check("every.version", "versions")
def version(run: Run) -> None:
    """Every answer names the contract's version: a kiosk takes one without it for a stranger's."""
    major = contract.VERSION.partition(".")[0]

    def named(answer: Exchange) -> bool:
        said = contract.major_minor(answer.heard.get(contract.VERSION_HEADER, ""))
        return said is not None and said[0] == int(major)

    _every(run, named, f"no {contract.VERSION_HEADER}")


@check("every.date", "transport")
def date(run: Run) -> None:
    """Every answer has a `Date` of now: the kiosk sets its clock by it."""

    def dated(answer: Exchange) -> bool:
        try:
            said = parsedate_to_datetime(answer.heard.get("Date", ""))
        except ValueError:
            return False
        return said.tzinfo is not None and abs(said - run.line.now()) < NEAR

    _every(run, dated, "no Date, or not of now")


@check("every.unkept", "transport")
def unkept(run: Run) -> None:
    """No answer is kept on the way, and none sets a cookie."""
    _every(run, lambda answer: "no-store" in answer.heard.get("Cache-Control", ""), "no Cache-Control: no-store")
    _every(run, lambda answer: "Set-Cookie" not in answer.heard, "a cookie")


@check("every.refusal", "errors")
def refusals(run: Run) -> None:
    """Every answer of 4xx is a refusal as the contract has it, with a sentence whose values are there."""
    for answer in run.line.exchanges:
        if 400 <= answer.status < 500:
            refused(answer, answer.status)


def _every(run: Run, holds: Callable[[Exchange], bool], reason: str) -> None:
    expect(run.line.exchanges, "nothing was asked")
    for answer in run.line.exchanges:
        if answer.status:
            expect(holds(answer), reason, answer)
