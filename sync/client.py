"""The company, asked by the contract: what `kiosk.company.Company` promises, and what the engine needs besides."""

import base64
from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import replace
from datetime import datetime
from typing import TypeVar

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from pydantic import ValidationError

from kiosk import cached
from kiosk.company import Admission, Broken
from kiosk.domain.accounts import Link, LinkByAddress, LinkByLogin
from kiosk.domain.login import CodeSent, Consent, Method
from kiosk.identity import Identity
from kiosk.settings import on_loopback
from sync import contract
from sync.answers import Answer, Ask
from sync.believable import believable
from sync.clock import CompanyClock
from sync.transport import Transport

UPLOAD = 30.0
"""Seconds the company may take over a photo, above the usual."""

T = TypeVar("T")


class Client:
    """Safe from any thread. Every call may raise Offline, Broken or Refused (`sync.answers.RefusedByCompany`)."""

    def __init__(self, identity: Identity, clock: CompanyClock | None = None) -> None:
        self._identity = identity
        self._clock = clock or CompanyClock()
        self._transport = Transport(
            identity.server, identity.device_id, identity.private_key, self._clock, identity.authority
        )

    def twin(self) -> "Client":
        """Another client of the same device and clock, whose requests are aborted apart."""
        return Client(self._identity, self._clock)

    def abort(self) -> None:
        """End every request under way: each raises Offline."""
        self._transport.abort()

    def close(self) -> None:
        """Abort, and ask nothing any more."""
        self._transport.close()

    def now(self) -> datetime:
        return self._clock.now()

    @property
    def device_id(self) -> str:
        """Of this device, as enrolled."""
        return self._identity.device_id

    @property
    def clock_offset(self) -> int:
        """Whole seconds to add to the machine's clock to have the company's."""
        return self._clock.offset

    @property
    def company_version(self) -> str:
        """Of the contract, as the company last said; empty until it was heard."""
        return self._transport.company_version

    @property
    def is_older(self) -> bool:
        """Whether the company keeps a newer minor version than this kiosk, and may tell what it does not know."""
        theirs, ours = contract.major_minor(self.company_version), contract.major_minor(contract.VERSION)
        return theirs is not None and ours is not None and theirs > ours

    def send_code(self, phone: str, method: Method, consents: tuple[Consent, ...]) -> CodeSent:
        request = contract.CodeRequest(phone=phone, method=method, consents=consents)
        sent = self._told(CodeSent, "POST", contract.CODES, body=request.model_dump_json().encode())
        return sent if on_loopback(self._identity.server) else replace(sent, demonstration="")

    def confirm_code(self, code_id: str, code: str, public_key: bytes) -> Admission:
        request = contract.Confirmation(code=code, session_key=base64.b64encode(public_key).decode())
        body, path = request.model_dump_json().encode(), {"code_id": code_id}
        admitted = self._told(contract.Admitted, "POST", contract.CONFIRM, path=path, body=body)
        return Admission(
            session_id=admitted.session_id,
            token=admitted.token,
            certificate=admitted.certificate,
            phone=admitted.phone,
            links=admitted.links,
        )

    def links(self, token: str) -> tuple[Link, ...]:
        return self._told(contract.Links, "GET", contract.LINKS, headers=_session(token)).links

    def link(self, token: str, claim: LinkByLogin | LinkByAddress) -> Link:
        by_login = isinstance(claim, LinkByLogin)
        door = contract.LINKS_BY_LOGIN if by_login else contract.LINKS_BY_ADDRESS
        return self._told(
            Link, "POST", door, headers=_session(token), body=cached.adapter(type(claim)).dump_json(claim)
        )

    def photo(self, token: str, sha256: str) -> bytes:
        ask = Ask(method="GET", door=contract.BLOB, path={"sha256": sha256}, headers=_session(token))
        answer = self._transport.ask(ask)
        if answer.content_type != "image/jpeg":
            raise Broken(f"{ask.name}: not a photo")
        return answer.body

    def leave(self, token: str) -> None:
        self._transport.ask(Ask(method="DELETE", door=contract.SESSION, headers=_session(token)))

    def feed(
        self,
        scope: str,
        after: int,
        *,
        limit: int = contract.FEED_LIMIT,
        wait: int = 0,
        anew: bool = False,
        token: str | None = None,
        heartbeat: contract.Heartbeat | None = None,
        wanted: Callable[[], bool] = lambda: True,
    ) -> contract.FeedPage:
        """A page of what changed; with `wait`, held by the company for as many seconds while nothing did.

        `anew`: the page goes on with a pull that began at 0, and needs no tombstones. `wanted` as in Ask.
        """
        query: dict[str, str | int] = {"scope": scope, "after": after, "limit": limit, "wait": wait}
        query |= {"anew": "true"} if anew else {}
        headers = {} if token is None else _session(token)
        if heartbeat is not None:
            headers[contract.HEARTBEAT_HEADER] = heartbeat.model_dump_json(exclude_defaults=True)
        ask = Ask(method="GET", door=contract.FEED, query=query, headers=headers, wait=wait, wanted=wanted)
        page = _parsed(contract.FeedPage, ask, self._transport.ask(ask))
        if (page.scope, page.after) != (scope, after):
            raise Broken(f"GET {contract.FEED}: the page answers another question")
        return page

    def put_blob(self, sha256: str, content: bytes) -> None:
        """Hand over a photo; again is harmless. Broken unless the contract's own answer came: anyone says 200."""
        path = {"sha256": sha256}
        ask = Ask(method="PUT", door=contract.BLOB, path=path, body=content, content_type="image/jpeg", wait=UPLOAD)
        if self._transport.ask(ask).status != 204:
            raise Broken(f"{ask.name}: an answer that is not to a photo")

    def operate(self, op_id: str, body: bytes, signature: bytes, certificate: str) -> contract.Outcome:
        """Hand over an operation's frozen bytes, and the session's certificate, if it has one.

        Broken unless the answer echoes the operation's id: anyone may answer 200.
        """
        headers = {
            contract.KEY_HEADER: op_id,
            contract.OPERATION_SIGNATURE_HEADER: base64.b64encode(signature).decode(),
        }
        if certificate:
            headers[contract.CERTIFICATE_HEADER] = certificate
        outcome = self._told(contract.Outcome, "POST", contract.OPS, headers=headers, body=body)
        if outcome.op_id != op_id:
            raise Broken(f"POST {contract.OPS}: the answer is to another operation")
        return outcome

    def _told(
        self,
        expected: type[T],
        method: str,
        door: str,
        *,
        path: Mapping[str, str] | None = None,
        query: Mapping[str, str | int] | None = None,
        headers: Mapping[str, str] | None = None,
        body: bytes | None = None,
    ) -> T:
        ask = Ask(method=method, door=door, path=path or {}, query=query or {}, headers=headers or {}, body=body)
        return _parsed(expected, ask, self._transport.ask(ask))


