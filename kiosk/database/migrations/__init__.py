"""Alembic migrations of spool.db, run in the caller's one transaction: killed half-way, nothing has happened."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection


def config() -> Config:
    settings = Config()
    settings.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    settings.set_main_option("path_separator", "os")
    return settings


def upgrade(connection: Connection) -> None:
    """Bring the database to the newest revision inside the connection's open transaction."""
    settings = config()
    settings.attributes["connection"] = connection
    command.upgrade(settings, "head")
