"""Commands, their photos, the device's identity."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision: str | None = None


def upgrade() -> None:
    _commands()
    op.create_table(
        "blob",
        sa.Column("sha256", sa.Text, primary_key=True),
        sa.Column("bytes", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "op_blob",
        sa.Column("op_id", sa.Text, sa.ForeignKey("op.op_id", ondelete="CASCADE"), primary_key=True),
        sa.Column("slot", sa.Integer, primary_key=True),
        sa.Column("sha256", sa.Text, sa.ForeignKey("blob.sha256"), nullable=False),
    )
    op.create_index("ix_op_blob_sha256", "op_blob", ["sha256"])
    op.create_table(
        "identity",
        sa.Column("id", sa.Integer, sa.CheckConstraint("id = 1", name="ck_identity_one"), primary_key=True),
        sa.Column("device_id", sa.Text, nullable=False),
        sa.Column("building_id", sa.Text, nullable=False),
        sa.Column("server", sa.Text, nullable=False),
        sa.Column("private_key", sa.LargeBinary, nullable=False),
        sa.Column("authority", sa.Text, nullable=False),
    )
    op.create_table(
        "wiped",
        sa.Column("id", sa.Integer, sa.CheckConstraint("id = 1", name="ck_wiped_one"), primary_key=True),
        sa.Column("at", sa.Text, nullable=False),
        sa.Column("device_id", sa.Text, nullable=False),
        sa.Column("lost", sa.Integer, nullable=False),
        sa.Column("phones", sa.Text, nullable=False),
    )
    op.create_table(
        "recovery",
        sa.Column("id", sa.Integer, sa.CheckConstraint("id = 1", name="ck_recovery_one"), primary_key=True),
        sa.Column("at", sa.Text, nullable=False),
        sa.Column("set_aside", sa.Text, nullable=False),
        sa.Column("operations", sa.Integer, nullable=False),
        sa.Column("incomplete", sa.Integer, nullable=False),
        sa.Column("rows_lost", sa.Integer, nullable=False),
        sa.Column("pages_lost", sa.Integer, nullable=False),
        sa.Column("has_identity", sa.Boolean, nullable=False),
        sa.Column("kept_from", sa.Text),
    )


def _commands() -> None:
    op.create_table(
        "op",
        sa.Column("seq", sa.Integer, primary_key=True),
        sa.Column("op_id", sa.Text, nullable=False, unique=True),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("aggregate", sa.Text, nullable=False),
        sa.Column("fact_kind", sa.Text, nullable=False),
        sa.Column("made_id", sa.Text),
        sa.Column("device_id", sa.Text, nullable=False),
        sa.Column("session_id", sa.Text, nullable=False),
        sa.Column("resident", sa.Text, nullable=False),
        sa.Column("account_id", sa.Text, nullable=False),
        sa.Column("made_at", sa.Text, nullable=False),
        sa.Column("body", sa.LargeBinary, nullable=False),
        sa.Column("signature", sa.LargeBinary, nullable=False),
        sa.Column("certificate", sa.Text, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("next_try_at", sa.Float, nullable=False),
        sa.Column("answer", sa.Text),
        sa.Column("rev", sa.Integer),
        sa.Column("trouble", sa.Text, nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_op_aggregate", "op", ["aggregate", "seq"])
    op.create_index("ix_op_account", "op", ["account_id", "seq"])


def downgrade() -> None:
    for table in ("recovery", "wiped", "op_blob", "blob", "op", "identity"):
        op.drop_table(table)