def enrol(server: str, token: str, authority: str = "") -> Identity:
    """Make this machine a device of the company: a new key, a one-time token for an id. Errors as Client.

    `authority` (PEM) alone vouches for the server from now on; ValueError when it, or the address, will not do.
    """
    private = Ed25519PrivateKey.generate()
    public = base64.b64encode(private.public_key().public_bytes_raw()).decode()
    body = contract.Enrolment(token=token, public_key=public).model_dump_json().encode()
    ask = Ask(method="POST", door=contract.DEVICES, body=body)
    with closing(Transport(server, "", None, CompanyClock(), authority)) as transport:
        answer = transport.ask(ask)
    enrolled = _parsed(contract.Enrolled, ask, answer)
    return Identity(
        device_id=enrolled.device_id,
        building_id=enrolled.building_id,
        server=server.rstrip("/"),
        private_key=private.private_bytes_raw(),
        authority=authority,
    )


def _session(token: str) -> dict[str, str]:
    return {contract.SESSION_HEADER: token}


def _parsed(expected: type[T], ask: Ask, answer: Answer) -> T:
    """Broken, naming no value, when the answer is not what the contract has there."""
    try:
        heard = cached.adapter(expected).validate_json(answer.body)
    except ValidationError as error:
        raise Broken(f"{ask.name}: {error.error_count()} faults in the answer") from None
    if not isinstance(heard, contract.FeedPage) and not believable(heard):  # a page's rows are judged one by one
        raise Broken(f"{ask.name}: an answer beyond belief")
    return heard
