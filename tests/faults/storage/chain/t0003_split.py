"""Of tests only: a second step in the same transaction, which moves data between tables."""

import sqlalchemy as sa
from alembic import op

revision = "t0003"
down_revision = "t0002"


def upgrade() -> None:
    op.create_table("moved", sa.Column("op_id", sa.Text, primary_key=True), sa.Column("urgent", sa.Integer))
    op.execute("INSERT INTO moved SELECT op_id, urgent FROM op")
    op.drop_index("ix_op_urgent", "op")
    with op.batch_alter_table("op", recreate="always") as batch:
        batch.drop_column("urgent")
