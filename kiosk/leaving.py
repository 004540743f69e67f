"""A resident leaves: their key, their account's copy and what they were told here are destroyed."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from kiosk import memory, outbox
from kiosk.company import Broken, Offline
from kiosk.domain.errors import Refused

if TYPE_CHECKING:
    from kiosk.company import Company, Exchange
    from kiosk.database import Store
    from kiosk.session import Session

_log = logging.getLogger(__name__)


def leave(store: Store, exchange: Exchange, company: Company, session: Session) -> None:
    """Forget the resident here first, then close the session with the company, which also ends it by itself.

    Milliseconds, then one request: call it off the GUI thread. Undelivered operations stay and go on being sent.
    """
    forget(store, exchange, session)
    tell(company, session)


def tell(company: Company, session: Session) -> None:
    """Close the session with the company; one that cannot be told closes it by itself."""
    try:
        company.leave(session.token)
    except (Offline, Broken, Refused) as error:
        _log.info("the company will close the session by itself: %s", type(error).__name__)


def forget(store: Store, exchange: Exchange, session: Session) -> None:
    """The local half of leaving: destroy the key, stop following, delete every account's rows, truncate the logs."""
    session.close()
    exchange.leave()
    store.cache.forget_accounts()
    outbox.forget(store, session)
    exchange.wake()
    memory.give_back()
