"""Run by Alembic: the connection comes from `sync.server.database`, the tables from `sync.server.tables`."""

from alembic import context

from sync.server.tables import Base

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    transactional_ddl=True,
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()
