"""What the sender needs: which commands are due, and a word for each thing that becomes of one."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from kiosk.database.rows import Command, State
from kiosk.domain.errors import Refused

if TYPE_CHECKING:
    from kiosk.database import Store

LONGEST_PAUSE = 900.0
"""Seconds between two tries of a command, at most."""
SHORTEST_PAUSE = 2.0


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


def applied(store: Store, op_id: str, result: dict[str, Any], made_id: str | None, rev: int | None = None) -> None:
    """The company did it, and its feed shows that at `rev`; `made_id` is the id it gave to what the command made."""
    answer = json.dumps(result)
    store.spool.change(op_id, state=State.APPLIED, answer=answer, made_id=made_id, rev=rev, trouble="")


def restored(store: Store, followed: str | None) -> None:
    """The company lives another life of itself: what it answered and nobody saw yet is told again, with the same id.

    Of the account at the screen, `followed`, that is what it did: what it refused stands there to be read.
    """
    for command in store.spool.in_states(State.APPLIED, State.REJECTED, State.CONFLICT):
        if command.state is State.APPLIED or command.account_id != followed:
            store.spool.change(command.op_id, state=State.READY, answer=None, made_id=None, rev=None)


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


def put_back(store: Store, command: Command, now: float, chance: float, trouble: str, at_least: float = 0.0) -> None:
    """Not delivered: to be tried after a pause of full jitter; `chance` in [0, 1), `now` s of the machine's clock.

    `at_least`: s that the company asked to wait.
    """
    longest = min(LONGEST_PAUSE, SHORTEST_PAUSE * 2.0 ** min(command.attempts, 16))
    store.spool.change(
        command.op_id,
        state=State.READY,
        attempts=command.attempts + 1,
        next_try_at=now + min(LONGEST_PAUSE, max(at_least, chance * longest)),
        trouble=trouble,
    )
