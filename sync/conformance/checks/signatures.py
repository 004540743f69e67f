"""Signed requests: whole, of now, once, and by a device of the company."""

import copy
from datetime import timedelta

import requests
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from sync import contract
from sync.conformance.kiosk import Device
from sync.conformance.run import Run
from sync.conformance.strictness import accepted, refused
from sync.conformance.verdicts import check
from sync.conformance.wire import version
from sync.signing import WHEN_PRESENT

SKEW = timedelta(seconds=contract.SIGNATURE_SKEW)
NEAR = timedelta(seconds=30)
"""Of the limit: the clocks of both ends need not agree to the second."""


@check("signature.absent", "signatures")
def absent(run: Run) -> None:
    """A request without a signature is refused."""
    refused(run.line.send(run.line.prepared("GET", contract.FEED, query=_query(run), headers=version())), 401)


@check("signature.right", "signatures")
def right(run: Run) -> None:
    """A request signed by the device is answered."""
    accepted(run.line.send(_look(run)), contract.FeedPage)


@check("signature.altered.query", "signatures")
def altered_query(run: Run) -> None:
    """A query altered on the way is found out."""
    request = _look(run)
    request.url = str(request.url).replace("limit=0", "limit=1")
    refused(run.line.send(request), 401)


@check("signature.altered.path", "signatures")
def altered_path(run: Run) -> None:
    """A path altered on the way is found out."""
    request = run.device.signed("PUT", contract.BLOB, path={"sha256": "0" * 64}, body=b"picture")
    request.url = str(request.url).replace("0" * 64, "1" * 64)
    refused(run.line.send(request), 401)


@check("signature.altered.method", "signatures")
def altered_method(run: Run) -> None:
    """A method altered on the way is found out."""
    request = run.device.signed("GET", contract.SESSION, token="nobody")  # noqa: S106 — nobody's
    request.method = "DELETE"
    refused(run.line.send(request), 401)


@check("signature.altered.body", "signatures")
def altered_body(run: Run) -> None:
    """A body altered on the way is found out."""
    request = run.device.signed("POST", contract.LINKS_BY_LOGIN, json={"login": "a", "password": "b"})
    request.body = _bytes(request).replace(b'"a"', b'"c"')
    refused(run.line.send(request), 401)


@check("signature.altered.digest", "signatures")
def altered_digest(run: Run) -> None:
    """A body altered together with its digest is found out: the digest is signed."""
    request = run.device.signed("POST", contract.LINKS_BY_LOGIN, json={"login": "a", "password": "b"})
    other = run.device.signed("POST", contract.LINKS_BY_LOGIN, json={"login": "c", "password": "b"})
    request.body, request.headers["Content-Digest"] = other.body, other.headers["Content-Digest"]
    refused(run.line.send(request), 401)


@check("signature.altered.headers", "signatures")
def altered_headers(run: Run) -> None:
    """Every header that the contract knows is covered: none is put in or replaced on the way."""
    for name in WHEN_PRESENT:
        request = _look(run)
        request.headers[name] = "put-in-on-the-way"
        refused(run.line.send(request), 401)
    for name in (contract.OPERATION_SIGNATURE_HEADER, contract.CERTIFICATE_HEADER):
        request = run.device.signed("POST", contract.OPS, headers={name: "as-it-was-sent"}, json={})
        request.headers[name] = "replaced-on-the-way"
        refused(run.line.send(request), 401)
    request = _look(run)
    request.headers[contract.VERSION_HEADER] = f"{contract.VERSION.partition('.')[0]}.998"
    refused(run.line.send(request), 401)


@check("signature.incomplete", "signatures")
def incomplete(run: Run) -> None:
    """A signature that does not cover the query is worth nothing, nor one without its nonce."""
    for left_out in (' "@query"', ";nonce="):
        request = _look(run)
        about = str(request.headers["Signature-Input"])
        request.headers["Signature-Input"] = about.replace(left_out, ";other=" if left_out == ";nonce=" else "")
        refused(run.line.send(request), 401)


@check("signature.skew", "signatures")
def skewed(run: Run) -> None:
    """Five minutes are forgiven to a clock, either way, and no more."""
    for late in (SKEW - NEAR, NEAR - SKEW):
        accepted(run.line.send(_look(run, late)), contract.FeedPage)
    for late in (SKEW + NEAR, -SKEW - NEAR):
        refused(run.line.send(_look(run, late)), 401, "signature.skew")


@check("signature.replayed", "signatures")
def replayed(run: Run) -> None:
    """The same signed request a second time is refused: a nonce is good for one."""
    request = _look(run)
    accepted(run.line.send(copy.copy(request)), contract.FeedPage)
    refused(run.line.send(request), 401, "signature.replayed")


@check("signature.stranger", "signatures")
def stranger(run: Run) -> None:
    """Nobody else's key signs for a device, and nobody is known by a device's id that was never given."""
    own = run.device
    key = Ed25519PrivateKey.generate()
    for device in (
        Device(own.line, own.id, own.building_id, key),
        Device(own.line, "f" * 24, own.building_id, own.key),
    ):
        refused(device.ask("GET", contract.FEED, query=_query(run)), 401)


def _bytes(request: requests.PreparedRequest) -> bytes:
    body = request.body or b""
    return body if isinstance(body, bytes) else body.encode()


def _query(run: Run) -> dict[str, str | int]:
    return {"scope": run.device.building, "limit": 0}


def _look(run: Run, late: timedelta = timedelta(0)) -> requests.PreparedRequest:
    return run.device.signed("GET", contract.FEED, query=_query(run), late=late)
