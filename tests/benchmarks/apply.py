"""How fast a feed gets into the cache, beside a bare `executemany` of the same rows into the same encrypted file.

`python -m tests.benchmarks.apply [ROUNDS]` prints JSON, in rows a second and as ratios; medians of rounds in which each
takes its turn. `apply`: checked rows, by the page. `pull`: the whole way, from the answer's bytes. `bare`: tuples into
a table with the same columns and indexes, in one transaction for all, and in one a page as the feed needs.
"""

import gc
import json
import os
import re
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, cast

from kiosk import cached
from kiosk.database import Store
from kiosk.database.rows import Cursor, FeedRow
from kiosk.domain.facts import Fact
from kiosk.domain.invoices import Form, Invoice
from kiosk.domain.money import Kopecks
from kiosk.domain.payments import Payment
from sync import contract
from sync.client import Client
from sync.pull import Pull
from tests.kiosk.documents.samples import long_invoice

SCOPE = "account:10117"
SHORT, LONG = 10_000, 400
INSERT = 'INSERT INTO bare (scope, id, rev, op_id, "order", data) VALUES (?, ?, ?, ?, ?, ?)'


class Replay:
    """The company's answers, made beforehand, read as the client reads them."""

    def __init__(self, facts: Sequence[Fact]) -> None:
        self._adapter = cached.adapter(contract.FeedPage)
        size = contract.FEED_LIMIT
        rows = [_row(fact, rev) for rev, fact in enumerate(facts, start=1)]
        self.pages = [_page(rows[at : at + size], at, more=at + size < len(rows)) for at in range(0, len(rows), size)]

    def feed(self, scope: str, after: int, **_rest: object) -> contract.FeedPage:
        return self._adapter.validate_json(self.pages[after // contract.FEED_LIMIT])


def _row(fact: Fact, rev: int) -> dict[str, Any]:
    data = cached.adapter(type(fact)).dump_python(fact, mode="json")
    return {"kind": fact.kind, "id": fact.id, "rev": rev, "op_id": None, "data": data}


def _page(rows: list[dict[str, Any]], after: int, *, more: bool) -> bytes:
    page = {"scope": SCOPE, "after": after, "epoch": "1", "rev": after + len(rows), "more": more, "rows": rows}
    return json.dumps(page, ensure_ascii=False, separators=(",", ":")).encode()


def payments() -> list[Fact]:
    return [
        Payment(id=f"payment-{n}", number=f"{n:07}", paid_on=date(2026, 1, 1 + n % 28), total=Kopecks(n), method="СБП")
        for n in range(SHORT)
    ]


def invoices() -> list[Fact]:
    """Of twenty lines, 10 KB each."""
    invoice = long_invoice(20, Form.F924)
    return [_numbered(invoice, n) for n in range(LONG)]


def _numbered(invoice: Invoice, number: int) -> Fact:
    return cast(Fact, replace(invoice, id=f"invoice-{number}", number=f"{number:07}"))


def checked(facts: Sequence[Fact]) -> list[FeedRow]:
    return [
        FeedRow(
            kind=fact.kind,
            id=fact.id,
            rev=rev,
            order=fact.order,
            op_id=None,
            data=cached.adapter(type(fact)).dump_json(fact).decode(),
        )
        for rev, fact in enumerate(facts, start=1)
    ]


class Bare:
    """A table like the kind's own, written to with nothing in between."""

    def __init__(self, store: Store, rows: Sequence[FeedRow]) -> None:
        self._tuples = [(SCOPE, row.id, row.rev, row.op_id, row.order, row.data) for row in rows]
        self._insert = INSERT
        self._cursor = store.cache._file._engine.raw_connection().cursor()
        self._cursor.execute("DROP TABLE IF EXISTS bare")
        made = "SELECT sql FROM sqlite_master WHERE tbl_name = 'payment' AND sql IS NOT NULL"
        for (sql,) in self._cursor.execute(made).fetchall():
            self._cursor.execute(re.sub(r"\bpayment\b", "bare", sql).replace("ix_payment", "ix_bare"))

    def write(self, size: int) -> None:
        for at in range(0, len(self._tuples), size):
            self._cursor.execute("BEGIN IMMEDIATE")
            self._cursor.executemany(self._insert, self._tuples[at : at + size])
            self._cursor.execute("COMMIT")

    def empty(self) -> None:
        self._cursor.execute("DELETE FROM bare")
        self._cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()


def measured(store: Store, facts: Sequence[Fact], rounds: int) -> dict[str, Any]:
    kind, rows, replay = facts[0].kind, checked(facts), Replay(facts)
    bare = Bare(store, rows)
    size = contract.FEED_LIMIT

    def apply() -> None:
        asked: Cursor | None = None
        for at in range(0, len(rows), size):
            heard = Cursor(epoch="1", rev=at + size)
            assert store.cache.apply(SCOPE, asked, heard, rows[at : at + size]) is not None
            asked = heard

    def pull() -> None:
        Pull(store, cast(Client, replay), lambda: None).pull(SCOPE, "token")

    def clear() -> None:
        bare.empty()
        store.cache.forget_accounts()
        store.cache.admit(SCOPE)

    ways: dict[str, Callable[[], None]] = {
        "bare": lambda: bare.write(len(rows)),
        "bare_by_page": lambda: bare.write(size),
        "apply": apply,
        "pull": pull,
    }
    times: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(rounds):
        for name, way in ways.items():
            clear()
            times[name].append(_timed(way))
    assert store.cache.count(kind, SCOPE) == len(rows)
    rate = {name: len(rows) / statistics.median(taken) for name, taken in times.items()}
    return {
        "rows": len(rows),
        "bytes_a_row": sum(len(row.data or "") for row in rows) // len(rows),
        "rows_a_second": {name: round(value) for name, value in rate.items()},
        "apply_of_bare_by_page": round(rate["apply"] / rate["bare_by_page"], 2),
        "apply_of_bare": round(rate["apply"] / rate["bare"], 2),
        "pull_of_bare_by_page": round(rate["pull"] / rate["bare_by_page"], 2),
        "pull_of_bare": round(rate["pull"] / rate["bare"], 2),
    }


def _timed(way: Callable[[], None]) -> float:
    gc.collect()
    gc.freeze()
    begun = time.process_time()
    way()
    taken = time.process_time() - begun
    gc.unfreeze()
    return taken


def main(rounds: int) -> None:
    with (
        tempfile.TemporaryDirectory(dir=Path.cwd()) as directory,
        closing(Store.open(Path(directory) / "store", os.urandom(32))) as store,
    ):
        store.cache.admit(SCOPE)
        report = {facts[0].kind: measured(store, facts, rounds) for facts in (payments(), invoices())}
    print(json.dumps({"page": contract.FEED_LIMIT, **report}, indent=2))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5)
