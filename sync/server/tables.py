"""The company's tables. What residents see is kept as facts; the rest is who may see and do what."""

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import JSON, BigInteger, DateTime, Dialect, ForeignKey, Index, LargeBinary, MetaData, String, Text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlalchemy.types import TypeDecorator


class Instant(TypeDecorator[datetime]):
    """A moment, always UTC on both sides; SQLite itself forgets zones."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return None if value is None else value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return value if value is None or value.tzinfo else value.replace(tzinfo=UTC)


class Exact(TypeDecorator[Decimal]):
    """A decimal fraction to its last digit; SQLite itself has only binary ones."""

    impl = String
    cache_ok = True

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> str | None:
        return None if value is None else f"{value:f}"

    def process_result_value(self, value: str | None, dialect: Dialect) -> Decimal | None:
        return None if value is None else Decimal(value)


class Base(DeclarativeBase):
    """Strings are text, moments are UTC, numbers that grow are 64 bits, fractions are exact."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {  # noqa: RUF012 — read once by SQLAlchemy
        str: String,
        datetime: Instant,
        Decimal: Exact,
        dict[str, Any]: JSON,
    }


class Secret(Base):
    """What the server made for itself: the epoch, the keys of code digests and of admissions."""

    __tablename__ = "secret"
    name: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[str]


class Counter(Base):
    """Locked until commit: a scope's revision, appeals' numbers. Below `floor` tombstones are gone."""

    __tablename__ = "counter"
    name: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[int] = mapped_column(BigInteger, default=0)
    floor: Mapped[int] = mapped_column(BigInteger, default=0)


class FactRow(Base):
    """The last revision of a fact in a scope; `op_id` is the last operation that made or changed it.

    With a `phone` it is told to that resident alone, whoever else is linked to the account.
    """

    __tablename__ = "fact"
    scope: Mapped[str] = mapped_column(ForeignKey("counter.name"), primary_key=True)
    kind: Mapped[str] = mapped_column(primary_key=True)
    id: Mapped[str] = mapped_column(primary_key=True)
    phone: Mapped[str] = mapped_column(primary_key=True, default="")
    rev: Mapped[int] = mapped_column(BigInteger)
    deleted: Mapped[bool] = mapped_column(default=False)
    op_id: Mapped[str | None]
    data: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    changed_at: Mapped[datetime]
    __table_args__ = (Index(None, "scope", "rev", unique=True), Index(None, "kind", "id"))


class Ticket(Base):
    """A one-time token that enrols a kiosk in a building."""

    __tablename__ = "ticket"
    token_hash: Mapped[str] = mapped_column(primary_key=True)
    building_id: Mapped[str]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class Device(Base):
    """An enrolled kiosk, its Ed25519 public key, and how it said it was.

    `heartbeat` is the last one (`contract.Heartbeat`); `wipe_at`: told to forget everything since then, `wiped_at`:
    the order was given to it.
    """

    __tablename__ = "device"
    id: Mapped[str] = mapped_column(primary_key=True)
    building_id: Mapped[str]
    public_key: Mapped[bytes] = mapped_column(LargeBinary)
    enrolled_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]
    wipe_at: Mapped[datetime | None]
    wiped_at: Mapped[datetime | None]
    contract: Mapped[str | None]
    seen_at: Mapped[datetime | None]
    heartbeat: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))


class Nonce(Base):
    """A signature already seen; forgotten when its time alone would refuse it."""

    __tablename__ = "nonce"
    device_id: Mapped[str] = mapped_column(primary_key=True)
    nonce: Mapped[str] = mapped_column(primary_key=True)
    expires_at: Mapped[datetime] = mapped_column(index=True)


class QuotaUse(Base):
    """One use of a quota; forgotten when its period has passed."""

    __tablename__ = "quota_use"
    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str]
    at: Mapped[datetime] = mapped_column(index=True)
    __table_args__ = (Index(None, "key", "at"),)


class Code(Base):
    """A phone code: only its keyed digest. `dead_at`: used, replaced, or guessed at too often.

    `session_id`: the session that it opened, until a newer code was asked for.
    """

    __tablename__ = "code"
    id: Mapped[str] = mapped_column(primary_key=True)
    device_id: Mapped[str]
    phone: Mapped[str]
    digest: Mapped[str]
    sent_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    attempts_left: Mapped[int]
    dead_at: Mapped[datetime | None]
    session_id: Mapped[str | None]
    __table_args__ = (Index(None, "device_id", "phone", "sent_at"),)


