"""What a resident sees of appeals: rows of the cache, with the commands the company has not settled laid over them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kiosk import cached
from kiosk.appeals import unheard
from kiosk.appeals.unheard import ListedAppeal, Unheard
from kiosk.delivery import Delivery
from kiosk.domain.appeals import Appeal, AppealType

if TYPE_CHECKING:
    from kiosk.company import Company
    from kiosk.database import Store
    from kiosk.database.rows import CachedRow
    from kiosk.session import Session


def types(store: Store) -> tuple[AppealType, ...]:
    """The whole tree, in the company's order."""
    return cached.listed(store, AppealType, store.building_scope, limit=1000)


def listed(
    store: Store,
    account_id: str,
    session: Session,
    is_open: bool | None = None,
    limit: int = cached.PAGE,
    offset: int = 0,
) -> tuple[ListedAppeal, ...]:
    """Newest first: what the company has not heard, shown back or taken, then the cached. `is_open` None means all.

    Appeals are filtered by what they will be once the company has heard everything. `session` as in `refusals`.
    """
    waiting = unheard.read(store, account_id, session)  # read first: a row that comes meanwhile is in the page
    scope = cached.account_scope(account_id)
    rows = store.cache.page(Appeal.kind, scope, limit + len(waiting.changed_ids()), offset, is_open)
    spoken_for = {name for row in rows for name in (row.id, row.op_id)}
    fresh = () if offset else unheard.without(waiting.new(), spoken_for)
    known = [_over(waiting, row) for row in rows]
    if is_open is not None and not offset:
        known = [*known, *_moved(store, scope, waiting, spoken_for)]
    entries = (*fresh, *known)
    return tuple(each for each in entries if is_open in (None, each.appeal.status.is_open))[:limit]


def find(store: Store, account_id: str, appeal_id: str, session: Session) -> ListedAppeal | None:
    """One appeal by the company's id, or by that of the command that made it."""
    waiting = unheard.read(store, account_id, session)  # read first: a row that comes meanwhile is found after it
    row = store.cache.row_or_made(Appeal.kind, cached.account_scope(account_id), appeal_id)
    if row is not None:
        return _over(waiting, row)
    return next((entry for entry in waiting.new() if entry.appeal.id == appeal_id), None)


def open_count(store: Store, account_id: str, session: Session) -> int:
    """How many appeals are open, those still waiting here included, refused ones not."""
    waiting = unheard.read(store, account_id, session)
    scope = cached.account_scope(account_id)
    known = store.cache.count(Appeal.kind, scope, is_open=True)
    known += sum(each.delivery is not Delivery.REFUSED and each.appeal.status.is_open for each in waiting.new())
    for appeal_id in waiting.changed_ids():
        row = store.cache.row_or_made(Appeal.kind, scope, appeal_id)
        if row is not None:
            known += _over(waiting, row).appeal.status.is_open - _read(row).status.is_open
    return known


def photo(store: Store, company: Company, session: Session, sha256: str) -> bytes:
    """A photo's JPEG: from the spool while it waits there, else from the company (errors as Company.photo)."""
    waiting = store.spool.blob(sha256)
    return company.photo(session.token, sha256) if waiting is None else waiting


def _moved(store: Store, scope: str, waiting: Unheard, spoken_for: set[str | None]) -> list[ListedAppeal]:
    """Appeals that a change on its way brings from the other side of the filter, newest first."""
    rows = (store.cache.row_or_made(Appeal.kind, scope, appeal_id) for appeal_id in waiting.changed_ids() - spoken_for)
    found = {row.id: _over(waiting, row) for row in rows if row is not None and row.id not in spoken_for}
    return sorted(found.values(), key=lambda entry: entry.appeal.order, reverse=True)


def _over(waiting: Unheard, row: CachedRow) -> ListedAppeal:
    return waiting.over(_read(row), row.op_id)


def _read(row: CachedRow) -> Appeal:
    return cached.adapter(Appeal).validate_json(row.data)
