"""A resident leaves: what is wiped, what stays to be delivered."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from kiosk import appeals, leaving, outbox, payments
from kiosk.appeals import Draft
from kiosk.company import Broken, Offline
from kiosk.database import Store
from kiosk.domain.appeals import CancelAppeal
from kiosk.domain.errors import Refused
from kiosk.domain.money import Kopecks
from kiosk.domain.payments import Payment
from kiosk.outbox import State
from tests.kiosk.stores import ACCOUNT, BUILDING, LEAF, SCOPE, resident, tell

NOW = datetime(2026, 11, 17, 8, 36, tzinfo=UTC)


class Company:
    """Hears the goodbye, or does not."""

    def __init__(self, error: Exception | None = None) -> None:
        self.error = error
        self.left: list[str] = []

    def leave(self, token: str) -> None:
        if self.error:
            raise self.error
        self.left.append(token)


class Exchange:
    def __init__(self) -> None:
        self.heard: list[str] = []

    def follow(self, token: str, account_id: str) -> None: ...

    def leave(self) -> None:
        self.heard.append("leave")

    def wake(self) -> None:
        self.heard.append("wake")


def leave(store: Store, company: Company | None = None) -> Exchange:
    exchange, session = Exchange(), resident()
    leaving.leave(store, exchange, company or Company(), session)  # type: ignore[arg-type]
    assert session.closed
    return exchange


def filed(store: Store) -> str:
    draft = Draft().with_type(LEAF).with_text("Прорвало трубу").with_photos_done()
    return appeals.file(store, resident(), draft, NOW).appeal.id


def test_the_accounts_rows_are_deleted_and_the_buildings_stay(store: Store, tmp_path: Path) -> None:
    tell(store, BUILDING, LEAF)
    tell(store, SCOPE, Payment(id="1", number="1", paid_on=NOW.date(), total=Kopecks(1)))
    leave(store)
    assert payments.listed(store, ACCOUNT) == ()
    assert store.cache.cursor(SCOPE) is None
    assert appeals.types(store) == (LEAF,)


def test_the_logs_of_both_files_are_emptied(store: Store, tmp_path: Path) -> None:
    tell(store, SCOPE, Payment(id="1", number="1", paid_on=NOW.date(), total=Kopecks(1)))
    filed(store)
    logs = [tmp_path / "store" / name for name in ("cache.db-wal", "spool.db-wal")]
    assert all(log.stat().st_size for log in logs)
    leave(store)
    assert not any(log.stat().st_size for log in logs)


def test_the_engine_stops_following_and_goes_on_pushing(store: Store) -> None:
    assert leave(store).heard == ["leave", "wake"]


def test_what_the_company_answered_is_forgotten_and_the_undelivered_stays(store: Store) -> None:
    applied, refused, stuck, ready = (filed(store) for _ in range(4))
    outbox.applied(store, applied, {"appeal_id": applied, "number": "303"}, applied)
    outbox.rejected(store, refused, Refused("x", "Нет."))
    outbox.stuck(store, stuck, "403")
    leave(store)
    left = [op_id for op_id in (applied, refused, stuck, ready) if store.spool.command(op_id)]
    assert left == [stuck, ready]


def test_the_company_is_told(store: Store) -> None:
    company = Company()
    leave(store, company)
    assert company.left == ["token-1"]


@pytest.mark.parametrize("error", [Offline(), Broken(), Refused("session.ended", "…")])
def test_everything_is_wiped_even_when_the_company_cannot_be_told(store: Store, error: Exception) -> None:
    tell(store, SCOPE, Payment(id="1", number="1", paid_on=NOW.date(), total=Kopecks(1)))
    leave(store, Company(error))
    assert payments.listed(store, ACCOUNT) == ()


def test_everything_is_wiped_even_when_no_account_was_chosen(store: Store) -> None:
    tell(store, SCOPE, Payment(id="1", number="1", paid_on=NOW.date(), total=Kopecks(1)))
    session = resident(None)
    leaving.leave(store, Exchange(), Company(), session)  # type: ignore[arg-type]
    assert session.closed
    assert payments.listed(store, ACCOUNT) == ()


def test_answers_of_every_account_of_the_visit_are_forgotten_and_what_others_wait_for_stays(store: Store) -> None:
    """The company keeps refusals, so none is lost; the next resident's answers are not theirs to forget."""
    session = resident()
    for op_id, account_id, session_id in (
        ("here", ACCOUNT, session.session_id),
        ("switched", "10118", session.session_id),
        ("earlier", ACCOUNT, "an earlier visit"),
        ("neighbour", "10200", "the next visit"),
    ):
        made = replace(session, account_id=account_id, session_id=session_id)
        outbox.put(store, made, CancelAppeal(appeal_id="a"), op_id=op_id, now=NOW)
        outbox.rejected(store, op_id, Refused("x", "Нет."))
    leaving.leave(store, Exchange(), Company(), session)  # type: ignore[arg-type]
    assert [command.op_id for command in store.spool.in_states(*State)] == ["neighbour"]


def test_answers_nobody_is_here_for_are_forgotten_and_those_of_who_is_stay(store: Store) -> None:
    op_id = filed(store)
    other = resident("10118")
    outbox.put(store, other, CancelAppeal(appeal_id="a"), op_id="other", now=NOW)
    for each in (op_id, "other"):
        outbox.rejected(store, each, Refused("x", "Нет."))
    outbox.settle(store, followed=ACCOUNT)
    assert [command.op_id for command in store.spool.in_states(*State)] == [op_id]
    outbox.settle(store, followed=None)
    assert store.spool.in_states(*State) == []


def test_what_was_deleted_cannot_be_read_in_the_log(store: Store, tmp_path: Path) -> None:
    op_id = filed(store)
    outbox.applied(store, op_id, {"appeal_id": op_id, "number": "303"}, op_id)
    assert (tmp_path / "store" / "spool.db-wal").stat().st_size
    outbox.settle(store, followed=None)
    assert not (tmp_path / "store" / "spool.db-wal").stat().st_size
