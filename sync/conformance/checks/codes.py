"""Phone codes: what is asked for, few guesses, and one session for one code. Only harmless limits are touched."""

from kiosk.domain.login import CodeSent, ConsentKind
from sync import contract
from sync.conformance.kiosk import digits
from sync.conformance.run import Run
from sync.conformance.strictness import accepted, expect, refused
from sync.conformance.verdicts import Skipped, check


@check("codes.consents.missing", "sessions")
def no_consents(run: Run) -> None:
    """No code goes out before both consents are given."""
    phone, method = _phone(run), run.given.method
    consents = run.device.consents()
    refused(run.device.ask_code(phone, method, ()), 422, "consents.missing")
    refused(run.device.ask_code(phone, method, consents[:1]), 422, "consents.missing")
    expect({one.consent for one in consents} == set(ConsentKind), "the building does not publish both texts")


@check("codes.consents.stale", "sessions")
def stale_consents(run: Run) -> None:
    """Consents to another version of the texts get 409: the resident reads the present ones first."""
    stale = [
        one.__class__(consent=one.consent, version="before", given_at=one.given_at) for one in run.device.consents()
    ]
    refused(run.device.ask_code(_phone(run), run.given.method, tuple(stale)), 409, "consents.stale")


@check("codes.phone", "sessions")
def no_phone(run: Run) -> None:
    """What is no Russian telephone gets 422."""
    for phone in ("", "12", "+7928", "+4915123456789", "9281234567"):
        refused(run.device.ask_code(phone, run.given.method, run.device.consents()), 422)


@check("codes.sent", "sessions")
def sent(run: Run) -> None:
    """A request for a code tells how long it lives, when another may be asked for, and how many guesses there are."""
    told = accepted(run.login.asked, CodeSent)
    whole = told.code_id and told.expires_in > 0 and told.resend_in > 0 and told.attempts_left > 0
    expect(whole, "the answer does not tell times and guesses", run.login.asked)


@check("codes.resend", "limits")
def resend(run: Run) -> None:
    """A second code right after the first gets 429 with the time to wait, in `Retry-After` and in `values`."""
    refusal = refused(run.login.at_once, 429, "code.resend")
    wait = run.login.at_once.heard.get("Retry-After", "")
    expect(wait.isdigit() and int(wait) > 0, "429 without Retry-After", run.login.at_once)
    expect(refusal.values.get("seconds") == int(wait), "`values.seconds` is not Retry-After", run.login.at_once)


@check("codes.wrong", "limits")
def wrong(run: Run) -> None:
    """A wrong guess costs one attempt, and says how many are left."""
    told = accepted(run.login.asked, CodeSent)
    refusal = refused(run.login.wrong, 403, "code.wrong")
    left = refusal.values.get("attempts")
    expect(left == told.attempts_left - 1, "the attempts that are left do not go down by one", run.login.wrong)


@check("codes.elsewhere", "sessions")
def elsewhere(run: Run) -> None:
    """The right code at another kiosk gets the answer of a code that never was."""
    if run.login.elsewhere is None:
        raise Skipped("needs 2 enrolment tokens")
    refusal = refused(run.login.elsewhere, 403, "code.expired")
    never = run.other_device.confirm("never-was", "0000", run.other_device.key)
    expect(refused(never, 403, "code.expired") == refusal, "the answers differ", run.login.elsewhere)


@check("codes.right", "sessions")
def right(run: Run) -> None:
    """The right code opens a session for that phone, with the resident's accounts as they stand."""
    admitted = accepted(run.login.right, contract.Admitted)
    expect(admitted.phone == run.given.phone, "the session is another phone's")


@check("codes.again", "sessions")
def again(run: Run) -> None:
    """The answer may have been lost: while nobody used the session, the same code and key get it with a new token."""
    first = accepted(run.login.right, contract.Admitted)
    second = accepted(run.login.again, contract.Admitted)
    expect(second.session_id == first.session_id, "the same code and key open another session", run.login.again)
    expect(second.token != first.token, "the token was given a second time", run.login.again)
    refused(run.login.forgotten, 403, "session.ended")


@check("codes.once", "sessions")
def once(run: Run) -> None:
    """A code opens one session and no second: it is used up for any other key, and once the session was used."""
    refused(run.login.other_key, 403, "code.expired")
    refused(run.login.used, 403, "code.expired")


@check("codes.form", "sessions")
def form(run: Run) -> None:
    """A code is four digits and nothing else."""
    for code in ("123", "12345", "12a4", "١٢٣٤"):
        refused(run.device.confirm("never-was", code, run.device.key), 422, "request.malformed")


@check("codes.secret", "sessions")
def secret(run: Run) -> None:
    """Outside a demonstration the answer to a request for a code does not tell it."""
    told = accepted(run.login.asked, CodeSent)
    if run.given.shown:
        expect(digits(told).isdigit(), "a demonstration was said to show the code, and does not")
        return
    expect(not told.demonstration, "the answer tells what was sent", run.login.asked)


def _phone(run: Run) -> str:
    if not run.given.phone:
        raise Skipped("needs `phone`")
    return run.given.phone
