"""The contract both ends keep: paths, envelopes, kinds of facts and operations. Wire types are `kiosk.domain`'s."""

from datetime import datetime
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field

from kiosk.domain import operations
from kiosk.domain.accounts import Account, Address, Link
from kiosk.domain.appeals import Appeal, AppealType
from kiosk.domain.company import Building, CompanyProfile
from kiosk.domain.facts import Fact
from kiosk.domain.invoices import Invoice
from kiosk.domain.login import Consent, ConsentText, Method
from kiosk.domain.meetings import Meeting, Vote
from kiosk.domain.meters import Meter, Reading
from kiosk.domain.notices import Notice
from kiosk.domain.notifications import NotificationChoices
from kiosk.domain.payments import Payment
from kiosk.domain.refusals import RefusedOperation

VERSION = "1.0"
"""Major and minor. Ends of one major understand each other; a minor adds kinds, fields, doors, and takes none away."""

BUILDING_FACTS: tuple[type[Fact], ...] = (CompanyProfile, Building, Address, AppealType, ConsentText, Notice, Meeting)
ACCOUNT_FACTS: tuple[type[Fact], ...] = (
    Account,
    Appeal,
    Invoice,
    Payment,
    Meter,
    Reading,
    Vote,
    NotificationChoices,
    RefusedOperation,
)
FACTS: dict[str, type[Fact]] = {fact.kind: fact for fact in (*BUILDING_FACTS, *ACCOUNT_FACTS)}
"""Kinds a feed may carry: scope `building:ID` the first, `account:ID` the second tuple."""

OPERATIONS: dict[str, tuple[type[Any], type[Any]]] = {
    word: (kind.command, kind.answer) for word, kind in operations.KINDS.items()
}
"""Kinds of operations, each with its payload and its answer; `kiosk.domain.operations` says what settles them."""

FEED_LIMIT = 500
"""Rows a page of the feed has at most."""
LONG_POLL = 25
"""Seconds the server holds an unchanged feed."""
SIGNATURE_SKEW = 300
"""Seconds a request's `created` may differ from the server's clock."""

VERSION_HEADER = "Kiosk-Contract"
"""On every request, signed: the contract the kiosk keeps. On every answer: the company's."""
HEARTBEAT_HEADER = "Kiosk-Health"
"""A `Heartbeat` as JSON, signed, on a look at the building's feed."""
SESSION_HEADER = "Kiosk-Session"
OPERATION_SIGNATURE_HEADER = "Operation-Signature"
"""Base64 of the session key's Ed25519 signature over the operation's exact body."""
CERTIFICATE_HEADER = "Session-Certificate"
"""`Admitted.certificate` of the session in which the operation was made."""
KEY_HEADER = "Idempotency-Key"

HEALTH = "/v1/health"
DEVICES = "/v1/devices"
CODES = "/v1/codes"
CONFIRM = "/v1/codes/{code_id}/confirm"
SESSION = "/v1/session"
LINKS = "/v1/links"
LINKS_BY_LOGIN = "/v1/links/by-login"
LINKS_BY_ADDRESS = "/v1/links/by-address"
FEED = "/v1/feed"
BLOB = "/v1/blobs/{sha256}"
OPS = "/v1/ops"


def major_minor(version: str) -> tuple[int, int] | None:
    """«1.0» → (1, 0); None for what is no version."""
    major, point, minor = version.partition(".")
    fits = point and all(part.isascii() and part.isdigit() and len(part) <= 6 for part in (major, minor))
    return (int(major), int(minor)) if fits else None


Id = Annotated[str, Field(min_length=1, max_length=200)]
Revision = Annotated[int, Field(ge=0, le=2**53)]
"""Of a scope; JSON's readers agree on whole numbers up to here."""


