"""What the company must still be told: commands frozen and signed when made, and what became of each."""

from __future__ import annotations

import json
import logging
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, TypeVar

from kiosk import cached
from kiosk.database.errors import NotKept
from kiosk.database.rows import Command, State
from kiosk.domain.errors import Refused

if TYPE_CHECKING:
    from kiosk.database import Store
    from kiosk.domain import commands
    from kiosk.session import Session

__all__ = [
    "Command",
    "State",
    "answer",
    "applied",
    "chosen_account",
    "due",
    "find",
    "forget",
    "hurry",
    "payload",
    "put",
    "put_back",
    "recover",
    "refusal",
    "rejected",
    "sending",
    "settle",
    "stuck",
    "stuck_count",
    "unsettled",
]

LONGEST_PAUSE = 900.0
"""Seconds between two tries of a command, at most."""
SHORTEST_PAUSE = 2.0
_DELIVERED = (State.APPLIED, State.REJECTED, State.CONFLICT)

T = TypeVar("T")
_log = logging.getLogger(__name__)


def chosen_account(session: Session) -> str:
    """The account a command will be for; Refused while none is chosen."""
    if session.account_id is None:
        raise Refused("account.none", "Сначала выберите лицевой счёт.")
    return session.account_id


def put(
    store: Store,
    session: Session,
    command: commands.Command,
    *,
    op_id: str,
    aggregate: str,
    now: datetime,
    blobs: Sequence[tuple[str, bytes]] = (),
) -> None:
    """Write one command, durably, with its photos (SHA-256, JPEG); a second time with one `op_id` changes nothing.

    `aggregate` is «kind:id» of the fact concerned; what a command makes has the id `op_id`. `now` is aware.
    Refused without an account, or when the disk refuses and nothing is kept; SessionClosed after leaving.
    """
    made_at = now.astimezone(UTC)
    body = _envelope(session, command, op_id, made_at, tuple(sha256 for sha256, _ in blobs))
    frozen = Command(
        op_id=op_id,
        kind=command.kind,
        aggregate=aggregate,
        fact_kind=aggregate.partition(":")[0],
        made_id=None,
        device_id=session.device_id,
        session_id=session.session_id,
        account_id=chosen_account(session),
        made_at=made_at,
        body=body,
        signature=session.sign(body),
    )
    if _kept(store, frozen, blobs):
        store.has_put()


def _kept(store: Store, command: Command, photos: Sequence[tuple[str, bytes]]) -> bool:
    try:
        return store.spool.put(command, photos)
    except NotKept as error:
        _log.error("a %s was not kept: %s", command.kind, error)
        sentence = "Киоск не смог это сохранить, ничего не отправлено. Попробуйте ещё раз или позвоните диспетчеру."
        raise Refused("outbox.disk", sentence) from error


def unsettled(store: Store, account_id: str, kind: str) -> tuple[Command, ...]:
    """An account's commands of a kind, oldest first, that no cached row speaks for yet."""
    commands = store.spool.commands(account_id, kind)
    known = _known(store, commands)
    return tuple(command for command in commands if not _names(command) & known)


def find(store: Store, account_id: str, op_id: str) -> Command | None:
    """One of the account's commands, if no cached row speaks for it yet."""
    command = store.spool.command(op_id)
    if command is None or command.account_id != account_id or _names(command) & _known(store, [command]):
        return None
    return command


def payload(command: Command, of: type[T]) -> T:
    """What was asked, as it was frozen."""
    return cached.adapter(of).validate_python(json.loads(command.body)["payload"])


def answer(command: Command, of: type[T]) -> T | None:
    """The company's answer once it applied the command."""
    if command.state is not State.APPLIED or command.answer is None:
        return None
    return cached.adapter(of).validate_json(command.answer)


def refusal(command: Command) -> Refused | None:
    """Why the company refused, in the resident's words."""
    if command.state not in (State.REJECTED, State.CONFLICT) or command.answer is None:
        return None
    said = json.loads(command.answer)
    return Refused(said["code"], said["sentence"], said["values"])


