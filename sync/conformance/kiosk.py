"""A kiosk and its resident as the company meets them: everything signed, nothing assumed."""

import base64
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import requests
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from pydantic import TypeAdapter
from uuid_utils import uuid7

from kiosk.domain.appeals import AppealFiled
from kiosk.domain.login import CodeSent, Consent, ConsentText, Method
from sync import contract, shapes, signing
from sync.conformance.strictness import accepted, expect
from sync.conformance.wire import Exchange, Line


def public(key: Ed25519PrivateKey) -> str:
    """The public half as it travels."""
    return base64.b64encode(key.public_key().public_bytes_raw()).decode()


def enrolment(line: Line, token: str, key: Ed25519PrivateKey) -> Exchange:
    """Ask to be let in; the one request that changes something and is not signed."""
    body = {"token": token, "public_key": public(key)}
    return line.send(
        line.prepared("POST", contract.DEVICES, json=body, headers={contract.VERSION_HEADER: contract.VERSION})
    )


@dataclass(frozen=True, slots=True)
class Device:
    """An enrolled kiosk."""

    line: Line
    id: str
    building_id: str
    key: Ed25519PrivateKey = field(repr=False)

    @property
    def building(self) -> str:
        """The scope it may always follow."""
        return f"building:{self.building_id}"

    def signed(
        self, method: str, door: str, *, token: str | None = None, late: timedelta = timedelta(0), **request: Any
    ) -> requests.PreparedRequest:
        """A request ready to send; `late` moves the moment it says it was made at."""
        headers = {**request.pop("headers", {}), **({contract.SESSION_HEADER: token} if token else {})}
        prepared = self.line.prepared(method, door, headers=headers, **request)
        signing.sign_request(prepared, self.id, self.key, created=self.line.now() - late)
        return prepared

    def ask(self, method: str, door: str, *, wait: float = 0.0, **request: Any) -> Exchange:
        """Sign and send."""
        return self.line.send(self.signed(method, door, **request), wait)

    def feed(self, scope: str, token: str | None = None, **query: int) -> Exchange:
        """A page of a scope."""
        asked: dict[str, str | int] = {"scope": scope, **query}
        return self.ask("GET", contract.FEED, token=token, query=asked, wait=query.get("wait", 0))

    def page(self, scope: str, token: str | None = None, **query: int) -> contract.FeedPage:
        """A page that must come, and be right in every row."""
        answer = self.feed(scope, token, **query)
        page = accepted(answer, shapes.FeedPage)
        expect(page.scope == scope and page.after == query.get("after", 0), "the page answers another question", answer)
        return page

    def pulled(self, scope: str, token: str | None = None, after: int = 0, limit: int = 200) -> "Pulled":
        """All that a scope holds after a revision."""
        rows: list[Any] = []
        while True:
            page = self.page(scope, token, after=after, limit=limit)
            rows += page.rows
            after = page.rev
            if not page.more:
                return Pulled(tuple(rows), page.rev, page.epoch)

    def ask_code(self, phone: str, method: Method, consents: tuple[Consent, ...]) -> Exchange:
        """Have a code sent."""
        request = contract.CodeRequest(phone=phone, method=method, consents=consents)
        return self.ask("POST", contract.CODES, json=request.model_dump(mode="json"))

    def confirm(self, code_id: str, code: str, key: Ed25519PrivateKey) -> Exchange:
        """Hand in the digits."""
        body = {"code": code, "session_key": public(key)}
        return self.ask("POST", contract.CONFIRM, path={"code_id": code_id}, json=body)

    def consents(self) -> tuple[Consent, ...]:
        """A tick for every text that the building's feed publishes."""
        texts = [row.data for row in self.pulled(self.building).alive(ConsentText.kind)]
        now = self.line.now()
        return tuple(Consent(consent=text.consent, version=text.version, given_at=now) for text in texts)


@dataclass(frozen=True, slots=True)
class Pulled:
    """Rows in the order they came, and where to go on."""

    rows: tuple[Any, ...]
    rev: int
    epoch: str

    def alive(self, kind: str) -> tuple[Any, ...]:
        """Rows of a kind that are no tombstones."""
        return tuple(row for row in self.rows if row.kind == kind and not row.deleted)


