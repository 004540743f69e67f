"""Of tests only: the commands' table is made anew while photos refer to it, and every row is changed."""

import sqlalchemy as sa
from alembic import op

revision = "t0002"
down_revision = "0001"


def upgrade() -> None:
    with op.batch_alter_table("op", recreate="always") as batch:
        batch.add_column(sa.Column("urgent", sa.Integer, nullable=False, server_default="0"))
        batch.alter_column("trouble", existing_type=sa.Text, nullable=True)
    op.execute("UPDATE op SET urgent = 1 WHERE seq % 2")
    op.create_index("ix_op_urgent", "op", ["urgent"])