def due(store: Store, now: float) -> tuple[tuple[Command, ...], float | None]:
    """Commands to send, the longest waiting first, and when the next one will be due (s of the machine's clock).

    A time further off than the longest pause can only come from a clock set back, and counts as due.
    """
    waiting = store.spool.next_of_each_aggregate()
    ready = [command for command in waiting if not now < command.next_try_at <= now + LONGEST_PAUSE]
    later = [command.next_try_at for command in waiting if command not in ready]
    return tuple(sorted(ready, key=lambda command: command.next_try_at)), min(later, default=None)


def sending(store: Store, op_id: str) -> None:
    """Saved before the first byte leaves."""
    store.spool.change(op_id, state=State.SENDING)


def applied(store: Store, op_id: str, result: dict[str, Any], made_id: str | None) -> None:
    """The company did it; `made_id` is the id it gave to what the command made, None for the command's own."""
    values = {} if made_id is None else {"made_id": made_id}
    store.spool.change(op_id, state=State.APPLIED, answer=json.dumps(result), trouble="", **values)


def rejected(store: Store, op_id: str, said: Refused, conflict: bool = False) -> None:
    """The company said no, for good."""
    text = json.dumps({"code": said.code, "sentence": said.sentence, "values": said.values}, ensure_ascii=False)
    store.spool.change(op_id, state=State.CONFLICT if conflict else State.REJECTED, answer=text, trouble="")


def stuck(store: Store, op_id: str, trouble: str) -> None:
    """The company answered what nobody expected: kept for the operator, never sent again by itself, never deleted."""
    store.spool.change(op_id, state=State.STUCK, trouble=trouble)


def stuck_count(store: Store) -> int:
    """How many commands wait for the operator."""
    return len(store.spool.in_states(State.STUCK))


def hurry(store: Store) -> None:
    """The network may be back: let every waiting command be tried at once."""
    store.spool.hurry()


def recover(store: Store) -> None:
    """Whatever was being sent when its sender failed is sent again, with the same id."""
    store.spool.recover()


def put_back(store: Store, command: Command, now: float, chance: float, trouble: str) -> None:
    """Not delivered: to be tried after a pause of full jitter; `chance` in [0, 1), `now` s of the machine's clock."""
    longest = min(LONGEST_PAUSE, SHORTEST_PAUSE * 2.0 ** min(command.attempts, 16))
    store.spool.change(
        command.op_id,
        state=State.READY,
        attempts=command.attempts + 1,
        next_try_at=now + chance * longest,
        trouble=trouble,
    )


def settle(store: Store, followed: str | None) -> None:
    """Delete what the company applied, once a cached row speaks for it or nobody looks at its account any more."""
    commands = store.spool.in_states(State.APPLIED)
    shown = [command for command in commands if command.account_id == followed]
    known = _known(store, shown)
    waiting = {command.op_id for command in shown if not _names(command) & known}
    store.spool.delete(command.op_id for command in commands if command.op_id not in waiting)


def forget(store: Store, account_id: str) -> None:
    """A resident left: what the company has answered is deleted, and the log emptied; the rest stays to be sent."""
    delivered = store.spool.in_states(*_DELIVERED)
    store.spool.delete(command.op_id for command in delivered if command.account_id == account_id)
    store.spool.truncate_log()


def _envelope(
    session: Session, command: commands.Command, op_id: str, made_at: datetime, blobs: tuple[str, ...]
) -> bytes:
    """The contract's `Operation`, as the bytes that travel."""
    envelope = {
        "op_id": op_id,
        "kind": command.kind,
        "device_id": session.device_id,
        "session_id": session.session_id,
        "account_id": chosen_account(session),
        "made_at": made_at.isoformat(),
        "payload": cached.adapter(type(command)).dump_python(command, mode="json"),
        "blobs": blobs,
    }
    return json.dumps(envelope, ensure_ascii=False, separators=(",", ":")).encode()


def _names(command: Command) -> frozenset[str]:
    return frozenset({command.op_id, command.made_id or command.op_id})


def _known(store: Store, commands: Sequence[Command]) -> frozenset[str]:
    """Ids, of these commands or of what they made, that cached rows name."""
    known: set[str] = set()
    for fact_kind, account_id in {(command.fact_kind, command.account_id) for command in commands}:
        names = {name for command in commands if command.fact_kind == fact_kind for name in _names(command)}
        known |= store.cache.known(fact_kind, cached.account_scope(account_id), names)
    return frozenset(known)
