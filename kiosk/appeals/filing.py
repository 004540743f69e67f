"""«Отправить» and what else a resident asks about an appeal: one command, durably written, before anything is said."""

from __future__ import annotations

import logging
from datetime import datetime
from typing import TYPE_CHECKING

from kiosk import outbox, refusals
from kiosk.appeals.listing import find
from kiosk.domain.appeals import CancelAppeal, RateAppeal, check, check_cancel, check_edit, check_rate
from kiosk.domain.errors import Refused
from kiosk.notices import local

if TYPE_CHECKING:
    from kiosk.appeals.draft import Draft
    from kiosk.appeals.unheard import ListedAppeal
    from kiosk.database import Store
    from kiosk.domain.commands import Command
    from kiosk.session import Session

_log = logging.getLogger(__name__)


def file(store: Store, session: Session, draft: Draft, now: datetime) -> ListedAppeal:
    """Write a new appeal, or the edit of one, to the outbox and return it as the list shows it.

    Filing a draft again changes nothing. `now` is aware. Refused when a rule is broken or the disk refuses;
    SessionClosed after leaving.
    """
    if draft.changes:
        return _edit(store, session, draft, now)
    command = draft.command()
    check(command, local(store, now))
    _put(store, session, command, draft, now)
    return _listed(store, session, draft.op_id)


def cancel(store: Store, session: Session, appeal_id: str, *, op_id: str, now: datetime) -> ListedAppeal:
    """Take an appeal back while it is new, as `file` writes one; with the same `op_id` once."""
    if store.spool.command(op_id) is None:
        check_cancel(_known(store, session, appeal_id).appeal)
    outbox.put(store, session, CancelAppeal(appeal_id=appeal_id), op_id=op_id, now=now)
    return _listed(store, session, appeal_id)


def rate(store: Store, session: Session, rating: RateAppeal, *, op_id: str, now: datetime) -> ListedAppeal:
    """Say whether the work is done, as `file` writes an appeal; with the same `op_id` once."""
    if store.spool.command(op_id) is None:
        check_rate(_known(store, session, rating.appeal_id).appeal, rating)
    outbox.put(store, session, rating, op_id=op_id, now=now)
    return _listed(store, session, rating.appeal_id)


def _edit(store: Store, session: Session, draft: Draft, now: datetime) -> ListedAppeal:
    command = draft.change()
    if store.spool.command(draft.op_id) is None:
        check_edit(_known(store, session, draft.changes).appeal, command, local(store, now))
    _put(store, session, command, draft, now)
    return _listed(store, session, draft.changes)


def _put(store: Store, session: Session, command: Command, draft: Draft, now: datetime) -> None:
    """The command first, and then the refusal it answers is put away: between them nothing can be lost."""
    photos = tuple((photo.sha256, photo.jpeg) for photo in draft.photos)
    outbox.put(store, session, command, op_id=draft.op_id, blobs=photos, now=now)
    if draft.corrects:
        try:
            refusals.dismiss(store, session, draft.corrects, now)
        except Refused as refused:
            _log.error("a corrected refusal is still shown: %s", refused.code)


def _known(store: Store, session: Session, appeal_id: str) -> ListedAppeal:
    """An appeal that can be changed; Refused for one the company refused, or nobody has heard of."""
    found = find(store, outbox.chosen_account(session), appeal_id, session)
    if found is None or (found.refusal is not None and not found.with_company):
        raise Refused("appeal.unknown", "Этого обращения у управляющей компании нет. Подайте новое.")
    return found


def _listed(store: Store, session: Session, appeal_id: str) -> ListedAppeal:
    found = find(store, outbox.chosen_account(session), appeal_id, session)
    if found is None:
        raise AssertionError("an appeal asked about is neither in the outbox nor in the cache")
    return found
