"""What a resident sees of appeals: rows of the cache, with the commands the company has not settled laid over them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from kiosk import cached, outbox
from kiosk.domain.appeals import Appeal, AppealEvent, AppealFiled, AppealStatus, AppealType, FileAppeal
from kiosk.domain.errors import Refused

if TYPE_CHECKING:
    from kiosk.company import Company
    from kiosk.database import Store
    from kiosk.session import Session


class Delivery(StrEnum):
    """Whether the company has an appeal."""

    COMPANY = "company"
    WAITING = "waiting"
    REFUSED = "refused"
    STUCK = "stuck"


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedAppeal:
    """An appeal as it stands; `refusal` is the company's, given only when REFUSED."""

    appeal: Appeal
    delivery: Delivery
    refusal: Refused | None = None


def types(store: Store) -> tuple[AppealType, ...]:
    """The whole tree, in the company's order."""
    return cached.listed(store, AppealType, store.building_scope, limit=1000)


def listed(
    store: Store, account_id: str, is_open: bool | None = None, limit: int = cached.PAGE, offset: int = 0
) -> tuple[ListedAppeal, ...]:
    """Newest first: what the company has not heard or shown back yet, then the cached. `is_open` None means all."""
    waiting = () if offset else pending(store, account_id)  # read first: a row that comes meanwhile is in the page
    rows = store.cache.page(Appeal.kind, cached.account_scope(account_id), limit, offset, is_open)
    spoken_for = {name for row in rows for name in (row.id, row.op_id)}
    fresh = (
        entry
        for entry in waiting
        if entry.appeal.id not in spoken_for and is_open in (None, entry.appeal.status.is_open)
    )
    return (*fresh, *(_known(row.data) for row in rows))[:limit]


def pending(store: Store, account_id: str) -> tuple[ListedAppeal, ...]:
    """Appeals filed here that no cached row speaks for yet, newest first."""
    ops = outbox.unsettled(store, account_id, FileAppeal.kind)
    return tuple(_projected(op) for op in reversed(ops))


def find(store: Store, account_id: str, appeal_id: str) -> ListedAppeal | None:
    """One appeal by the company's id, or by that of the command that made it."""
    command = outbox.find(store, account_id, appeal_id)  # read first: a row that comes meanwhile is found after it
    row = store.cache.row_or_made(Appeal.kind, cached.account_scope(account_id), appeal_id)
    if row is not None:
        return _known(row.data)
    return None if command is None or command.kind != FileAppeal.kind else _projected(command)


def open_count(store: Store, account_id: str) -> int:
    """How many appeals are open, those still waiting here included."""
    known = store.cache.count(Appeal.kind, cached.account_scope(account_id), is_open=True)
    return known + sum(entry.delivery is not Delivery.REFUSED for entry in pending(store, account_id))


def photo(store: Store, company: Company, session: Session, sha256: str) -> bytes:
    """A photo's JPEG: from the spool while it waits there, else from the company (errors as Company.photo)."""
    waiting = store.spool.blob(sha256)
    return company.photo(session.token, sha256) if waiting is None else waiting


def _known(data: str) -> ListedAppeal:
    return ListedAppeal(appeal=cached.adapter(Appeal).validate_json(data), delivery=Delivery.COMPANY)


def _projected(op: outbox.Command) -> ListedAppeal:
    """A command as the appeal it will be; its number is the company's answer once there is one."""
    command = outbox.payload(op, FileAppeal)
    answer = outbox.answer(op, AppealFiled)
    appeal = Appeal(
        id=op.op_id,
        number=answer.number if answer else "",
        type_id=command.type_id,
        type_name=command.type_name,
        text=command.text,
        status=AppealStatus.NEW,
        filed_at=op.made_at,
        visit=command.visit,
        photos=command.photos,
        history=(AppealEvent(at=op.made_at, status=AppealStatus.NEW),),
    )
    return ListedAppeal(appeal=appeal, delivery=_delivery(op.state), refusal=outbox.refusal(op))


def _delivery(state: outbox.State) -> Delivery:
    match state:
        case outbox.State.READY | outbox.State.SENDING:
            return Delivery.WAITING
        case outbox.State.APPLIED | outbox.State.SETTLED:
            return Delivery.COMPANY
        case outbox.State.REJECTED | outbox.State.CONFLICT:
            return Delivery.REFUSED
        case outbox.State.STUCK:
            return Delivery.STUCK
