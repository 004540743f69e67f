"""Tables of what residents say besides appeals: readings, votes and who may cast them, choices, refused photos."""

from datetime import datetime
from decimal import Decimal

from sqlalchemy import JSON, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from sync.server.tables import Base

METADATA = Base.metadata
"""Of every table: these, and those of `sync.server.tables`."""


class ReadingRow(Base):
    """What a meter showed, as it was told: never changed. The meter's present values are derived from all of them."""

    __tablename__ = "reading"
    id: Mapped[str] = mapped_column(primary_key=True)
    meter_id: Mapped[str]
    account_id: Mapped[str] = mapped_column(ForeignKey("account.id"))
    phone: Mapped[str | None]
    figures: Mapped[list[str]] = mapped_column(JSON)
    taken_at: Mapped[datetime]
    received_at: Mapped[datetime]
    __table_args__ = (Index(None, "account_id", "meter_id", "taken_at"),)


class Owner(Base):
    """A resident whom the company has verified as an owner; `share` of the common property is in percent."""

    __tablename__ = "owner"
    id: Mapped[str] = mapped_column(primary_key=True)
    account_id: Mapped[str] = mapped_column(ForeignKey("account.id"))
    phone: Mapped[str]
    share: Mapped[Decimal]
    verified_at: Mapped[datetime]
    __table_args__ = (Index(None, "account_id", "phone", unique=True),)


class VoteRow(Base):
    """An owner's choice, with the share it had then. One a question and owner: the key says so."""

    __tablename__ = "vote"
    question_id: Mapped[str] = mapped_column(primary_key=True)
    owner_id: Mapped[str] = mapped_column(ForeignKey("owner.id"), primary_key=True)
    meeting_id: Mapped[str] = mapped_column(index=True)
    choice: Mapped[str]
    share: Mapped[Decimal]
    cast_at: Mapped[datetime]
    received_at: Mapped[datetime]
    op_id: Mapped[str] = mapped_column(unique=True)


class NotificationChoice(Base):
    """What an account's resident chose to be told: every choice there was. The last to arrive is in force."""

    __tablename__ = "notification_choice"
    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[str] = mapped_column(ForeignKey("account.id"), index=True)
    phone: Mapped[str]
    appeals_by_sms: Mapped[bool]
    outages_by_sms: Mapped[bool]
    made_at: Mapped[datetime]
    received_at: Mapped[datetime]
    op_id: Mapped[str] = mapped_column(unique=True)


class RefusedPhoto(Base):
    """A photo of a refused operation, shown to who made it until the refusal is dismissed."""

    __tablename__ = "refused_photo"
    op_id: Mapped[str] = mapped_column(primary_key=True)
    slot: Mapped[int] = mapped_column(primary_key=True)
    sha256: Mapped[str] = mapped_column(ForeignKey("blob.sha256"), index=True)
    account_id: Mapped[str] = mapped_column(ForeignKey("account.id"))
    phone: Mapped[str]
