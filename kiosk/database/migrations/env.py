"""What Alembic runs: the connection is given, and its transaction is the caller's."""

from alembic import context

from kiosk.database import tables

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=tables.spool,
    transactional_ddl=True,
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()
