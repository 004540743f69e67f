"""The company's order to forget everything: believed once, carried out once, and nothing is asked afterwards."""

import logging

from kiosk import cached, faults
from kiosk.database import Store
from kiosk.domain.company import CompanyProfile
from sync.client import Client

AT_REST = 3600.0
"""Seconds that a wiped kiosk sleeps before it finds again that there is nothing to do."""

_log = logging.getLogger(__name__)


class Wiping:
    """On the engine's thread. The order came by TLS from the company alone, or from this very machine."""

    def __init__(self, store: Store, client: Client) -> None:
        self._store = store
        self._client = client
        self.ordered = self.done = False

    def carry_out(self) -> None:
        """Forget everything."""
        self._store.wipe(self._client.now(), self._dispatchers())
        self.done = True
        _log.warning("wiped, as the company ordered")

    def _dispatchers(self) -> tuple[str, ...]:
        """Whom a wiped kiosk names (E.164)."""
        try:
            company = cached.first(self._store, CompanyProfile, self._store.building_scope)
        except Exception as error:  # noqa: BLE001 - a cache that cannot be read must not put off the wiping
            _log.error("fault %s", faults.place(error))
            return ()
        return tuple(dict.fromkeys(company.dispatcher_phones)) if company else ()
