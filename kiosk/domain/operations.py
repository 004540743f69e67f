"""Every kind of operation: its answer, what it stands in line behind, and the fact that settles it. For both ends."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, auto
from typing import Any

from kiosk.domain.appeals import (
    Appeal,
    AppealChanged,
    AppealFiled,
    CancelAppeal,
    EditAppeal,
    FileAppeal,
    RateAppeal,
)
from kiosk.domain.commands import Command, Taken
from kiosk.domain.facts import Fact
from kiosk.domain.login import DecideConsent
from kiosk.domain.meetings import CastVote, Vote
from kiosk.domain.meters import GiveReading, Meter, Reading
from kiosk.domain.notifications import ChooseNotifications, NotificationChoices
from kiosk.domain.refusals import DismissRefusal, RefusedOperation


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """What is known of an operation where it is made: its command, its id, and the account it is for."""

    command: Any
    op_id: str
    account_id: str


class Behind(Enum):
    """What an operation does while an earlier one about the same, of the same device, is stuck."""

    WAITS = auto()
    """It changes what the earlier one makes or changes, and would be nothing without it."""
    PASSES = auto()
    """It is an event by itself."""
    REPLACES = auto()
    """It passes, and once it is done the earlier one must never be: the last word counts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """`fact` is the fact whose row names the operation, None where no feed carries one.

    `concerns` gives «kind:id»: operations of one device that concern the same are sent in the order they were made.
    `refusal_kept`: a refusal becomes a `RefusedOperation`, which then names the operation instead of `fact`.
    """

    command: type[Command]
    answer: type[Any]
    fact: type[Fact] | None
    concerns: Callable[[Made], str]
    behind: Behind
    refusal_kept: bool = True


def _new(made: Made) -> str:
    return f"{Appeal.kind}:{made.op_id}"


def _appeal(made: Made) -> str:
    return f"{Appeal.kind}:{made.command.appeal_id}"


def _meter(made: Made) -> str:
    return f"{Meter.kind}:{made.command.meter_id}"


def _question(made: Made) -> str:
    return f"{Vote.kind}:{made.account_id}/{made.command.question_id}"


def _consent(made: Made) -> str:
    return f"consent:{made.account_id}/{made.command.consent}"


def _choices(made: Made) -> str:
    return f"{NotificationChoices.kind}:{made.account_id}"


def _refusal(made: Made) -> str:
    return f"{RefusedOperation.kind}:{made.command.refused_id}"


def _change(command: type[Command]) -> Kind:
    """One of an appeal."""
    return Kind(command=command, answer=AppealChanged, fact=Appeal, concerns=_appeal, behind=Behind.WAITS)


KINDS: dict[str, Kind] = {
    kind.command.kind: kind
    for kind in (
        Kind(command=FileAppeal, answer=AppealFiled, fact=Appeal, concerns=_new, behind=Behind.WAITS),
        _change(EditAppeal),
        _change(CancelAppeal),
        _change(RateAppeal),
        Kind(command=GiveReading, answer=Taken, fact=Reading, concerns=_meter, behind=Behind.PASSES),
        Kind(command=CastVote, answer=Taken, fact=Vote, concerns=_question, behind=Behind.PASSES),
        Kind(command=DecideConsent, answer=Taken, fact=None, concerns=_consent, behind=Behind.REPLACES),
        Kind(
            command=ChooseNotifications,
            answer=Taken,
            fact=NotificationChoices,
            concerns=_choices,
            behind=Behind.REPLACES,
        ),
        Kind(
            command=DismissRefusal,
            answer=Taken,
            fact=RefusedOperation,
            concerns=_refusal,
            behind=Behind.PASSES,
            refusal_kept=False,
        ),
    )
}
"""By the operation's word. A dismissal's row is a tombstone: it is settled by the revision in its answer."""


def concerns(command: Command, op_id: str, account_id: str) -> str:
    """«kind:id» of what a command is about; those about the same are sent in the order they were made."""
    return KINDS[command.kind].concerns(Made(command=command, op_id=op_id, account_id=account_id))


def fact_kind(kind: str) -> str:
    """The kind of fact that will name an operation of this kind; empty where no feed carries one."""
    fact = KINDS[kind].fact
    return "" if fact is None else fact.kind


def standing(behind: Behind) -> tuple[str, ...]:
    """The kinds that do this behind a stuck one."""
    return tuple(word for word, kind in KINDS.items() if kind.behind is behind)
