"""One resident at the screen: who, with what key, at which account. Lives in memory only and is never written down."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kiosk.domain.accounts import Link

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey


class SessionClosed(Exception):
    """The resident has left: nothing more can be said in their name."""


class SessionKey:
    """An Ed25519 key made for one visit; its private half never leaves this object and is destroyed on leaving."""

    __slots__ = ("_private", "public")

    def __init__(self) -> None:
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

        self._private: Ed25519PrivateKey | None = Ed25519PrivateKey.generate()
        self.public = self._private.public_key().public_bytes_raw()

    @property
    def destroyed(self) -> bool:
        return self._private is None

    def sign(self, body: bytes) -> bytes:
        """The 64-byte signature of `body`; raises SessionClosed once destroyed."""
        if self._private is None:
            raise SessionClosed
        return self._private.sign(body)

    def destroy(self) -> None:
        self._private = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """A confirmed visit. Copies made by `dataclasses.replace` share one key: closing any of them closes all.

    `phone` is E.164; `account_id` is None until an account is chosen. The representation shows nothing personal.
    `certificate` is the company's word for this session, kept with what is said in it.
    """

    device_id: str
    session_id: str
    token: str = field(repr=False)
    phone: str = field(repr=False)
    links: tuple[Link, ...] = field(repr=False)
    key: SessionKey = field(repr=False)
    account_id: str | None = field(default=None, repr=False)
    certificate: str = field(default="", repr=False)

    @property
    def closed(self) -> bool:
        return self.key.destroyed

    @property
    def resident(self) -> str:
        """Tells one resident from another, at every visit alike, without naming them."""
        return hashlib.blake2b(self.phone.encode(), digest_size=16, person=b"resident").hexdigest()

    def sign(self, body: bytes) -> bytes:
        """Sign an operation's exact bytes; raises SessionClosed after `close`."""
        return self.key.sign(body)

    def close(self) -> None:
        """Destroy the private key; what is already signed can still be delivered."""
        self.key.destroy()