class Wire(BaseModel):
    """What a kiosk says. Strict about the unknown, so that a misspelt field is an error and not a silence."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Reply(BaseModel):
    """What a company says. What a newer minor version added is passed over."""

    model_config = ConfigDict(extra="ignore", frozen=True)


class Health(Reply):
    contract: str


class Heartbeat(Reply):
    """How a kiosk is, with nothing of any resident; times and ages in whole seconds. A newer kiosk may say more."""

    version: str = Field(max_length=40)
    waiting: int = Field(ge=0, le=10**9)
    """Commands the company has not answered, and the age of the oldest of them."""
    oldest: int = Field(default=0, ge=0, le=10**10)
    stuck: int = Field(default=0, ge=0, le=10**9)
    given_up: int = Field(default=0, ge=0, le=10**9)
    """Commands that were stuck, are not sent any more, and whose residents have not seen that yet."""
    set_aside: int = Field(default=0, ge=0, le=10**9)
    """Rows of the feed that the kiosk does not understand."""
    recovered: int = Field(default=0, ge=0, le=10**9)
    """Commands saved from a damaged spool."""
    clock_offset: int = Field(default=0, ge=-(10**10), le=10**10)
    """What must be added to the machine's clock to have the company's."""
    agreed_at: int | None = Field(default=None, ge=0, le=10**11)
    """When the kiosk last agreed with the company before this, Unix time."""


class Enrolment(Wire):
    """A one-time token, and the device's Ed25519 public key in base64."""

    token: str
    public_key: str


class Enrolled(Reply):
    device_id: str
    building_id: str


class CodeRequest(Wire):
    phone: str
    method: Method
    consents: tuple[Consent, ...]


class Confirmation(Wire):
    """`session_key`: base64 of the Ed25519 public key that this session signs operations with."""

    code: str = Field(pattern="^[0-9]{4}$")
    session_key: str


class Admitted(Reply):
    """`certificate`: by it the company knows its own session again when it has lost it; nobody else can read it."""

    session_id: Id
    token: str = Field(pattern="^[!-~]{1,500}$")
    certificate: str = Field(pattern="^[!-~]{1,2000}$")
    phone: str
    links: tuple[Link, ...]


class Links(Reply):
    links: tuple[Link, ...]


class FeedRow(Reply):
    """`data` is the fact as JSON, None in a tombstone; `op_id` names the last operation that touched it."""

    kind: str
    id: Id
    rev: Revision
    deleted: bool = False
    op_id: Id | None = None
    data: dict[str, Any] | None = None


class FeedPage(Reply):
    """`rev` is the cursor to ask after next; `epoch` changes when the server was restored from a backup.

    `scope` and `after` echo what was asked: a page that answers another question is not believed.

    Asked with limit 0, no rows come: `rev` is then the scope's newest and `more` whether the asker lacks any.
    """

    scope: str
    after: Revision
    epoch: Id
    rev: Revision
    more: bool
    rows: tuple[FeedRow, ...] = Field(max_length=FEED_LIMIT)


class Operation(Wire):
    """What travels for one command; frozen as bytes when made, and signed with the session key."""

    op_id: str
    kind: str
    device_id: str
    session_id: str
    account_id: str
    made_at: datetime
    payload: dict[str, Any]
    blobs: tuple[str, ...] = ()


class Refusal(Reply):
    """The body of every refusal, and of a rejected operation; `sentence` is a template for `values`."""

    code: str = Field(pattern="^[a-z][a-z0-9_.]{0,59}$")
    sentence: str = Field(max_length=1000)
    values: dict[str, str | int] = Field(default={}, max_length=20)


class Outcome(Reply):
    """The stored answer to an operation: `result` when applied, `refusal` when rejected or in conflict.

    `rev`: the account's feed shows what became of it once it has reached this revision; None when no feed does.
    """

    op_id: str
    outcome: str = Field(pattern="^(applied|rejected|conflict)$")
    result: dict[str, Any] | None = None
    refusal: Refusal | None = None
    rev: Revision | None = None
