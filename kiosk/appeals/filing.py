"""«Отправить»: one command and its photos, durably written, before anything is said to the resident."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from kiosk import outbox
from kiosk.appeals.listing import ListedAppeal, find
from kiosk.domain.appeals import Appeal, check
from kiosk.notices import local

if TYPE_CHECKING:
    from kiosk.appeals.draft import Draft
    from kiosk.database import Store
    from kiosk.session import Session


def file(store: Store, session: Session, draft: Draft, now: datetime) -> ListedAppeal:
    """Write the appeal to the outbox and return it as the list shows it; filing a draft again changes nothing.

    `now` is aware. Refused when a rule is broken or the disk refuses; SessionClosed after leaving.
    """
    command = draft.command()
    check(command, local(store, now))
    account_id = outbox.chosen_account(session)
    outbox.put(
        store,
        session,
        command,
        op_id=draft.op_id,
        aggregate=f"{Appeal.kind}:{draft.op_id}",
        blobs=tuple((photo.sha256, photo.jpeg) for photo in draft.photos),
        now=now,
    )
    filed = find(store, account_id, draft.op_id)
    if filed is None:
        raise AssertionError("a filed appeal is neither in the outbox nor in the cache")
    return filed
