"""The worked example of docs/contract.md: a request signed by hand, as RFC 9421 says, without our own signing."""

import base64
import hashlib
import json

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

DEVICE_KEY = bytes(range(32))
SESSION_KEY = bytes(range(32, 64))
DEVICE_ID = "3f0c2a9d5e7b41c8a6d20f19"
SESSION_ID = "0b7c8f5e-9a57-4c39-8f0e-6d1f0a2b3c4d"
CREATED = 1795415023
NONCE = "u0nJYyS3ZrTWwVA2T1mKxg"
OP_ID = "019a9d2e-6d10-7c3a-9b1e-4f2a7c5d8e60"
CERTIFICATE = "whatever-the-company-gave-at-admission"
URL = "https://company.example"


def text() -> str:
    """The example, ready for the page."""
    body = _operation()
    digest = f"sha-256=:{_base64(hashlib.sha256(body).digest())}:"
    by_session = _sign(SESSION_KEY, body)
    covered = {
        "@method": "POST",
        "@path": "/v1/ops",
        "@query": "?",
        "kiosk-contract": "1.0",
        "idempotency-key": OP_ID,
        "operation-signature": by_session,
        "session-certificate": CERTIFICATE,
        "content-digest": digest,
    }
    names = " ".join(f'"{name}"' for name in covered)
    parameters = f'({names});created={CREATED};keyid="{DEVICE_ID}";alg="ed25519";nonce="{NONCE}"'
    lines = [*(f'"{name}": {value}' for name, value in covered.items()), f'"@signature-params": {parameters}']
    base = "\n".join(lines)
    signature = _sign(DEVICE_KEY, base.encode())
    request = [
        "POST /v1/ops HTTP/1.1",
        f"Host: {URL.removeprefix('https://')}",
        "Content-Type: application/json",
        "Kiosk-Contract: 1.0",
        f"Idempotency-Key: {OP_ID}",
        f"Operation-Signature: {by_session}",
        f"Session-Certificate: {CERTIFICATE}",
        f"Content-Digest: {digest}",
        f"Signature-Input: kiosk={parameters}",
        f"Signature: kiosk=:{signature}:",
        "",
        body.decode(),
    ]
    return "\n\n".join(
        (
            "The device's key, private and public, and the session's, in base64 of their 32 bytes:",
            _block(_keys("device", DEVICE_KEY), _keys("session", SESSION_KEY)),
            "The signature base. Its lines are joined by one line feed, and none ends it:",
            _block(base),
            "The request. The body is one line without a line feed at its end:",
            _block(*request),
        )
    )


def _operation() -> bytes:
    payload = {"appeals_by_sms": True, "outages_by_sms": False}
    envelope = {
        "op_id": OP_ID,
        "kind": "notifications.choose",
        "device_id": DEVICE_ID,
        "session_id": SESSION_ID,
        "account_id": "10117",
        "made_at": "2026-11-23T06:23:43.120000Z",
        "payload": payload,
        "blobs": [],
    }
    return json.dumps(envelope, ensure_ascii=False, separators=(",", ":")).encode()


def _keys(name: str, private: bytes) -> str:
    public = Ed25519PrivateKey.from_private_bytes(private).public_key().public_bytes_raw()
    return f"{name} private  {_base64(private)}\n{name} public   {_base64(public)}"


def _sign(private: bytes, message: bytes) -> str:
    return _base64(Ed25519PrivateKey.from_private_bytes(private).sign(message))


def _base64(raw: bytes) -> str:
    return base64.b64encode(raw).decode()


def _block(*lines: str) -> str:
    return "\n".join(("```", *lines, "```"))
