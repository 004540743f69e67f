"""The company's word for a session: given when a resident is admitted, believed when a backup has lost the session."""

import base64
import binascii
import hashlib
import hmac
import secrets
from datetime import datetime, timedelta

from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from pydantic import BaseModel, ConfigDict

from sync.server.tables import ResidentSession

_NONCE = 12


class _Claims(BaseModel):
    """`phone` is sealed: what lies at a kiosk names nobody. `until`: nothing is made in the session later."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    session_id: str
    device_id: str
    key: str
    phone: str
    opened_at: datetime
    until: datetime


class Admissions:
    """Signs certificates and knows its own again. `secret`: 32 bytes that stand in the database and its backups."""

    def __init__(self, secret: bytes) -> None:
        self._private = Ed25519PrivateKey.from_private_bytes(secret)
        self._public = self._private.public_key()
        self._seal = ChaCha20Poly1305(hmac.new(secret, b"telephones", hashlib.sha256).digest())

    def certify(self, session: ResidentSession, longest: timedelta) -> str:
        """Who is at which kiosk with what key, and for how long at most."""
        claims = _Claims(
            session_id=session.id,
            device_id=session.device_id,
            key=_text(session.key),
            phone=self._sealed(session.phone, session.id),
            opened_at=session.opened_at,
            until=session.opened_at + longest,
        )
        said = claims.model_dump_json().encode()
        return f"{_text(said)}.{_text(self._private.sign(said))}"

    def read(self, certificate: str) -> ResidentSession | None:
        """The session as it was, in no table and open to no token; None unless this company signed these very words."""
        said, _, signature = certificate.partition(".")
        try:
            self._public.verify(_bytes(signature), _bytes(said))
            claims = _Claims.model_validate_json(_bytes(said))
            phone = self._opened(claims.phone, claims.session_id)
        except (ValueError, InvalidSignature, InvalidTag):
            return None
        return ResidentSession(
            id=claims.session_id,
            token_hash="",
            device_id=claims.device_id,
            phone=phone,
            key=_bytes(claims.key),
            opened_at=claims.opened_at,
            ended_at=claims.until,
        )

    def _sealed(self, phone: str, session_id: str) -> str:
        nonce = secrets.token_bytes(_NONCE)
        return _text(nonce + self._seal.encrypt(nonce, phone.encode(), session_id.encode()))

    def _opened(self, sealed: str, session_id: str) -> str:
        raw = _bytes(sealed)
        return self._seal.decrypt(raw[:_NONCE], raw[_NONCE:], session_id.encode()).decode()


def _text(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode()


def _bytes(text: str) -> bytes:
    """ValueError for what is no base64."""
    try:
        return base64.b64decode(text, altchars=b"-_", validate=True)
    except binascii.Error as error:
        raise ValueError("not base64") from error
