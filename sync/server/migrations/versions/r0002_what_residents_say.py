"""Tables of what residents say besides appeals"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "refused_photo",
        sa.Column("op_id", sa.String(), nullable=False),
        sa.Column("slot", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("account_id", sa.String(), nullable=False),
        sa.Column("phone", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_refused_photo_account_id_account")),
        sa.ForeignKeyConstraint(["sha256"], ["blob.sha256"], name=op.f("fk_refused_photo_sha256_blob")),
        sa.PrimaryKeyConstraint("op_id", "slot", name=op.f("pk_refused_photo")),
    )
    op.create_index(op.f("ix_refused_photo_sha256"), "refused_photo", ["sha256"], unique=False)
    op.create_table(
        "reading",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("meter_id", sa.String(), nullable=False),
        sa.Column("account_id", sa.String(), nullable=False),
        sa.Column("phone", sa.String(), nullable=True),
        sa.Column("figures", sa.JSON(), nullable=False),
        sa.Column("taken_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_reading_account_id_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reading")),
    )
    columns = ["account_id", "meter_id", "taken_at"]
    op.create_index(op.f("ix_reading_account_id_meter_id_taken_at"), "reading", columns, unique=False)

    op.create_table(
        "notification_choice",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.String(), nullable=False),
        sa.Column("phone", sa.String(), nullable=False),
        sa.Column("appeals_by_sms", sa.Boolean(), nullable=False),
        sa.Column("outages_by_sms", sa.Boolean(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("op_id", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_notification_choice_account_id_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notification_choice")),
        sa.UniqueConstraint("op_id", name=op.f("uq_notification_choice_op_id")),
    )
    op.create_index(op.f("ix_notification_choice_account_id"), "notification_choice", ["account_id"], unique=False)
    _owners_vote()


def _owners_vote() -> None:
    op.create_table(
        "owner",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("account_id", sa.String(), nullable=False),
        sa.Column("phone", sa.String(), nullable=False),
        sa.Column("share", sa.String(), nullable=False),
        sa.Column("verified_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_owner_account_id_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_owner")),
    )
    op.create_index(op.f("ix_owner_account_id_phone"), "owner", ["account_id", "phone"], unique=True)
    op.create_table(
        "vote",
        sa.Column("question_id", sa.String(), nullable=False),
        sa.Column("owner_id", sa.String(), nullable=False),
        sa.Column("meeting_id", sa.String(), nullable=False),
        sa.Column("choice", sa.String(), nullable=False),
        sa.Column("share", sa.String(), nullable=False),
        sa.Column("cast_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("op_id", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["owner_id"], ["owner.id"], name=op.f("fk_vote_owner_id_owner")),
        sa.PrimaryKeyConstraint("question_id", "owner_id", name=op.f("pk_vote")),
        sa.UniqueConstraint("op_id", name=op.f("uq_vote_op_id")),
    )
    op.create_index(op.f("ix_vote_meeting_id"), "vote", ["meeting_id"], unique=False)
    op.create_table(
        "upload",
        sa.Column("device_id", sa.String(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["device_id"], ["device.id"], name=op.f("fk_upload_device_id_device")),
        sa.ForeignKeyConstraint(["sha256"], ["blob.sha256"], name=op.f("fk_upload_sha256_blob")),
        sa.PrimaryKeyConstraint("device_id", "sha256", name=op.f("pk_upload")),
    )
    op.create_index(op.f("ix_upload_sha256"), "upload", ["sha256"], unique=False)
    op.create_index(op.f("ix_upload_device_id_at"), "upload", ["device_id", "at"], unique=False)


def downgrade() -> None:
    op.drop_table("vote")
    op.drop_table("owner")
    op.drop_table("notification_choice")
    op.drop_table("reading")
    op.drop_table("refused_photo")
