"""What the two files hand out: frozen values, never rows of the database."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class State(StrEnum):
    """A command's way: ready → sending → applied (and deleted when settled), or one of the ways it fails.

    What is stuck and cannot be helped is given up, and deleted when its resident has seen that.
    """

    READY = "ready"
    SENDING = "sending"
    APPLIED = "applied"
    REJECTED = "rejected"
    CONFLICT = "conflict"
    STUCK = "stuck"
    GIVEN_UP = "given_up"


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """What the company must be told. `body` is frozen when made and signed; commands of one `aggregate` go in order.

    `certificate` is the company's word for the session that signed it.
    A cached row of `fact_kind` speaks for the command once it names `op_id` or has that id, or `made_id`: the one
    that the company chose for what the command made, if it chose another.
    `resident` tells who made it from others without naming them.
    `next_try_at` in seconds of the machine's clock; of one given up, since when it waits to be seen, in seconds of the
    company's, 0 at first. `answer` is JSON: the result, or the refusal. `rev`: where the
    account's feed shows what the company did, None where it told none.
    """

    op_id: str
    kind: str
    aggregate: str
    fact_kind: str
    made_id: str | None
    device_id: str
    session_id: str
    resident: str
    account_id: str
    made_at: datetime
    body: bytes = field(repr=False)
    signature: bytes = field(repr=False)
    certificate: str = field(default="", repr=False)
    state: State = State.READY
    attempts: int = 0
    next_try_at: float = 0.0
    answer: str | None = field(default=None, repr=False)
    rev: int | None = None
    trouble: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wiped:
    """When the company had which device wiped, how many undelivered operations went, and whom to call (E.164)."""

    at: datetime
    device_id: str
    lost: int
    phones: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Recovered:
    """How a damaged spool was mended. `set_aside` is the damaged file's new name, empty where none was left.

    `operations` were read, `incomplete` of them without all their photos. `rows_lost` were begun and had no end;
    what stood wholly in one of `pages_lost` nobody can count. Without `has_identity` the device must be enrolled anew.
    `kept_from`: when the company was first asked the time after it, from which on the damaged file's days are counted.
    """

    at: datetime
    set_aside: str
    operations: int
    incomplete: int
    rows_lost: int
    pages_lost: int
    has_identity: bool
    kept_from: datetime | None = None

    @property
    def is_whole(self) -> bool:
        """Whether nothing can be missing."""
        return self.has_identity and not (self.incomplete or self.rows_lost or self.pages_lost)


@dataclass(frozen=True, slots=True, kw_only=True)
class CachedRow:
    """A fact as JSON, and the operation that made this revision."""

    id: str
    data: str = field(repr=False)
    op_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedRow:
    """A validated row of the feed, ready to be stored; `data` is None in a tombstone."""

    kind: str
    id: str
    rev: int
    order: str
    op_id: str | None
    data: str | None = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class SetAside:
    """A row of the feed that was not understood; of accounts that were forgotten only the kind is known."""

    scope: str
    kind: str
    id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cursor:
    """How far a scope was read, and in which life of the server."""

    epoch: str
    rev: int
