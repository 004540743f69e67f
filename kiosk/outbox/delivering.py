"""What the sender needs: which commands are due, and a word for each thing that becomes of one."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from kiosk.database.rows import Command, State
from kiosk.domain import operations
from kiosk.domain.errors import Refused
from kiosk.domain.operations import Behind
from kiosk.outbox.writing import said

if TYPE_CHECKING:
    from kiosk.database import Store

LONGEST_PAUSE = 900.0
"""Seconds between two tries of a command, at most."""
SHORTEST_PAUSE = 2.0
GIVEN_UP = Refused(
    "op.given_up",
    "Это не дошло до управляющей компании и больше не отправляется. "
    "Пожалуйста, сделайте это ещё раз или позвоните в компанию.",
)
"""What a resident reads of a stuck operation that the operator has given up."""
REPLACED = Refused("op.replaced", "Это не дошло до управляющей компании. Действует то, что вы выбрали позже.")
"""The same of one that was stuck when a later word about the same was done."""


def due(store: Store, now: float) -> tuple[tuple[Command, ...], float | None]:
    """Commands to send, the longest waiting first, and when the next one will be due (s of the machine's clock).

    Those about one thing go in their order, and past a stuck one if they mean something without it. A time further off
    than the longest pause can only come from a clock set back, and counts as due.
    """
    waiting = store.spool.next_of_each_aggregate(operations.standing(Behind.WAITS))
    ready = [command for command in waiting if not now < command.next_try_at <= now + LONGEST_PAUSE]
    later = [command.next_try_at for command in waiting if command not in ready]
    return tuple(sorted(ready, key=lambda command: command.next_try_at)), min(later, default=None)


def sending(store: Store, op_id: str) -> None:
    """Saved before the first byte leaves."""
    store.spool.change(op_id, state=State.SENDING)


def applied(store: Store, op_id: str, result: dict[str, Any], made_id: str | None, rev: int | None = None) -> None:
    """The company did it, and its feed shows that at `rev`; `made_id` is the id it gave to what the command made.

    What a last word replaces is not sent any more, should it be stuck.
    """
    done: dict[str, str | int | None] = {"state": State.APPLIED, "answer": json.dumps(result), "trouble": ""}
    last_words = operations.standing(Behind.REPLACES)
    store.spool.replace(op_id, last_words, said(REPLACED), **done, made_id=made_id, rev=rev)


def restored(store: Store, followed: str | None) -> None:
    """The company lives another life of itself: what it answered and nobody saw yet is told again, with the same id.

    Of the account at the screen, `followed`, that is what it did: what it refused stands there to be read. What an
    earlier device was answered is between that one and its company.
    """
    for command in store.spool.in_states(State.APPLIED, State.REJECTED, State.CONFLICT, ours=True):
        if command.state is State.APPLIED or command.account_id != followed:
            store.spool.change(command.op_id, state=State.READY, answer=None, made_id=None, rev=None)


def rejected(store: Store, op_id: str, refused: Refused, conflict: bool = False) -> None:
    """The company said no, for good."""
    state = State.CONFLICT if conflict else State.REJECTED
    store.spool.change(op_id, state=state, answer=said(refused), trouble="")


def stuck(store: Store, op_id: str, trouble: str) -> None:
    """The company answered what nobody expected: kept for the operator, who has it sent again or gives it up."""
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
