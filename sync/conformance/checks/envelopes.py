"""Operations that are not what they say: nobody's key, session, device, kind or time passes."""

import base64
import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from kiosk.domain.notifications import ChooseNotifications
from sync import contract
from sync.conformance.kiosk import Made, settled
from sync.conformance.run import Run
from sync.conformance.strictness import expect, refused
from sync.conformance.verdicts import check

FAR = timedelta(seconds=2 * contract.SIGNATURE_SKEW)


@check("op.key", "operations")
def key(run: Run) -> None:
    """The idempotency key is the operation's id, or the request is refused."""
    made = _made(run)
    refused(run.visit.deliver(made, key=str(uuid.uuid4())), 400, "op.key")
    refused(run.visit.deliver(made, key=None), 400, "op.key")
    _never_done(run, made)


@check("op.signature", "operations")
def signature(run: Run) -> None:
    """An operation without its session's signature over these very bytes is refused, and not done."""
    made = _made(run)
    stranger = base64.b64encode(Ed25519PrivateKey.generate().sign(made.body)).decode()
    other = base64.b64encode(run.visit.key.sign(made.body + b" ")).decode()
    for wrong in (stranger, other, "", "not base64", None):
        refused(run.visit.deliver(made, signature=wrong), 403, "op.signature")
    _never_done(run, made)


@check("op.session", "operations")
def session(run: Run) -> None:
    """An operation of a session that never was is refused."""
    made = _spoilt(run, lambda envelope: envelope.update(session_id=str(uuid.uuid4())))
    refused(run.visit.deliver(made), 403, "op.session")


@check("op.certificate", "operations")
def certificate(run: Run) -> None:
    """A session that the server does not know is not believed by a certificate that is another's, altered or made up.

    Of a session that it knows the certificate changes nothing.
    """
    made = _spoilt(run, lambda envelope: envelope.update(session_id=str(uuid.uuid4())))
    own = run.visit.admitted.certificate
    middle = len(own) // 2
    altered = own[:middle] + ("A" if own[middle] != "A" else "B") + own[middle + 1 :]
    for wrong in (None, own, altered, own[:-4], "made-up"):
        refused(run.visit.deliver(made, certificate=wrong), 403, "op.session")
    for ignored in (None, "made-up"):
        known = run.visit.made(ChooseNotifications(appeals_by_sms=False, outages_by_sms=False))
        settled(run.visit.deliver(known, certificate=ignored), known)


@check("op.device", "operations")
def device(run: Run) -> None:
    """An operation made at another kiosk is refused."""
    made = _spoilt(run, lambda envelope: envelope.update(device_id="f" * 24))
    refused(run.visit.deliver(made), 403, "op.device")


@check("op.time", "operations")
def time(run: Run) -> None:
    """An operation made before its session was opened, or in the future, is refused: nobody dates anything back."""
    now = run.line.now()
    for moment in (now - FAR - timedelta(days=1), now + FAR):
        refused(run.visit.deliver(run.visit.made(run.appeal(), made_at=moment)), 403, "op.time")


@check("op.unknown", "operations")
def unknown(run: Run) -> None:
    """A kind that the contract does not have is refused, and not stored: it may be known one day."""
    made = _spoilt(run, lambda envelope: envelope.update(kind="appeal.frobnicate"))
    for _ in range(2):
        refused(run.visit.deliver(made), 422, "op.unknown")


@check("op.malformed", "operations")
def malformed(run: Run) -> None:
    """Envelope and payload have the contract's fields, no fewer and no more; an id is a UUID, a time has a zone."""
    spoilers: tuple[Callable[[dict[str, Any]], Any], ...] = (
        lambda envelope: envelope.update(more=1),
        lambda envelope: envelope.pop("made_at"),
        lambda envelope: envelope.update(made_at="2026-11-17T08:36:12"),
        lambda envelope: envelope["payload"].update(more=1),
        lambda envelope: envelope["payload"].pop("text"),
        lambda envelope: envelope["payload"].update(text=7),
        lambda envelope: envelope.update(op_id="7"),
        lambda envelope: envelope.update(blobs=["0" * 64]),
    )
    for spoil in spoilers:
        refused(run.visit.deliver(_spoilt(run, spoil)), 422, "op.malformed")


@check("op.nonsense", "operations")
def nonsense(run: Run) -> None:
    """A body that is no JSON, or none at all, is refused."""
    for body in (b"", b"{", b"[]", b"null", b"\xff\xfe", b'{"op_id": NaN}'):
        made = Made(str(uuid.uuid4()), "", body, base64.b64encode(run.visit.key.sign(body)).decode())
        refused(run.visit.deliver(made), 422, "op.malformed")


@check("op.account", "operations")
def account(run: Run) -> None:
    """An operation for an account that is not the resident's is rejected, and the answer stored like any other."""
    made = _spoilt(run, lambda envelope: envelope.update(account_id="conformance-nobody"))
    outcome = run.visit.settled(made)
    code = outcome.refusal.code if outcome.refusal else ""
    expect(outcome.outcome == "rejected" and code == "op.account", "done for a stranger's account")
    expect(run.visit.deliver(made).said == run.visit.deliver(made).said, "two answers to one operation")


def _made(run: Run) -> Made:
    return run.visit.made(run.appeal())


def _spoilt(run: Run, spoil: Callable[[dict[str, Any]], Any]) -> Made:
    return run.visit.made(run.appeal(), change=spoil)


def _never_done(run: Run, made: Made) -> None:
    expect(all(row.op_id != made.op_id for row in run.visit.pulled().rows), "a refused operation was done all the same")
