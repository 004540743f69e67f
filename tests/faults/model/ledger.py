"""What was asked, sent, answered and heard, as witnessed outside the product."""

from __future__ import annotations

import base64
import json
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from sync import contract
from tests.faults.model.puts import Heard, Put
from tests.faults.model.wire import JSON, Said

if TYPE_CHECKING:
    import requests

    from kiosk.session import Session
    from tests.faults.model.machine import Machine
    from tests.faults.model.office import Company

SHUT = ("feed.scope", "session.ended")
NONCE = re.compile(r'nonce="([^"]+)"')
LONGEST_PAUSE = 900.0


class Wrong(AssertionError):
    """Something that must never be."""


@dataclass
class Ledger:
    """Checks what passes as it passes; what is wrong is kept in `wrongs`, for the product catches exceptions."""

    company: Company
    machines: dict[str, Machine] = field(default_factory=dict)
    puts: dict[str, Put] = field(default_factory=dict)
    wrongs: list[str] = field(default_factory=list)
    poisoned: set[str] = field(default_factory=set)
    shut: set[str] = field(default_factory=set)
    """Tokens of residents whose kiosk has heard that they may not see the account any more."""
    _signatures: set[bytes] = field(default_factory=set)
    _last: dict[str, tuple[str | None, str]] = field(default_factory=dict)
    """Session and path of each kiosk's last request: a pull that is under way when its resident leaves may ask on."""
    _missing: dict[str, set[str]] = field(default_factory=dict)
    """By operation: photos that its kiosk has, and has heard that the company has not."""
    _nonces: set[tuple[str, str]] = field(default_factory=set)
    _answers: dict[tuple[int, str], bytes] = field(default_factory=dict)

    def wrong(self, what: str) -> None:
        self.wrongs.append(what)

    def check(self) -> None:
        if self.wrongs:
            raise Wrong("; ".join(dict.fromkeys(self.wrongs)))

    def leaving_kiosk(self, kiosk: str, request: requests.PreparedRequest) -> None:
        self._sign(kiosk, request)
        token = request.headers.get(contract.SESSION_HEADER)
        under_way = self._last.get(kiosk) == (token, request.path_url.partition("?")[0])
        if token in self.machines[kiosk].closed and request.method != "DELETE" and not under_way:
            self.wrong(f"{request.method} in a closed session")
        self._last[kiosk] = (token, request.path_url.partition("?")[0])
        if request.method == "PUT":
            self._uploads(kiosk, request.path_url.rpartition("/")[2])
        key = request.headers.get(contract.KEY_HEADER)
        if key is not None:
            self._operation(kiosk, str(key), request)

    def _uploads(self, kiosk: str, sha256: str) -> None:
        for op_id, missing in self._missing.items():
            if self.puts[op_id].kiosk == kiosk:
                missing.discard(sha256)

    def _sign(self, kiosk: str, request: requests.PreparedRequest) -> None:
        found = NONCE.search(str(request.headers.get("Signature-Input", "")))
        if found is None:
            self.wrong("a request without a nonce")
        elif (kiosk, found[1]) in self._nonces:
            self.wrong("a nonce used twice")
        else:
            self._nonces.add((kiosk, found[1]))

    def _operation(self, kiosk: str, key: str, request: requests.PreparedRequest) -> None:
        put, machine = self.puts.get(key), self.machines[kiosk]
        if put is None or put.kiosk != kiosk:
            self.wrong("an operation nobody made")
            return
        if self._missing.pop(key, None):
            self.wrong("an operation goes again without the photos that the company misses")
        signature = base64.b64decode(str(request.headers[contract.OPERATION_SIGNATURE_HEADER]))
        if (request.body, signature) != (put.body, put.signature):
            self.wrong("an operation's frozen bytes have changed")
        row = machine.spool.execute("SELECT state, next_try_at FROM op WHERE op_id = ?", (key,)).fetchone()
        if row is None or row[0] != "sending":
            self.wrong("an operation leaves before that is saved")
        elif machine.clock.wall() < row[1] <= machine.clock.wall() + LONGEST_PAUSE:
            self.wrong("an operation leaves before its time")

    def answered(self, kiosk: str, request: requests.PreparedRequest, answer: Said) -> None:
        key = request.headers.get(contract.KEY_HEADER)
        if key is None or answer.status != 200:
            return
        place = (self.company.life, str(key))
        if self._answers.setdefault(place, answer.body) != answer.body:
            self.wrong("a replay was answered otherwise than the first time")

    def heard(self, kiosk: str, request: requests.PreparedRequest, answer: Said) -> None:
        put = self.puts.get(str(request.headers.get(contract.KEY_HEADER, "")))
        said = _json(answer)
        if not isinstance(said, dict):
            return
        if put is None:
            token = request.headers.get(contract.SESSION_HEADER)
            if token is not None and request.path_url.startswith(contract.FEED) and said.get("code") in SHUT:
                self.shut.add(str(token))
            return
        if 200 <= answer.status < 300 and said.get("op_id") == put.op_id:
            put.heard.append(Heard(self.company.life, answer.status, said))
            if (said["refusal"] or {}).get("code") == "appeal.unknown":
                self._unknown(put, self.machines[kiosk])
        elif 400 <= answer.status < 500:
            put.heard.append(Heard(self.company.life, answer.status, None))
            if said.get("code") == "blob.missing":
                query = "SELECT sha256 FROM op_blob WHERE op_id = ?"
                self._missing[put.op_id] = {row[0] for row in self.machines[kiosk].spool.execute(query, (put.op_id,))}

    def _unknown(self, change: Put, machine: Machine) -> None:
        """A company that was restored can know an appeal again whose kiosk has still to settle it: it is told first."""
        query = "SELECT 1 FROM op WHERE aggregate = ? AND kind = 'appeal.file' AND state = 'applied'"
        if machine.spool.execute(query, (change.aggregate,)).fetchone() is not None:
            self.wrong(f"a {change.kind} overtook the filing, which the company had lost")

    def enter(self, kiosk: Machine, session: Session) -> None:
        """What is new in a spool is acknowledged from now on: told to a resident, or found after a power cut."""
        query = "SELECT op_id, kind, aggregate, account_id, body, signature FROM op ORDER BY seq"
        for op_id, kind, aggregate, account_id, body, signature in kiosk.spool.execute(query).fetchall():
            if op_id in self.puts:
                continue
            if signature in self._signatures:
                self.wrong("a signature used twice")
            self._signatures.add(signature)
            self.puts[op_id] = Put(
                op_id=op_id,
                kind=kind,
                kiosk=kiosk.name,
                aggregate=aggregate,
                account_id=account_id,
                phone=session.phone,
                token=session.token,
                body=body,
                signature=signature,
            )


def _json(answer: Said) -> Any:
    kind = {name.lower(): value for name, value in answer.headers}.get("content-type", "")
    if kind.split(";")[0] != JSON:
        return None
    try:
        return json.loads(answer.body)
    except ValueError:
        return None
