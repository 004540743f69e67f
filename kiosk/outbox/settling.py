"""Which commands the cache does not show yet, and when one is deleted."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from kiosk import cached
from kiosk.database.rows import Command, State
from kiosk.domain.refusals import RefusedOperation

if TYPE_CHECKING:
    from kiosk.database import Store
    from kiosk.session import Session

_REFUSED = (State.REJECTED, State.CONFLICT)
_ANSWERED = (State.APPLIED, *_REFUSED)


def unsettled(store: Store, account_id: str, *kinds: str) -> tuple[Command, ...]:
    """An account's commands of these kinds, oldest first, that the cache does not show yet, refused ones included.

    Only of the device that this is now: an earlier one's account may be another's.
    """
    return _unshown(store, store.spool.commands(account_id, *kinds))


def given_up(store: Store, session: Session, account_id: str, *kinds: str) -> tuple[Command, ...]:
    """What a resident asked at this or an earlier visit here and is not delivered any more, oldest first."""
    ended = store.spool.in_states(State.GIVEN_UP)
    theirs = [each for each in ended if (each.resident, each.account_id) == (session.resident, account_id)]
    return _unshown(store, [each for each in theirs if each.kind in kinds])


def find(store: Store, account_id: str, op_id: str) -> Command | None:
    """One of the account's commands, if the cache does not show it yet."""
    command = store.spool.command(op_id)
    if command is None or command.account_id != account_id:
        return None
    return next(iter(_unshown(store, [command])), None)


def settle(store: Store, followed: str | None) -> None:
    """Delete what the company answered and nobody needs to be shown any more: the company keeps its refusals.

    Of the account at the screen, that is what was done and is in the cache; of every other, all that was answered.
    """
    answered = store.spool.in_states(*_ANSWERED)
    ours = {command.op_id for command in store.spool.in_states(*_ANSWERED, ours=True)}
    here = [command for command in answered if command.account_id == followed and command.op_id in ours]
    shown = {command.op_id for command in here if command.state in _REFUSED}
    shown |= {command.op_id for command in _unshown(store, [each for each in here if each.state is State.APPLIED])}
    _delete(store, [command.op_id for command in answered if command.op_id not in shown])


def forget(store: Store, session: Session) -> None:
    """A resident left: what was answered of theirs is deleted, of every account they could see; the rest is to be sent.

    The log is emptied, for what was deleted can be read there until then.
    """
    accounts = {session.account_id, *(link.account_id for link in session.links)}
    answered = store.spool.in_states(*_ANSWERED)
    theirs = (each for each in answered if each.session_id == session.session_id or each.account_id in accounts)
    store.spool.delete([command.op_id for command in theirs])
    store.spool.truncate_log()


def drop(store: Store, op_ids: Iterable[str]) -> None:
    """Delete those of these that were refused or given up: their resident has seen it."""
    seen, ended = set(op_ids), store.spool.in_states(*_REFUSED, State.GIVEN_UP)
    _delete(store, [command.op_id for command in ended if command.op_id in seen])


def _delete(store: Store, op_ids: list[str]) -> None:
    """Delete commands so that they cannot be read in the log either."""
    if op_ids:
        store.spool.delete(op_ids)
        store.spool.truncate_log()


def _unshown(store: Store, commands: Sequence[Command]) -> tuple[Command, ...]:
    """Those of these, in their order, of which the cache does not show what became.

    It shows it once a row names the command, or the account's feed was read as far as the answer said. A row names
    only the last command that touched it: those done before that one are in it too. A refusal that the company keeps
    may be read before its answer is heard.
    """
    known = _known(store, commands)
    shown, unshown = set[str](), list[Command]()
    for command in reversed(commands):
        if _names(command) & known or (command.state is State.APPLIED and _reached(store, command, shown)):
            shown.add(command.aggregate)
        else:
            unshown.append(command)
    return tuple(reversed(unshown))


def _reached(store: Store, command: Command, shown: set[str]) -> bool:
    """Of a command that was done: the cache is as far, or nothing in any feed will tell of it."""
    if command.aggregate in shown or not command.fact_kind:
        return True
    cursor = store.cache.cursor(cached.account_scope(command.account_id))
    return command.rev is not None and cursor is not None and command.rev <= cursor.rev


def _names(command: Command) -> frozenset[str]:
    """What a row may call the command: its id, or the company's for the thing it made."""
    makes = command.aggregate.endswith(f":{command.op_id}")
    return frozenset({command.op_id, command.made_id or command.op_id} if makes else {command.op_id})


def _known(store: Store, commands: Sequence[Command]) -> frozenset[str]:
    """Ids, of these commands or of what they made, that cached rows name."""
    known: set[str] = set()
    for fact_kind, account_id in {(command.fact_kind, command.account_id) for command in commands if command.fact_kind}:
        names = {name for command in commands if command.fact_kind == fact_kind for name in _names(command)}
        known |= store.cache.known(fact_kind, cached.account_scope(account_id), names)
    for account_id in {command.account_id for command in commands}:
        refused = (command.op_id for command in commands if command.account_id == account_id)
        known |= store.cache.known(RefusedOperation.kind, cached.account_scope(account_id), refused)
    return frozenset(known)
