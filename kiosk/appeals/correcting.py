"""The form opened with what was entered before: of an appeal that was refused, or of one that may still be changed."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from kiosk.appeals.draft import Draft, Photo
from kiosk.appeals.listing import find, types
from kiosk.domain.appeals import Appeal, AppealStatus, AppealType, EditAppeal, FileAppeal, Visit, check_visit
from kiosk.domain.errors import Refused
from kiosk.notices import local

if TYPE_CHECKING:
    from kiosk.appeals.unheard import ListedAppeal
    from kiosk.database import Store
    from kiosk.session import Session


def editable(listed: ListedAppeal) -> bool:
    """The company has it, or will, and nobody works on it yet."""
    taken = listed.with_company or listed.delivery.on_its_way
    return taken and listed.appeal.status is AppealStatus.NEW


def correctable(listed: ListedAppeal) -> bool:
    """What was refused can be said once more, and better."""
    match listed.refusal.command if listed.refusal else None:
        case FileAppeal():
            return True
        case EditAppeal():
            return editable(listed)
    return False


def revision(store: Store, account_id: str, appeal_id: str, now: datetime, session: Session) -> Draft:
    """The form of an appeal as it stands, or as it was when it was refused; `now` is aware.

    What no rule allows any more is left empty, and the form begins there. Refused when there is nothing to change.
    """
    listed = find(store, account_id, appeal_id, session)
    if listed is None or not (editable(listed) or correctable(listed)):
        raise Refused("appeal.edit.gone", "Это обращение изменить уже нельзя. Посмотрите его в списке.")
    appeal, edited = listed.appeal, listed.with_company or listed.refusal is None
    command = listed.refusal.command if listed.refusal else None
    wanted = command if isinstance(command, EditAppeal) else appeal
    draft = Draft(
        type=_type(store, wanted) or (_kept_type(wanted) if edited else None),
        text=wanted.text,
        photos=tuple(Photo(store.spool.blob(sha256), sha256) for sha256 in wanted.photos),
        photos_done=True,
        changes=appeal.id if edited else "",
        corrects=listed.refusal.id if listed.refusal else "",
    )
    return _visiting(draft, wanted.visit, local(store, now))


def _type(store: Store, wanted: Appeal | EditAppeal) -> AppealType | None:
    """A leaf the company still has."""
    tree = types(store)
    parents = {kind.parent_id for kind in tree}
    return next((kind for kind in tree if kind.id == wanted.type_id and kind.id not in parents), None)


def _kept_type(wanted: Appeal | EditAppeal) -> AppealType | None:
    """An appeal that is changed may stay what it is, though no new one may be of that type any more."""
    if wanted.type_id is None:
        return None
    return AppealType(id=wanted.type_id, parent_id=None, name=wanted.type_name, icon="message", position=0)


def _visiting(draft: Draft, visit: Visit | None, now: datetime) -> Draft:
    try:
        if visit is not None:
            check_visit(visit, now)
    except Refused:
        return draft
    return draft.with_visit(visit, now)
