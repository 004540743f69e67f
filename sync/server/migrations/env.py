"""Run by Alembic: the connection comes from `sync.server.database`, the tables from `tables` and `records`."""

from alembic import context

from sync.server import records

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=records.METADATA,
    transactional_ddl=True,
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()
