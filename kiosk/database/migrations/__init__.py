"""Alembic migrations of spool.db, run in the caller's one transaction: killed half-way, nothing has happened.

A migration that makes `op` anew keeps its rows' ids: commands go in their order. One that adds a column which may not
be null must teach `salvage` what it was before.
"""

import os
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection

_HERE = Path(__file__).parent


def config(*further: Path) -> Config:
    """`further`: folders of more migrations."""
    settings = Config()
    settings.set_main_option("script_location", _escaped(str(_HERE)))
    settings.set_main_option("version_locations", _escaped(os.pathsep.join(map(str, (_HERE / "versions", *further)))))
    settings.set_main_option("path_separator", "os")
    return settings


def upgrade(connection: Connection, *further: Path) -> None:
    """Bring the database to the newest revision inside the connection's open transaction."""
    settings = config(*further)
    settings.attributes["connection"] = connection
    command.upgrade(settings, "head")


def _escaped(text: str) -> str:
    return text.replace("%", "%%")
