"""Who stands at the counter while schemathesis asks: a device that signs, and a resident who is always there."""

import base64
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import requests
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from sync import contract, signing
from sync.server import devices
from sync.server.settings import AppealSettings, CodeSettings, LinkSettings, Quota, Settings
from tests.databases import Databases
from tests.sync.company import DEMO_PHONE, Company, Site, Visit, consents_given, public
from tests.sync.server.pictures import digest, jpeg

_PLENTY = Quota(count=10**6, period=timedelta(days=1))
SETTINGS = Settings(
    codes=CodeSettings(resend=timedelta(0), run=10**6, per_phone=_PLENTY, per_kiosk=_PLENTY, wrong_per_kiosk=_PLENTY),
    links=LinkSettings(wrong_per_phone=_PLENTY, wrong_per_account=_PLENTY, wrong_per_kiosk=_PLENTY),
    appeals=AppealSettings(per_resident=_PLENTY, same_text=_PLENTY),
)
PICTURE = jpeg()
GENERATED = ("Signature", "Signature-Input", contract.SESSION_HEADER)
TO_SIGN = "to be signed"
"""In place of an operation's signature."""


class Counter(requests.auth.AuthBase):
    """Puts true signatures and sessions where made-up ones are sent, and leaves out what is left out."""

    def __init__(self, site: Site, databases: Databases, directory: Path) -> None:
        self.company = Company(site, databases, directory, SETTINGS)
        self.kiosk = self.company.enrol()
        self._visit: Visit | None = None
        self._show_a_picture()

    @property
    def visit(self) -> Visit:
        if self._visit is None:
            self._visit = self.kiosk.log_in()
        return self._visit

    @property
    def account_id(self) -> str:
        return self.visit.admitted.links[0].account_id

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        session, signature, about = (request.headers.pop(name, None) for name in reversed(GENERATED))
        if request.headers.get(contract.OPERATION_SIGNATURE_HEADER) == TO_SIGN:
            assert isinstance(request.body, bytes)
            signed = base64.b64encode(self.visit.key.sign(request.body)).decode()
            request.headers[contract.OPERATION_SIGNATURE_HEADER] = signed
        if session is not None:
            request.headers[contract.SESSION_HEADER] = self.visit.admitted.token
        named = contract.VERSION_HEADER in request.headers
        if named and signature is not None and about is not None:
            created = self.company.clock()
            signing.sign_request(request, self.kiosk.device_id, self.kiosk.key, created=created)
        if (request.method, request.path_url) == ("DELETE", contract.SESSION):
            self.left()
        return request

    def left(self) -> None:
        """The session was ended; the next to be asked for is another."""
        self._visit = None

    def made_here(self, operation: dict[str, Any]) -> dict[str, Any]:
        """A generated operation as though the resident had made it just now."""
        return operation | {
            "op_id": str(uuid4()),
            "device_id": self.kiosk.device_id,
            "session_id": self.visit.admitted.session_id,
            "account_id": self.account_id,
            "made_at": self.company.clock().isoformat(),
        }

    def token(self) -> str:
        """A fresh one-time token for another kiosk."""
        with self.company.database.write() as db:
            return devices.issue_ticket(db, "1", self.company.clock(), timedelta(hours=1))

    def code(self) -> tuple[str, str]:
        """A code on its way to nobody's telephone, and its digits."""
        return str(self.kiosk.ask_code().json()["code_id"]), self.company.postbox.code

    def asked_for(self) -> dict[str, Any]:
        """A right request for a code."""
        return {"phone": DEMO_PHONE, "method": "sms", "consents": consents_given(self.company.clock())}

    def key(self) -> str:
        return public(Ed25519PrivateKey.generate())

    def _show_a_picture(self) -> None:
        sha256 = digest(PICTURE)
        assert self.visit.ask("PUT", contract.BLOB.format(sha256=sha256), data=PICTURE).status_code == 204
        filed = self.visit.operation(op_id=str(uuid4()), payload={"photos": [sha256]}, blobs=(sha256,))
        assert self.visit.deliver(filed).json()["outcome"] == "applied"

    def close(self) -> None:
        self.company.close()
