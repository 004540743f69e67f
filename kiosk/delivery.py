"""Whether the company has what a resident asked: one word for the states of a command."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import TYPE_CHECKING, assert_never

from kiosk.database.rows import State

if TYPE_CHECKING:
    from kiosk.database.rows import Command


class Delivery(StrEnum):
    """`REFUSED` for good, with a reason; `STUCK`: the company answered what nobody expected, the operator knows."""

    COMPANY = "company"
    WAITING = "waiting"
    SENDING = "sending"
    REFUSED = "refused"
    STUCK = "stuck"

    @property
    def on_its_way(self) -> bool:
        """The company has not answered yet."""
        return self in (Delivery.WAITING, Delivery.SENDING)


_GRAVEST = (Delivery.STUCK, Delivery.SENDING, Delivery.WAITING, Delivery.REFUSED, Delivery.COMPANY)


def of(state: State) -> Delivery:
    """What a command's state means to whoever asked."""
    match state:
        case State.READY:
            return Delivery.WAITING
        case State.SENDING:
            return Delivery.SENDING
        case State.APPLIED:
            return Delivery.COMPANY
        case State.REJECTED | State.CONFLICT | State.GIVEN_UP:
            return Delivery.REFUSED
        case State.STUCK:
            return Delivery.STUCK
    assert_never(state)


def gravest(commands: Iterable[Command]) -> Delivery:
    """Of several commands about one thing, what its resident must know first."""
    return min((of(command.state) for command in commands), key=_GRAVEST.index, default=Delivery.COMPANY)
