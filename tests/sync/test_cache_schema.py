"""A cache of other facts than this release's is read anew: a changed fact needs another CACHE_SCHEMA."""

import hashlib
import json
from typing import Any

from sqlalchemy.dialects import sqlite
from sqlalchemy.schema import CreateTable

from kiosk import cached
from kiosk.database import tables
from sync import contract

SCHEMA, FINGERPRINT = 3, "074b797a1ebd7802"
"""Change both, and `tables.CACHE_SCHEMA` with them."""


def bare(schema: Any) -> Any:
    """Without what is only said about it."""
    match schema:
        case dict():
            return {name: bare(value) for name, value in schema.items() if name not in ("title", "description")}
        case list():
            return [bare(value) for value in schema]
    return schema


def fingerprint() -> str:
    facts = {kind: bare(cached.adapter(fact).json_schema()) for kind, fact in contract.FACTS.items()}
    made = [str(CreateTable(table).compile(dialect=sqlite.dialect())) for table in tables.cache.sorted_tables]
    return hashlib.sha256(json.dumps([facts, made], sort_keys=True).encode()).hexdigest()[:16]


def test_whoever_changes_a_fact_gives_the_cache_another_schema() -> None:
    assert (tables.CACHE_SCHEMA, fingerprint()) == (SCHEMA, FINGERPRINT), (
        "facts or tables of the cache have changed: raise CACHE_SCHEMA, for kiosks to read them anew, and note both"
    )
