"""Commands as they are made: frozen, signed, durably written; and what they, and the answers to them, say."""

from __future__ import annotations

import json
import logging
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, TypeVar

from kiosk import cached
from kiosk.database.errors import NotKept, OutOfService
from kiosk.database.rows import Command, State
from kiosk.domain import operations
from kiosk.domain.errors import Refused

if TYPE_CHECKING:
    from kiosk.database import Store
    from kiosk.domain import commands
    from kiosk.session import Session

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
    now: datetime,
    blobs: Sequence[tuple[str, bytes | None]] = (),
) -> None:
    """Write one command, durably, with its photos (SHA-256, JPEG); a second time with one `op_id` changes nothing.

    A photo that the company has already comes without its bytes, and is only named.
    What a command makes has the id `op_id`. `now` is aware.
    Refused without an account, on a wiped kiosk, or when the disk refuses and nothing is kept; SessionClosed after
    leaving.
    """
    made_at = now.astimezone(UTC)
    account_id = chosen_account(session)
    body = _envelope(session, command, op_id, made_at, tuple(sha256 for sha256, _ in blobs))
    frozen = Command(
        op_id=op_id,
        kind=command.kind,
        aggregate=operations.concerns(command, op_id, account_id),
        fact_kind=operations.fact_kind(command.kind),
        made_id=None,
        device_id=session.device_id,
        session_id=session.session_id,
        resident=session.resident,
        account_id=account_id,
        made_at=made_at,
        body=body,
        signature=session.sign(body),
        certificate=session.certificate,
    )
    photos = [(sha256, content) for sha256, content in blobs if content is not None]
    if _kept(store, frozen, photos):
        store.has_put()


def _kept(store: Store, command: Command, photos: Sequence[tuple[str, bytes]]) -> bool:
    try:
        return store.spool.put(command, photos)
    except OutOfService as error:
        sentence = "Киоск больше не обслуживает этот дом. Ничего не сохранено и не отправлено: позвоните диспетчеру."
        raise Refused("outbox.wiped", sentence) from error
    except NotKept as error:
        _log.error("a %s was not kept: %s", command.kind, error)
        sentence = "Киоск не смог это сохранить, ничего не отправлено. Попробуйте ещё раз или позвоните диспетчеру."
        raise Refused("outbox.disk", sentence) from error


def payload(command: Command, of: type[T]) -> T:
    """What was asked, as it was frozen."""
    return cached.adapter(of).validate_python(json.loads(command.body)["payload"])


def answer(command: Command, of: type[T]) -> T | None:
    """The company's answer once it applied the command."""
    if command.state is not State.APPLIED or command.answer is None:
        return None
    return cached.adapter(of).validate_json(command.answer)


def refusal(command: Command) -> Refused | None:
    """Why it was not done, in the resident's words."""
    if command.state not in (State.REJECTED, State.CONFLICT, State.GIVEN_UP) or command.answer is None:
        return None
    said = json.loads(command.answer)
    return Refused(said["code"], said["sentence"], said["values"])


def said(refused: Refused) -> str:
    """A refusal as a command keeps it."""
    text = {"code": refused.code, "sentence": refused.sentence, "values": refused.values}
    return json.dumps(text, ensure_ascii=False)


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
