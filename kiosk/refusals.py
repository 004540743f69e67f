"""What the company did not do: refusals heard at this visit, and those it kept from earlier ones, as one list."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError
from uuid_utils import uuid7

from kiosk import cached, outbox
from kiosk.domain import operations
from kiosk.domain.errors import Refused
from kiosk.domain.refusals import DismissRefusal, RefusedOperation

if TYPE_CHECKING:
    from kiosk.database import Store
    from kiosk.domain.commands import Command
    from kiosk.session import Session

MOST = 100
"""Refusals that are read; more is a company's fault and helps no resident."""
KINDS = tuple(word for word, kind in operations.KINDS.items() if kind.refusal_kept)


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """One thing that was not done, with whatever else was refused about the same thing.

    `id` is the refused operation's, `operation` its kind; `command` is None when it is of a contract we do not know.
    `concerns` is «kind:id» as in `kiosk.domain.operations`; `others` are refusals about the same, oldest first.
    `conflict`: something else stood in its place already.
    """

    id: str
    operation: str
    command: Command | None = field(repr=False)
    made_at: datetime
    reason: Refused = field(compare=False)
    conflict: bool
    concerns: str
    others: tuple[Refusal, ...] = ()

    @property
    def text(self) -> str:
        """Why, in the company's words."""
        return self.reason.text

    @property
    def ids(self) -> tuple[str, ...]:
        return (self.id, *(refusal.id for refusal in self.others))


def listed(store: Store, account_id: str, session: Session) -> tuple[Refusal, ...]:
    """An account's refusals that their resident, whose visit it is, has not put away; newest first.

    Nobody is told what another asked. What was given up here is told at whichever visit to this kiosk.
    """
    put_away = _put_away(store, account_id)  # read first: the company's fact goes before the command that dismisses it
    heard = (each for each in outbox.unsettled(store, account_id, *KINDS) if each.session_id == session.session_id)
    ours = (*heard, *outbox.given_up(store, session, account_id, *KINDS))
    found = {refusal.id: refusal for command in ours if (refusal := _heard(command)) is not None}
    for fact in cached.listed(store, RefusedOperation, cached.account_scope(account_id), limit=MOST):
        found.setdefault(fact.id, _kept(fact, account_id))
    waiting = (refusal for refusal in found.values() if refusal.id not in put_away)
    return tuple(sorted(_together(waiting), key=lambda refusal: (refusal.made_at, refusal.id), reverse=True))


def find(store: Store, account_id: str, refused_id: str, session: Session) -> Refusal | None:
    """One of them, by the id of any command in it."""
    return next((each for each in listed(store, account_id, session) if refused_id in each.ids), None)


def dismiss(store: Store, session: Session, refused_id: str, now: datetime) -> None:
    """«Понятно»: put a refusal away, here and with the company; a second time changes nothing. `now` is aware.

    The company does not know of what was given up. Errors as `outbox.put`.
    """
    account_id = outbox.chosen_account(session)
    refusal = find(store, account_id, refused_id, session)
    if refusal is None:
        return
    given_up = {each.op_id for each in outbox.given_up(store, session, account_id, *KINDS)}
    for refused in refusal.ids:
        if refused in given_up:
            continue
        outbox.put(store, session, DismissRefusal(refused_id=refused), op_id=str(uuid7()), now=now)
    outbox.drop(store, refusal.ids)


def _put_away(store: Store, account_id: str) -> frozenset[str]:
    """Ids of refusals whose dismissal is on its way."""
    dismissals = outbox.unsettled(store, account_id, DismissRefusal.kind)
    on_their_way = (command for command in dismissals if outbox.refusal(command) is None)
    return frozenset(outbox.payload(command, DismissRefusal).refused_id for command in on_their_way)


def _heard(command: outbox.Command) -> Refusal | None:
    """A command of the outbox, if it was refused."""
    reason = outbox.refusal(command)
    if reason is None:
        return None
    return Refusal(
        id=command.op_id,
        operation=command.kind,
        command=outbox.payload(command, operations.KINDS[command.kind].command),
        made_at=command.made_at,
        reason=reason,
        conflict=command.state is outbox.State.CONFLICT,
        concerns=command.aggregate,
    )


def _kept(fact: RefusedOperation, account_id: str) -> Refusal:
    """A refusal that the company kept."""
    command = _understood(fact.operation, fact.payload)
    return Refusal(
        id=fact.id,
        operation=fact.operation,
        command=command,
        made_at=fact.made_at,
        reason=Refused(fact.code, fact.sentence, fact.values),
        conflict=fact.conflict,
        concerns=operations.concerns(command, fact.id, account_id) if command else f"operation:{fact.id}",
    )


def _understood(kind: str, payload: Mapping[str, Any]) -> Command | None:
    """The command as it was made; None when this kiosk is older than the one that made it."""
    if kind not in operations.KINDS:
        return None
    try:
        command: Command = cached.adapter(operations.KINDS[kind].command).validate_python(payload)
    except ValidationError:
        return None
    return command


def _together(refusals: Iterable[Refusal]) -> tuple[Refusal, ...]:
    """One entry for each thing."""
    by_thing: dict[str, list[Refusal]] = {}
    for refusal in sorted(refusals, key=lambda each: (each.made_at, each.id)):
        by_thing.setdefault(refusal.concerns, []).append(refusal)
    return tuple(map(_entry, by_thing.values()))


def _entry(group: Sequence[Refusal]) -> Refusal:
    """What was asked last speaks for all; but of a thing that was never made, the refusal to make it is why."""
    head = group[0] if group[0].concerns.endswith(f":{group[0].id}") else group[-1]
    return replace(head, others=tuple(refusal for refusal in group if refusal is not head))
