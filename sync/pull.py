"""Hearing the company: pages of a scope's feed, checked row by row, each stored with the cursor that it reaches."""

import logging
from collections.abc import Callable

from pydantic import ValidationError

from kiosk import cached
from kiosk.company import Broken
from kiosk.database import Store
from kiosk.database.rows import Cursor, FeedRow, SetAside
from kiosk.domain.facts import Fact
from sync import contract
from sync.answers import RefusedByCompany
from sync.believable import believable
from sync.client import Client
from sync.room import Room

GONE = 410
MOST_PAGES = 1_000
"""Of one reading: a city's addresses are fewer; a feed that has more would never let the outbox be sent."""
LARGEST_ROW = 256 * 1024
"""Characters of a fact as JSON."""
_BUILDING = {fact.kind: fact for fact in contract.BUILDING_FACTS}
_ACCOUNT = {fact.kind: fact for fact in contract.ACCOUNT_FACTS}

_log = logging.getLogger(__name__)


class Pull:
    """`restored` is called when the server turns out to be another life of itself, or nobody knows which it was."""

    def __init__(self, store: Store, client: Client, restored: Callable[[], None]) -> None:
        self._store = store
        self._client = client
        self._restored = restored
        heard = store.cache.cursor(store.building_scope)
        self._life = None if heard is None else heard.epoch
        """The epoch that the company last named, whatever the scope: of one new life all scopes tell."""
        self._rooms: dict[str, Room] = {}

    def pull(self, scope: str, token: str | None = None, heartbeat: contract.Heartbeat | None = None) -> frozenset[str]:
        """Read a scope to its end; the kinds that changed. Errors as Client; Broken when it is larger than can be.

        A `heartbeat` goes with the first question.
        """
        self._rooms = {known: room for known, room in self._rooms.items() if known == scope or _is_buildings(known)}
        changed: set[str] = set()
        cursor = self._store.cache.cursor(scope)
        more, pages, anew = True, 0, False
        while more:
            pages += 1
            if pages > MOST_PAGES:
                raise Broken("the feed goes on without end")
            page, cursor = self._page(scope, cursor, token, heartbeat, anew=anew)
            heartbeat, anew = None, anew or cursor is None
            heard = Cursor(epoch=page.epoch, rev=page.rev)
            if page.more and (cursor is not None and page.rev <= cursor.rev):
                raise Broken("the feed goes on without going further")
            if page.rows or heard != cursor:
                rows, aside = self._understood(scope, page.rows)
                self._room(scope, anew=cursor is None).take(rows)
                stored = self._store.cache.apply(scope, cursor, heard, rows, aside)
                if stored is None:
                    return frozenset(changed)
                changed |= stored
            cursor, more = heard, page.more
        return frozenset(changed)

    def _room(self, scope: str, *, anew: bool) -> Room:
        """What the scope may still grow by; read anew, it begins from nothing."""
        if anew:
            self._rooms[scope] = Room(lambda: self._store.cache.size(scope), (0, 0))
        elif scope not in self._rooms:
            self._rooms[scope] = Room(lambda: self._store.cache.size(scope))
        return self._rooms[scope]

    def _page(
        self, scope: str, cursor: Cursor | None, token: str | None, heartbeat: contract.Heartbeat | None, *, anew: bool
    ) -> tuple[contract.FeedPage, Cursor | None]:
        """The next page and the cursor it continues: none when all must be read anew.

        `anew`: this pull began so, and goes on below tombstones that were forgotten. Broken when it would begin again.
        """
        if cursor is not None:
            page = self._continued(scope, cursor, token, heartbeat, anew=anew)
            if page is not None:
                return page, cursor
            if anew:
                raise Broken("the feed is of another life of the company on every page")
            _log.warning("%s is read anew", scope.partition(":")[0])
            heartbeat = None
        elif _is_buildings(scope):
            self._restored()  # nobody remembers which life it was
        page = self._client.feed(scope, 0, token=token, heartbeat=heartbeat)
        self._hear(page.epoch)
        return page, None

    def _continued(
        self, scope: str, cursor: Cursor, token: str | None, heartbeat: contract.Heartbeat | None, *, anew: bool
    ) -> contract.FeedPage | None:
        """The page after the cursor; None when there is none in this life of the company."""
        try:
            page = self._client.feed(scope, cursor.rev, anew=anew, token=token, heartbeat=heartbeat)
        except RefusedByCompany as refused:
            if refused.status != GONE:
                raise
            self._restored()  # a backup may have given out fewer revisions than we have read
            return None
        self._hear(page.epoch)
        return page if page.epoch == cursor.epoch else None

    def _hear(self, epoch: str) -> None:
        """Only the first to name a life tells of it: what was answered since is of that life."""
        if self._life is not None and self._life != epoch:
            self._restored()
        self._life = epoch

    @property
    def set_aside(self) -> tuple[SetAside, ...]:
        """Rows that could not be understood, also before a restart; what the cache had of them stays."""
        return self._store.cache.set_aside()

    def _understood(self, scope: str, rows: tuple[contract.FeedRow, ...]) -> tuple[list[FeedRow], list[SetAside]]:
        """Rows as the cache keeps them, and those it cannot."""
        kinds = _BUILDING if _is_buildings(scope) else _ACCOUNT
        understood, aside = [], []
        for row in rows:
            if row.kind not in contract.FACTS and self._client.is_older:
                continue  # a newer minor version's kind; the cache is read anew by the kiosk that knows it
            stored = _row(kinds.get(row.kind), row)
            if stored is None:
                aside.append(SetAside(scope=scope, kind=row.kind, id=row.id))
                _log.error("a row of the feed was set aside: %s", _name(scope, row))
            else:
                understood.append(stored)
        return understood, aside


def _is_buildings(scope: str) -> bool:
    return scope.startswith("building:")


def _row(fact_type: type[Fact] | None, row: contract.FeedRow) -> FeedRow | None:
    """A row as the cache keeps it; None when it is not what the contract has for its kind."""
    if fact_type is None or row.deleted is not (row.data is None):
        return None
    if row.data is None:
        return FeedRow(kind=row.kind, id=row.id, rev=row.rev, order="", op_id=row.op_id, data=None)
    adapter = cached.adapter(fact_type)
    try:
        fact = adapter.validate_python(row.data)
    except ValidationError:
        return None
    if fact.id != row.id or not believable(fact):
        return None
    data = adapter.dump_json(fact).decode()
    if len(data) > LARGEST_ROW:
        return None
    return FeedRow(kind=row.kind, id=row.id, rev=row.rev, order=fact.order, op_id=row.op_id, data=data)


def _name(scope: str, row: contract.FeedRow) -> str:
    """What a log may say of a row: of an account's, whose ids may be personal, the kind alone."""
    kind = row.kind if row.kind in contract.FACTS else "of an unknown kind"
    return f"{kind} {row.id[:40]!a}" if scope.startswith("building:") else kind
