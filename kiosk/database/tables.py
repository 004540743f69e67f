"""Tables of both files. The cache has one table a kind of fact, all of one shape; kinds are words here, not imports."""

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    ColumnElement,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    literal_column,
)

CACHE_SCHEMA = 3
"""Written to the cache's user_version: any other means that it is rebuilt, as it must be when a fact has changed."""

KINDS = (
    "company",
    "building",
    "address",
    "appeal_type",
    "consent_text",
    "notice",
    "meeting",
    "account",
    "appeal",
    "invoice",
    "payment",
    "meter",
    "reading",
    "vote",
    "notification_choices",
    "refused_operation",
)

cache = MetaData()
spool = MetaData()


def _fact_table(kind: str) -> Table:
    return Table(
        kind,
        cache,
        Column("scope", Text, primary_key=True),
        Column("id", Text, primary_key=True),
        Column("rev", Integer, nullable=False),
        Column("op_id", Text),
        Column("order", Text, nullable=False),
        Column("data", Text, nullable=False),
        Index(f"ix_{kind}_order", "scope", "order"),
        Index(f"ix_{kind}_op_id", "op_id"),
    )


ENDED = ("closed", "cancelled")
"""Statuses of an appeal that nothing more happens to."""
HAS_ENDED: ColumnElement[bool] = literal_column(f"(json_extract(data, '$.status') IN {ENDED!r})", Boolean)
"""Written out: with parameters in it the index would not be used."""

FACTS = {kind: _fact_table(kind) for kind in KINDS}
Index("ix_appeal_ended", FACTS["appeal"].c.scope, HAS_ENDED, FACTS["appeal"].c.order)

feed_cursor = Table(
    "feed_cursor",
    cache,
    Column("scope", Text, primary_key=True),
    Column("epoch", Text, nullable=False),
    Column("rev", Integer, nullable=False),
)

set_aside = Table(
    "set_aside",
    cache,
    Column("scope", Text, primary_key=True),
    Column("kind", Text, primary_key=True),
    Column("id", Text, primary_key=True),
    Column("release", Text, nullable=False),
)
"""Rows of the feed that this release did not understand. Of accounts that are forgotten the kind stays alone."""

op = Table(
    "op",
    spool,
    Column("seq", Integer, primary_key=True),
    Column("op_id", Text, nullable=False, unique=True),
    Column("kind", Text, nullable=False),
    Column("aggregate", Text, nullable=False),
    Column("fact_kind", Text, nullable=False),
    Column("made_id", Text),
    Column("device_id", Text, nullable=False),
    Column("session_id", Text, nullable=False),
    Column("resident", Text, nullable=False),
    Column("account_id", Text, nullable=False),
    Column("made_at", Text, nullable=False),
    Column("body", LargeBinary, nullable=False),
    Column("signature", LargeBinary, nullable=False),
    Column("certificate", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("next_try_at", Float, nullable=False),
    Column("answer", Text),
    Column("rev", Integer),
    Column("trouble", Text, nullable=False),
    Index("ix_op_aggregate", "aggregate", "seq"),
    Index("ix_op_account", "account_id", "seq"),
    sqlite_autoincrement=True,
)

op_blob = Table(
    "op_blob",
    spool,
    Column("op_id", Text, ForeignKey("op.op_id", ondelete="CASCADE"), primary_key=True),
    Column("slot", Integer, primary_key=True),
    Column("sha256", Text, ForeignKey("blob.sha256"), nullable=False, index=True),
)

blob = Table(
    "blob",
    spool,
    Column("sha256", Text, primary_key=True),
    Column("bytes", LargeBinary, nullable=False),
)

identity = Table(
    "identity",
    spool,
    Column("id", Integer, CheckConstraint("id = 1", name="ck_identity_one"), primary_key=True),
    Column("device_id", Text, nullable=False),
    Column("building_id", Text, nullable=False),
    Column("server", Text, nullable=False),
    Column("private_key", LargeBinary, nullable=False),
    Column("authority", Text, nullable=False),
)

wiped = Table(
    "wiped",
    spool,
    Column("id", Integer, CheckConstraint("id = 1", name="ck_wiped_one"), primary_key=True),
    Column("at", Text, nullable=False),
    Column("device_id", Text, nullable=False),
    Column("lost", Integer, nullable=False),
    Column("phones", Text, nullable=False),
)
"""All that is left after the company had the device wiped: nothing of any resident."""

recovery = Table(
    "recovery",
    spool,
    Column("id", Integer, CheckConstraint("id = 1", name="ck_recovery_one"), primary_key=True),
    Column("at", Text, nullable=False),
    Column("set_aside", Text, nullable=False),
    Column("operations", Integer, nullable=False),
    Column("incomplete", Integer, nullable=False),
    Column("rows_lost", Integer, nullable=False),
    Column("pages_lost", Integer, nullable=False),
    Column("has_identity", Boolean, nullable=False),
    Column("kept_from", Text),
)
"""What the operator has not been told yet."""
