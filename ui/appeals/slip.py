"""The slip of an appeal, made when it is printed."""

from datetime import datetime

from kiosk import appeals, notices
from kiosk.appeals import Delivery, ListedAppeal
from kiosk.database import Store
from ui.appeals import appeal_words
from ui.controls.printing_view_model import Provider

TITLE = "Талон обращения"
"""Public: the printer's queue shows it."""


def slip(store: Store, listed: ListedAppeal, now: datetime) -> Provider | None:
    """Work that makes the slip's PDF, for a job thread; None before the company was ever heard."""
    board = notices.board(store, now)
    company, building = board.company, board.building
    if company is None or building is None:
        return None
    kind = next((kind for kind in appeals.types(store) if kind.id == listed.appeal.type_id), None)

    def provide() -> bytes:
        from kiosk.documents import appeal_slip

        if listed.delivery in (Delivery.REFUSED, Delivery.STUCK) and not listed.with_company:
            instead = appeal_slip.Unnumbered(appeal_words.state(listed)[0].lower(), appeal_words.explanation(listed))
            return appeal_slip.render(listed.appeal, kind, company, building, instead)
        return appeal_slip.render(listed.appeal, kind, company, building)

    return provide
