"""What must be asked of the company online; `sync` answers, use cases and shells call it off the GUI thread."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from kiosk.domain.accounts import Link, LinkByAddress, LinkByLogin
from kiosk.domain.login import CodeSent, Consent, Method


class Offline(Exception):
    """The company could not be reached: nothing was said, or nothing was heard back."""


class Broken(Exception):
    """The company answered what the contract does not allow; the text is for the operator."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Admission:
    """A confirmed code: the resident's session with the company. `token` stays in memory.

    `certificate` goes with every operation of the session; only the company can read it.
    """

    session_id: str
    token: str
    certificate: str
    phone: str
    links: tuple[Link, ...]


class Company(Protocol):
    """Every call may raise Offline, Broken, or `kiosk.domain.errors.Refused` with the company's sentence."""

    def send_code(self, phone: str, method: Method, consents: tuple[Consent, ...]) -> CodeSent:
        """Have a code sent to a phone (E.164)."""

    def confirm_code(self, code_id: str, code: str, public_key: bytes) -> Admission:
        """Exchange four digits for a session that signs with the private half of `public_key` (Ed25519, 32 bytes)."""

    def links(self, token: str) -> tuple[Link, ...]:
        """The resident's accounts as they stand."""

    def link(self, token: str, claim: LinkByLogin | LinkByAddress) -> Link:
        """Attach an account; the answer may be pending."""

    def photo(self, token: str, sha256: str) -> bytes:
        """A photo of an appeal of the chosen account, JPEG."""

    def leave(self, token: str) -> None:
        """Close the session with the company."""

    def now(self) -> datetime:
        """The company's time (UTC) as last heard, carried on by the kiosk's monotonic clock."""


class Exchange(Protocol):
    """What the use cases ask of the engine that speaks with the company; every call returns at once."""

    def follow(self, token: str, account_id: str) -> None:
        """Keep this account's facts fresh, and no other account's, until `leave`; `token` is the session's."""

    def leave(self) -> None:
        """Stop following; a page already on its way is thrown away."""

    def wake(self) -> None:
        """Speak with the company now: something was put into the outbox, or the network may be back."""
