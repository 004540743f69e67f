"""Signed requests (RFC 9421, RFC 9530): the kiosk signs each with its device key, the company verifies it."""

import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from http_message_signatures import (
    HTTPMessageSigner,
    HTTPMessageVerifier,
    HTTPSignatureKeyResolver,
    InvalidSignature,
    MappingKeyResolver,
    VerifyResult,
)
from http_message_signatures.algorithms import ED25519

from sync import contract

if TYPE_CHECKING:
    import requests

LABEL = "kiosk"
ALWAYS = ("@method", "@path", "@query", contract.VERSION_HEADER.lower())
WHEN_PRESENT = tuple(
    header.lower()
    for header in (
        contract.SESSION_HEADER,
        contract.KEY_HEADER,
        contract.OPERATION_SIGNATURE_HEADER,
        contract.CERTIFICATE_HEADER,
        contract.HEARTBEAT_HEADER,
    )
)
PARAMETERS = frozenset({"created", "nonce", "keyid", "alg"})


class BadSignature(Exception):
    """The request is not the device's, not whole, or not of now; `code` says which, and holds nothing personal."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    """A request as it came: `url` absolute with the raw, still encoded path and query; the body before decoding."""

    method: str
    url: str
    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Signed:
    """Who signed; `nonce` must not have been seen from this device within twice the skew."""

    device_id: str
    nonce: str
    created: datetime


def sign_request(
    request: "requests.PreparedRequest",
    device_id: str,
    private_key: Ed25519PrivateKey,
    *,
    created: datetime | None = None,
) -> None:
    """Add Content-Digest (when there is a body), Signature-Input and Signature to a prepared request.

    The contract's version is added too where it is missing: no request goes without.

    `created` is the company's time as the kiosk knows it; without it, the machine's clock.
    """
    body = _bytes(request.body)
    signer = HTTPMessageSigner(
        signature_algorithm=ED25519,
        key_resolver=MappingKeyResolver(public_keys={}, private_keys={device_id: private_key}),
    )
    request.headers.setdefault(contract.VERSION_HEADER, contract.VERSION)
    request.headers.pop("Content-Digest", None)
    signer.sign(
        request,
        key_id=device_id,
        created=created or datetime.now(UTC),
        nonce=secrets.token_urlsafe(16),
        label=LABEL,
        covered_component_ids=_components(request.headers),
        body=body or None,
    )


def verify(
    received: Received, key_of: Callable[[str], Ed25519PublicKey | None], now: datetime, skew: timedelta
) -> Signed:
    """Who signed this request; BadSignature when absent, altered, incomplete, unknown or out of time."""
    if "signature" not in {name.lower() for name in received.headers}:
        raise BadSignature("signature.absent")
    verifier = _Verifier(signature_algorithm=ED25519, key_resolver=_Keys(key_of))
    try:
        results = verifier.verify(
            received, max_age=None, require_components=_components(received.headers), body=received.body
        )
    except InvalidSignature as reason:
        raise BadSignature("signature.invalid") from reason
    return _signed(results, now, skew)


def _signed(results: list[VerifyResult], now: datetime, skew: timedelta) -> Signed:
    (result,) = results
    parameters = result.parameters
    if set(parameters) != PARAMETERS:
        raise BadSignature("signature.parameters")
    created = int(parameters["created"])
    if abs(now.timestamp() - created) > skew.total_seconds():
        raise BadSignature("signature.skew")
    return Signed(
        device_id=str(parameters["keyid"]),
        nonce=str(parameters["nonce"]),
        created=datetime.fromtimestamp(created, UTC),
    )


def _components(headers: Mapping[str, str]) -> tuple[str, ...]:
    present = {name.lower() for name in headers}
    return (*ALWAYS, *(name for name in WHEN_PRESENT if name in present))


def _bytes(body: object) -> bytes:
    match body:
        case None:
            return b""
        case bytes():
            return body
        case str():
            return body.encode()
        case _:
            raise TypeError("only whole bodies can be signed")


class _Keys(HTTPSignatureKeyResolver):
    def __init__(self, key_of: Callable[[str], Ed25519PublicKey | None]) -> None:
        self._key_of = key_of

    def resolve_public_key(self, key_id: str) -> Ed25519PublicKey | None:
        return self._key_of(key_id)


class _Verifier(HTTPMessageVerifier):
    """The library reads the machine's clock; here the time is passed in and checked by `verify`."""

    def validate_created_and_expires(self, sig_input: Any, max_age: timedelta | None = None) -> None:
        """Nothing here: the type is checked with the signature base, the time afterwards."""
