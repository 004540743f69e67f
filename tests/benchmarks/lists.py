"""How long each list takes to open with few cached rows of its kind, and with 10,000: medians in ms, as JSON.

`python -m tests.benchmarks.lists [ROUNDS]`. Nothing may grow by more than a frame, 16 ms. Of the processor's time:
files that are read all day are in memory, and the machine may have other work.
"""

import json
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from functools import partial
from pathlib import Path

from kiosk import accounts, appeals, cached, invoices, meetings, meters, notices, payments, refusals
from kiosk.database import Store
from kiosk.database.rows import Cursor, FeedRow
from kiosk.domain.accounts import Address
from kiosk.domain.appeals import Appeal, AppealEvent, AppealStatus
from kiosk.domain.facts import Fact
from kiosk.domain.invoices import Form
from kiosk.domain.meetings import Meeting
from kiosk.domain.meters import Meter, Reading, Resource
from kiosk.domain.money import Kopecks
from kiosk.domain.notices import Notice, NoticeKind
from kiosk.domain.payments import Payment
from kiosk.domain.refusals import RefusedOperation
from tests.kiosk.documents.samples import long_invoice
from tests.kiosk.stores import ACCOUNT, BUILDING, SCOPE, opened, resident

FEW, MANY = 10 * cached.PAGE, 10_000
"""Few fill every list's first page, too."""
FRAME = 16.0
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)

LISTS: dict[str, Callable[[Store], object]] = {
    "payments": lambda store: payments.listed(store, ACCOUNT),
    "invoices": lambda store: invoices.listed(store, ACCOUNT),
    "appeals, all": lambda store: appeals.listed(store, ACCOUNT, resident()),
    "appeals, open": lambda store: appeals.listed(store, ACCOUNT, resident(), is_open=True),
    "appeals, ended": lambda store: appeals.listed(store, ACCOUNT, resident(), is_open=False),
    "appeals, how many open": lambda store: appeals.open_count(store, ACCOUNT, resident()),
    "meters": lambda store: meters.listed(store, ACCOUNT, resident()),
    "readings of a meter": lambda store: meters.readings(store, ACCOUNT, "7"),
    "refusals": lambda store: refusals.listed(store, ACCOUNT, resident()),
    "meetings": meetings.listed,
    "notices": notices.listed,
    "the board": lambda store: notices.board(store, NOW),
}
JOBS: dict[str, Callable[[Store], object]] = {
    "addresses suggested": lambda store: accounts.suggest(store, "лесная 7"),
}
"""Asked beside the screen's thread: told, and bound by nothing."""


def _appeal(n: int) -> Appeal:
    at = NOW - timedelta(hours=n)
    status = AppealStatus.CLOSED if n % 10 else AppealStatus.NEW
    history = (AppealEvent(at=at, status=AppealStatus.NEW), AppealEvent(at=at, status=status))
    return Appeal(
        id=f"a{n}",
        number=str(n),
        type_id="burst",
        type_name="Прорыв трубы",
        text="Прорвало трубу в подвале " * 8,
        status=status,
        filed_at=at,
        visit=None,
        photos=(),
        history=history,
    )


def _invoice(n: int) -> Fact:
    return replace(long_invoice(5, Form.F924), id=f"i{n}", number=f"{n:07}")


def _refusal(n: int) -> RefusedOperation:
    return RefusedOperation(
        id=f"r{n}",
        operation="appeal.cancel",
        payload={},
        made_at=NOW - timedelta(hours=n),
        code="appeal.limit",
        sentence="Слишком много обращений за день.",
    )


MADE: tuple[tuple[str, Callable[[int], Fact]], ...] = (
    (SCOPE, lambda n: Payment(id=f"p{n}", number=f"{n:07}", paid_on=date(2026, 1, 1 + n % 28), total=Kopecks(n))),
    (SCOPE, _appeal),
    (SCOPE, _invoice),
    (
        SCOPE,
        lambda n: Meter(
            id=str(n),
            resource=Resource.GAS,
            serial=f"{n:08}",
            place="кухня",
            unit="м³",
            verified_until=date(2030, 1, 1),
        ),
    ),
    (
        SCOPE,
        lambda n: Reading(id=f"g{n}", meter_id=str(n % 10), values=(Decimal(n),), taken_at=NOW - timedelta(hours=n)),
    ),
    (SCOPE, _refusal),
    (
        BUILDING,
        lambda n: Notice(
            id=f"n{n}",
            notice=NoticeKind.NEWS,
            title="Новость",
            text="Текст " * 40,
            published_at=NOW - timedelta(hours=n),
        ),
    ),
    (
        BUILDING,
        lambda n: Meeting(
            id=f"m{n}",
            title="Собрание",
            starts_at=NOW - timedelta(days=n),
            ends_at=NOW - timedelta(days=n - 1),
            participated=Decimal(50),
        ),
    ),
    (BUILDING, lambda n: Address(id=f"d{n}", text=f"г. Казань, ул. Лесная, д. {n}")),
)


def fill(store: Store, count: int) -> None:
    store.cache.admit(SCOPE)
    for scope, made in MADE:
        facts = [made(n) for n in range(count)]
        rows = [
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
        asked = store.cache.cursor(scope)
        heard = Cursor(epoch="1", rev=(asked.rev if asked else 0) + count)
        assert store.cache.apply(scope, asked, heard, rows) is not None


def median_ms(work: Callable[[], object], rounds: int) -> float:
    work()
    times = []
    for _ in range(rounds):
        begun = time.process_time()
        work()
        times.append((time.process_time() - begun) * 1000)
    return statistics.median(times)


def main(rounds: int) -> int:
    """0 when no list grows by more than a frame."""
    with tempfile.TemporaryDirectory(dir=Path.cwd()) as directory:
        few, many = (opened(Path(directory) / name, os.urandom(32)) for name in ("few", "many"))
        with closing(few), closing(many):
            fill(few, FEW)
            fill(many, MANY)
            report = {
                name: _both(partial(listed, few), partial(listed, many), rounds)
                for name, listed in (LISTS | JOBS).items()
            }
    worst = max(round(report[name]["grows_by"], 2) for name in LISTS)
    print(json.dumps({"rows": [FEW, MANY], "worst_grows_by_ms": worst, **report}, ensure_ascii=False, indent=2))
    return int(worst > FRAME)


def _both(few: Callable[[], object], many: Callable[[], object], rounds: int) -> dict[str, float]:
    small, large = median_ms(few, rounds), median_ms(many, rounds)
    return {"few": round(small, 2), "many": round(large, 2), "grows_by": round(large - small, 2)}


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 30))
