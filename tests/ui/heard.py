"""Facts in a kiosk's cache, as if the company had just said them."""

from collections.abc import Iterable
from pathlib import Path

from kiosk import identity
from kiosk.cached import adapter
from kiosk.database import Store
from kiosk.database.rows import Cursor, FeedRow
from kiosk.domain.facts import Fact
from kiosk.identity import Identity

DEVICE, BUILDING = "device-1", "building-1"


def enrolled(directory: Path) -> Store:
    """A real store of a kiosk that knows its building and has heard nothing yet."""
    store = Store.open(directory, bytes(32))
    identity.save(
        store,
        Identity(device_id=DEVICE, building_id=BUILDING, server="http://127.0.0.1:9", private_key=bytes(range(32))),
    )
    return store


def hear(store: Store, facts: Iterable[Fact], scope: str = f"building:{BUILDING}") -> None:
    """Add these facts to the cache, as one page of the feed."""
    asked = store.cache.cursor(scope)
    rev = (asked.rev if asked else 0) + 1
    rows = [
        FeedRow(
            kind=fact.kind,
            id=fact.id,
            rev=rev,
            order=fact.order,
            op_id=None,
            data=adapter(type(fact)).dump_json(fact).decode(),
        )
        for fact in facts
    ]
    assert store.cache.apply(scope, asked, Cursor(epoch="e", rev=rev), rows) is not None