@dataclass(frozen=True, slots=True)
class Made:
    """An operation's frozen bytes."""

    op_id: str
    kind: str
    body: bytes = field(repr=False)
    signature: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Visit:
    """A resident at a kiosk, and the account that is looked at."""

    device: Device
    admitted: contract.Admitted
    key: Ed25519PrivateKey = field(repr=False)
    account_id: str = ""

    @property
    def scope(self) -> str:
        return f"account:{self.account_id}"

    def ask(self, method: str, door: str, **request: Any) -> Exchange:
        """In this session."""
        return self.device.ask(method, door, token=self.admitted.token, **request)

    def pulled(self, after: int = 0) -> Pulled:
        """What the account's feed shows this resident."""
        return self.device.pulled(self.scope, self.admitted.token, after)

    def made(
        self,
        command: Any,
        *,
        blobs: tuple[str, ...] = (),
        made_at: datetime | None = None,
        change: Callable[[dict[str, Any]], Any] | None = None,
    ) -> Made:
        """An operation of now, signed by the session; `change` may spoil its envelope before it is frozen."""
        envelope: dict[str, Any] = {
            "op_id": str(uuid7()),
            "kind": command.kind,
            "device_id": self.device.id,
            "session_id": self.admitted.session_id,
            "account_id": self.account_id,
            "made_at": (made_at or self.device.line.now()).isoformat(),
            "payload": TypeAdapter(type(command)).dump_python(command, mode="json"),
            "blobs": list(blobs),
        }
        if change is not None:
            change(envelope)
        return self.frozen(envelope)

    def frozen(self, envelope: Mapping[str, Any]) -> Made:
        """An envelope as bytes, and their signature."""
        body = json.dumps(envelope, ensure_ascii=False).encode()
        signature = base64.b64encode(self.key.sign(body)).decode()
        return Made(str(envelope["op_id"]), str(envelope["kind"]), body, signature)

    def deliver(self, made: Made, **changed: str | None) -> Exchange:
        """Hand an operation over; no session is needed.

        `key`, `signature` and `certificate` may be replaced, or left out by None.
        """
        own: dict[str, str | None] = {
            "key": made.op_id,
            "signature": made.signature,
            "certificate": self.admitted.certificate,
        }
        proper = own | changed
        names = {
            "key": contract.KEY_HEADER,
            "signature": contract.OPERATION_SIGNATURE_HEADER,
            "certificate": contract.CERTIFICATE_HEADER,
        }
        headers = {names[name]: value for name, value in proper.items() if value is not None}
        headers["Content-Type"] = "application/json"
        return self.device.ask("POST", contract.OPS, headers=headers, body=made.body)

    def settled(self, made: Made) -> contract.Outcome:
        """The answer to an operation that must be settled, one way or the other."""
        return settled(self.deliver(made), made)


def settled(answer: Exchange, made: Made) -> contract.Outcome:
    """An operation's outcome; Failed unless the answer is whole and echoes its id."""
    outcome: contract.Outcome = accepted(answer, shapes.OUTCOMES[made.kind])
    expect(outcome.op_id == made.op_id, "the answer does not echo the operation's id", answer)
    applied = outcome.outcome == "applied"
    whole = (outcome.result is not None) is applied and (outcome.refusal is None) is applied
    expect(whole, "`result` belongs to «applied», `refusal` to «rejected» and «conflict»", answer)
    return outcome


def taken(answer: Exchange, made: Made) -> AppealFiled:
    """What the company says of an appeal that must be taken."""
    outcome = settled(answer, made)
    result: Any = outcome.result
    expect(outcome.outcome == "applied", f"an appeal was not taken: {outcome.refusal and outcome.refusal.code}", answer)
    filed: AppealFiled = result
    expect(filed.appeal_id == made.op_id, "an appeal's id is not that of the operation that filed it", answer)
    return filed


def digits(sent: CodeSent) -> str:
    """The code at the end of what a demonstration shows."""
    return sent.demonstration[-4:]
