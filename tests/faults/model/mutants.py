"""Seeded bugs, each a mistake somebody might make in the product: what is replaced, and nothing else."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import pytest
from sqlalchemy import delete, update
from uuid_utils import uuid7

from kiosk import outbox
from kiosk.database import cache as cache_module
from kiosk.database import tables
from kiosk.database.cache import Cache
from kiosk.database.rows import Cursor, FeedRow, State
from kiosk.database.spool import Spool
from kiosk.session import SessionKey
from sync.client import Client
from sync.server import facts, operations
from sync.server.tables import OperationRow
from tests.faults.model import exchange_bugs, town
from tests.faults.model.exchange_bugs import nothing


@dataclass(frozen=True)
class Mutant:
    """`seed` puts the bug in until the patch is undone. A `slow` one is found, but only after many runs."""

    name: str
    says: str
    seed: Callable[[pytest.MonkeyPatch], None]
    slow: bool = False

    def __str__(self) -> str:
        return self.name


def sending_is_not_saved(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(outbox, "sending", nothing)


def settled_with_the_answer(patch: pytest.MonkeyPatch) -> None:
    real = outbox.applied

    def applied(store: Any, op_id: str, *arguments: Any) -> None:
        real(store, op_id, *arguments)
        store.spool.delete([op_id])

    patch.setattr(outbox, "applied", applied)


def retried_under_a_new_id(patch: pytest.MonkeyPatch) -> None:
    real = outbox.put_back

    def put_back(store: Any, command: Any, *arguments: Any) -> None:
        real(store, command, *arguments)
        if not store.spool.blobs(command.op_id):
            this = tables.op.c.op_id == command.op_id
            store.spool._write(update(tables.op).where(this).values(op_id=str(uuid7())))

    patch.setattr(outbox, "put_back", put_back)


def certificate_stays_at_home(patch: pytest.MonkeyPatch) -> None:
    real = Client.operate
    patch.setattr(
        Client, "operate", lambda self, op_id, body, signature, _certificate: real(self, op_id, body, signature, "")
    )


def cursor_before_its_rows(patch: pytest.MonkeyPatch) -> None:
    real = Cache.apply

    def apply(self: Cache, scope: str, asked: Cursor | None, heard: Cursor, rows: Sequence[FeedRow]) -> Any:
        if real(self, scope, asked, heard, []) is None:
            return None
        return real(self, scope, heard, heard, rows)

    patch.setattr(Cache, "apply", apply)


def newest_first(patch: pytest.MonkeyPatch) -> None:
    def every_one(self: Spool, _waiting: Any) -> list[Any]:
        return self.in_states(State.READY)[::-1]

    patch.setattr(Spool, "next_of_each_aggregate", every_one)


def stuck_holds_up_all(patch: pytest.MonkeyPatch) -> None:
    real = outbox.due

    def due(store: Any, now: float) -> Any:
        return ((), None) if outbox.stuck_count(store) else real(store, now)

    patch.setattr(outbox, "due", due)


def key_outlives_its_resident(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(SessionKey, "destroy", nothing)


def any_account_is_admitted(patch: pytest.MonkeyPatch) -> None:
    real = Cache.apply

    def apply(self: Cache, scope: str, *arguments: Any) -> Any:
        if scope.startswith("account:"):
            self._followed = scope
        return real(self, scope, *arguments)

    patch.setattr(Cache, "apply", apply)


def effect_without_its_answer(patch: pytest.MonkeyPatch) -> None:
    real = operations._settled

    def settled(office: Any, operation: Any, *arguments: Any) -> str:
        answer = real(office, operation, *arguments)
        with office.database.write() as db:
            db.execute(delete(OperationRow).where(OperationRow.op_id == operation.op_id))
        return answer

    patch.setattr(operations, "_settled", settled)


def replay_is_answered_anew(patch: pytest.MonkeyPatch) -> None:
    def replayed(known: OperationRow, _digest: str) -> str:
        answer: dict[str, Any] = json.loads(known.answer)
        return json.dumps({**answer, "rev": (answer.get("rev") or 0) + 1})

    patch.setattr(operations, "_replayed", replayed)


def pause_without_end(patch: pytest.MonkeyPatch) -> None:
    real = outbox.put_back

    def put_back(store: Any, command: Any, now: float, chance: float, *arguments: Any) -> None:
        real(store, command, now, chance, *arguments)
        store.spool.change(command.op_id, next_try_at=now + 600.0 * 2.0**command.attempts)

    patch.setattr(outbox, "put_back", put_back)


def pause_is_not_kept(patch: pytest.MonkeyPatch) -> None:
    def due(store: Any, _now: float) -> Any:
        return tuple(store.spool.next_of_each_aggregate()), None

    patch.setattr(outbox, "due", due)


def revision_given_twice(patch: pytest.MonkeyPatch) -> None:
    real = facts.publish

    def publish(db: Any, scope: str, fact: Any, now: Any, op_id: str | None = None, phone: str = "") -> int:
        row = facts._row(db, scope, fact.kind, fact.id, phone)
        if row is None or row.deleted:
            return real(db, scope, fact, now, op_id, phone)
        facts._fill(row, fact, row.rev, now)
        row.op_id = op_id or row.op_id
        return int(row.rev)

    patch.setattr(facts, "publish", publish)


def refused_is_dropped(patch: pytest.MonkeyPatch) -> None:
    real = outbox.rejected

    def rejected(store: Any, op_id: str, *arguments: Any, **keywords: Any) -> None:
        real(store, op_id, *arguments, **keywords)
        store.spool.delete([op_id])

    patch.setattr(outbox, "rejected", rejected)


def offline_is_stuck(patch: pytest.MonkeyPatch) -> None:
    def put_back(store: Any, command: Any, now: float, chance: float, trouble: str, *_: Any) -> None:
        outbox.stuck(store, command.op_id, trouble)

    patch.setattr(outbox, "put_back", put_back)


def sending_is_never_sent_again(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(Spool, "recover", nothing)


def leaving_keeps_the_rows(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(cache_module, "_forget_accounts", nothing)


def tombstones_are_passed_over(patch: pytest.MonkeyPatch) -> None:
    real = cache_module._store

    def store(connection: Any, scope: str, kind: str, rows: Sequence[FeedRow]) -> None:
        real(connection, scope, kind, [row for row in rows if row.data is not None])

    patch.setattr(cache_module, "_store", store)


def restored_company_is_told_nothing(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(outbox, "restored", nothing)


def private_rows_are_told_to_others(patch: pytest.MonkeyPatch) -> None:
    real = facts.page
    other = dict(zip(town.HOMES, reversed(town.HOMES), strict=True))

    def page(db: Any, scope: str, after: int, limit: int, phone: str = "", *arguments: Any, **keywords: Any) -> Any:
        return real(db, scope, after, limit, other.get(phone, phone), *arguments, **keywords)

    patch.setattr(facts, "page", page)


def stuck_is_tidied_away(patch: pytest.MonkeyPatch) -> None:
    real = outbox.settle

    def settle(store: Any, followed: str | None) -> None:
        real(store, followed)
        store.spool.delete([command.op_id for command in store.spool.in_states(State.STUCK)])

    patch.setattr(outbox, "settle", settle)


MUTANTS = (
    Mutant("sending-not-saved", "«sending» is not saved before the first byte", sending_is_not_saved),
    Mutant("settled-early", "an applied command is deleted before the feed brings its row", settled_with_the_answer),
    Mutant("new-id", "a retry goes under a new id", retried_under_a_new_id, slow=True),
    Mutant("any-answer", "the answer to another operation counts", exchange_bugs.any_answer_counts),
    Mutant("certificate", "an operation goes without its session's certificate", certificate_stays_at_home),
    Mutant("cursor-first", "the cursor is committed before the rows it stands for", cursor_before_its_rows, slow=True),
    Mutant("gone", "410 is an error like others, not a reason to read anew", exchange_bugs.gone_is_not_understood),
    Mutant("epoch", "the server's epoch is not looked at", exchange_bugs.epoch_is_not_looked_at, slow=True),
    Mutant("newest-first", "commands of an aggregate are sent in no order", newest_first),
    Mutant("stuck-blocks", "one stuck command holds up all others", stuck_holds_up_all),
    Mutant("stuck-deleted", "a stuck command is tidied away", stuck_is_tidied_away),
    Mutant("key-kept", "the session key outlives its resident", key_outlives_its_resident),
    Mutant("any-account", "the cache takes rows of an account nobody follows", any_account_is_admitted, slow=True),
    Mutant("answer-lost", "the server stores an effect without its answer", effect_without_its_answer),
    Mutant("answered-anew", "a replay is answered otherwise than the first time", replay_is_answered_anew),
    Mutant("endless-pause", "the pause between two tries grows without end", pause_without_end),
    Mutant("no-pause", "the pause between two tries is not kept", pause_is_not_kept),
    Mutant("revision-twice", "a changed fact keeps its revision", revision_given_twice),
    Mutant("refused-dropped", "a refused command is deleted unseen", refused_is_dropped),
    Mutant("offline-stuck", "an unreachable company makes a command stuck", offline_is_stuck),
    Mutant(
        "never-again", "what was being sent when power went is never sent again", sending_is_never_sent_again, slow=True
    ),
    Mutant("rows-kept", "leaving leaves the account's rows", leaving_keeps_the_rows),
    Mutant("tombstones", "tombstones are passed over", tombstones_are_passed_over),
    Mutant(
        "photos-once", "photos are not sent again to a restored company", exchange_bugs.photos_are_sent_once, slow=True
    ),
    Mutant(
        "restored", "a restored company is not told again what it has lost", restored_company_is_told_nothing, slow=True
    ),
    Mutant(
        "overtaken",
        "a change reaches a restored company before its filing",
        exchange_bugs.change_overtakes_its_filing,
        slow=True,
    ),
    Mutant("shut-stays", "an account that the company shut stays on the screen", exchange_bugs.shut_account_stays),
    Mutant("one-401", "one operation answered 401 bars the kiosk", exchange_bugs.one_refusal_bars_all, slow=True),
    Mutant("nonce", "a nonce is used again", exchange_bugs.nonce_used_again),
    Mutant("private-rows", "rows of one resident are told to another", private_rows_are_told_to_others),
)