class ConsentGiven(Base):
    """A consent as it was given, or taken back: never changed but for the confirmation of the phone, never deleted.

    Given before a code it has the code's id, which outlives the code; decided in the cabinet that of the operation.
    """

    __tablename__ = "consent_given"
    id: Mapped[int] = mapped_column(primary_key=True)
    phone: Mapped[str] = mapped_column(index=True)
    consent: Mapped[str]
    version: Mapped[str]
    given_at: Mapped[datetime]
    device_id: Mapped[str]
    code_id: Mapped[str | None] = mapped_column(index=True)
    confirmed_at: Mapped[datetime | None]
    op_id: Mapped[str | None] = mapped_column(unique=True)
    given: Mapped[bool] = mapped_column(default=True)


class ResidentSession(Base):
    """A resident at a kiosk. The row outlives the session: its key proves operations delivered later.

    `seen_at`: the last request in it, None while there was none.
    """

    __tablename__ = "resident_session"
    id: Mapped[str] = mapped_column(primary_key=True)
    token_hash: Mapped[str] = mapped_column(unique=True)
    device_id: Mapped[str] = mapped_column(ForeignKey("device.id"))
    phone: Mapped[str]
    key: Mapped[bytes] = mapped_column(LargeBinary)
    opened_at: Mapped[datetime]
    seen_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]


class AccountRow(Base):
    """What the company knows for itself about an account; what residents see is the fact `account`."""

    __tablename__ = "account"
    id: Mapped[str] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(unique=True)
    login: Mapped[str] = mapped_column(unique=True)
    password_hash: Mapped[str | None]
    phone: Mapped[str | None]
    building_id: Mapped[str]
    address: Mapped[str]
    apartment: Mapped[str]


class LinkRow(Base):
    """A resident's phone and an account; `status` is `kiosk.domain.accounts.LinkStatus`.

    `lapsed_at`: declined because nobody used it, not by the company's word. `confirmed_at`: when it last became so.
    """

    __tablename__ = "link"
    id: Mapped[str] = mapped_column(primary_key=True)
    phone: Mapped[str]
    account_id: Mapped[str] = mapped_column(ForeignKey("account.id"))
    status: Mapped[str]
    reason: Mapped[str] = mapped_column(default="")
    made_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
    lapsed_at: Mapped[datetime | None]
    confirmed_at: Mapped[datetime | None]
    __table_args__ = (Index(None, "phone", "account_id", unique=True),)


class OperationRow(Base):
    """An operation settled for ever: the digest of its body and the answer that every replay gets."""

    __tablename__ = "operation"
    op_id: Mapped[str] = mapped_column(primary_key=True)
    body_hash: Mapped[str]
    kind: Mapped[str]
    device_id: Mapped[str]
    session_id: Mapped[str]
    account_id: Mapped[str]
    phone: Mapped[str]
    made_at: Mapped[datetime]
    received_at: Mapped[datetime]
    answer: Mapped[str] = mapped_column(Text)


class AppealRow(Base):
    """Where an appeal is and who filed it; `text_hash` finds the same text said again. The rest is the fact."""

    __tablename__ = "appeal"
    id: Mapped[str] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(unique=True)
    account_id: Mapped[str] = mapped_column(ForeignKey("account.id"))
    phone: Mapped[str | None]
    text_hash: Mapped[str]
    filed_at: Mapped[datetime]
    __table_args__ = (Index(None, "phone", "filed_at"),)


class AppealPhoto(Base):
    """A photo's place in an appeal: the same picture may stand in several."""

    __tablename__ = "appeal_photo"
    appeal_id: Mapped[str] = mapped_column(ForeignKey("appeal.id"), primary_key=True)
    slot: Mapped[int] = mapped_column(primary_key=True)
    sha256: Mapped[str] = mapped_column(ForeignKey("blob.sha256"), index=True)


class Blob(Base):
    """A photo by its SHA-256. `idle_since`: since when nothing refers to it; until then it was not seen idle."""

    __tablename__ = "blob"
    sha256: Mapped[str] = mapped_column(primary_key=True)
    data: Mapped[bytes] = mapped_column(LargeBinary)
    stored_at: Mapped[datetime]
    idle_since: Mapped[datetime | None]


class Upload(Base):
    """What a kiosk had stored, and what that counts against its quotas, whoever else stored the same."""

    __tablename__ = "upload"
    device_id: Mapped[str] = mapped_column(ForeignKey("device.id"), primary_key=True)
    sha256: Mapped[str] = mapped_column(ForeignKey("blob.sha256"), primary_key=True, index=True)
    size: Mapped[int]
    at: Mapped[datetime]
    __table_args__ = (Index(None, "device_id", "at"),)
