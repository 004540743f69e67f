"""What the engine can say of itself: to the company in a heartbeat, to the operator in a status. Nothing personal."""

import logging
from collections.abc import Callable
from datetime import datetime

from kiosk import memory
from kiosk.connection import ConnectionState
from kiosk.database import Store
from kiosk.health import Said
from kiosk.release import VERSION
from sync import contract
from sync.client import Client

_log = logging.getLogger(__name__)

Report = Callable[[Said], None]


class Vitals:
    """Read on the engine's thread."""

    def __init__(self, store: Store, client: Client, report: Report) -> None:
        self._store = store
        self._client = client
        self._report = report
        self._renewed = False
        store.on_renewed(self._has_renewed)

    def heartbeat(self, agreed_at: datetime | None, set_aside: int) -> contract.Heartbeat:
        """For the company; `agreed_at` is before this."""
        queue, recovered, now = self._store.spool.queue(), self._store.spool.recovered, self._client.now()
        oldest = 0 if queue.oldest_at is None else max(0, int((now - queue.oldest_at).total_seconds()))
        return contract.Heartbeat(
            version=VERSION,
            waiting=queue.waiting,
            oldest=oldest,
            stuck=len(queue.stuck),
            given_up=queue.given_up,
            set_aside=set_aside,
            recovered=0 if recovered is None else recovered.operations,
            clock_offset=self._client.clock_offset,
            agreed_at=None if agreed_at is None else int(agreed_at.timestamp()),
        )

    def report(self, state: ConnectionState, set_aside: int, unknown: int) -> None:
        """For the operator. A disk that refuses it is the least of what then goes wrong.

        `unknown`: operations that the company's system is too old for.
        """
        queue = self._store.spool.queue()
        said = Said(
            at=self._client.now(),
            version=VERSION,
            contract=contract.VERSION,
            company_contract=self._client.company_version,
            reachable=state.reachable is True,
            standing=state.standing,
            agreed_at=state.agreed_at,
            trouble=state.trouble,
            set_aside=set_aside,
            set_aside_kinds=self._kinds(),
            unknown=unknown,
            clock_offset=self._client.clock_offset,
            waiting=queue.waiting,
            oldest_at=queue.oldest_at,
            stuck=len(queue.stuck),
            cache_renewed=self._renewed or self._store.cache.rebuilt,
            images_forbidden=memory.images_forbidden(),
        )
        try:
            self._report(said)
        except OSError as error:
            _log.warning("the status was not written: %s", type(error).__name__)

    def _kinds(self) -> tuple[str, ...]:
        """Of what was set aside: words of the contract, whatever the company may have written."""
        kinds = {each.kind for each in self._store.cache.set_aside()}
        known = sorted(kinds & contract.FACTS.keys())
        return (*known, "неизвестный вид") if kinds - contract.FACTS.keys() else tuple(known)

    def _has_renewed(self) -> None:
        self._renewed = True
