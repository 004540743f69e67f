"""Bugs to be planted in a kiosk, so that the harness is seen to catch what it is for."""

import json
import uuid
from collections.abc import Callable, Sequence
from typing import Any

from sqlalchemy.dialects.sqlite import insert

from kiosk import outbox
from kiosk.database import tables
from kiosk.database.rows import Command
from kiosk.database.spool import Spool
from kiosk.database.store import Store
from kiosk.session import Session
from sync import contract
from sync.client import Client


def plant(name: str | None, session: Session) -> None:
    """In this process; None plants nothing. `session` is whose commands are delivered."""
    if name is not None:
        MUTANTS[name](session)


def _photos_apart(_session: Session) -> None:
    """The photos are written in a transaction of their own, after the command's."""
    whole = Spool.put

    def put(self: Spool, command: Command, blobs: Sequence[tuple[str, bytes]]) -> bool:
        fresh = whole(self, command, ())
        for slot, (sha256, content) in enumerate(blobs):
            with self._file.writing() as connection:
                photo = {"sha256": sha256, "bytes": content}
                connection.execute(insert(tables.blob).values(photo).on_conflict_do_nothing())
                place = {"op_id": command.op_id, "slot": slot, "sha256": sha256}
                connection.execute(insert(tables.op_blob).values(place))
        return fresh

    Spool.put = put  # type: ignore[method-assign]


def _settled_when_sent(_session: Session) -> None:
    """A command is deleted as soon as it is to be sent, not when it was answered."""
    sending = outbox.sending

    def delete(store: Store, op_id: str) -> None:
        sending(store, op_id)
        store.spool.delete([op_id])

    outbox.sending = delete


def _never_tried_again(_session: Session) -> None:
    """What was being sent when the power went is left in that state."""
    Spool.recover = lambda self: None  # type: ignore[method-assign]
    outbox.recover = lambda store: None


def _another_id(session: Session) -> None:
    """Every try of a command goes out under an id of its own."""
    operate = Client.operate

    def renamed(self: Client, op_id: str, body: bytes, signature: bytes, certificate: str) -> contract.Outcome:
        other = json.loads(body) | {"op_id": str(uuid.uuid4())}
        frozen = json.dumps(other).encode()
        heard = operate(self, other["op_id"], frozen, session.sign(frozen), certificate)
        return heard.model_copy(update={"op_id": op_id})

    Client.operate = renamed  # type: ignore[method-assign]


def _acknowledged_too_early(_session: Session) -> None:
    """The resident hears «принято» before anything is written."""
    written: list[tuple[Any, ...]] = []
    put = Spool.put

    def later(self: Spool, command: Command, blobs: Sequence[tuple[str, bytes]]) -> bool:
        written.append((self, command, blobs))
        return True

    Spool.put = later  # type: ignore[method-assign]
    Spool.in_states = _flushing(put, written)  # type: ignore[method-assign]


def _flushing(put: Callable[..., bool], written: list[tuple[Any, ...]]) -> Callable[..., list[Command]]:
    """Writes what waits when somebody next looks."""
    looked = Spool.in_states

    def in_states(self: Spool, *states: Any, ours: bool = False) -> list[Command]:
        while written:
            put(*written.pop())
        return looked(self, *states, ours=ours)

    return in_states


MUTANTS: dict[str, Callable[[Session], None]] = {
    "photos apart": _photos_apart,
    "settled when sent": _settled_when_sent,
    "never tried again": _never_tried_again,
    "another id": _another_id,
    "acknowledged too early": _acknowledged_too_early,
}
