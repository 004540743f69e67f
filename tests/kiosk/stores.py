"""A real store for tests, and the company's part in it: what it said, applied as a page of the feed."""

from pathlib import Path

from kiosk import cached, identity
from kiosk.database import Store
from kiosk.database.rows import Cursor, FeedRow
from kiosk.domain.appeals import AppealType
from kiosk.domain.facts import Fact
from kiosk.identity import Identity
from kiosk.session import Session, SessionKey

KEY = bytes(range(32))
DEVICE = Identity(device_id="device-1", building_id="1", server="http://127.0.0.1:1", private_key=bytes(32))
ACCOUNT = "10117"
SCOPE = cached.account_scope(ACCOUNT)
BUILDING = "building:1"
LEAF = AppealType(id="burst", parent_id=None, name="Прорыв трубы", icon="droplet", position=1)


def opened(directory: Path, key: bytes = KEY) -> Store:
    """A store of an enrolled device."""
    store = Store.open(directory, key)
    identity.save(store, DEVICE)
    return store


def resident(account_id: str | None = ACCOUNT) -> Session:
    return Session(
        device_id=DEVICE.device_id,
        session_id="session-1",
        token="token-1",
        phone="+79281234567",
        links=(),
        key=SessionKey(),
        account_id=account_id,
    )


def tell(store: Store, scope: str, *facts: Fact, op_id: str | None = None) -> None:
    """The company says these facts; the last operation that changed them was `op_id`."""
    rows = [
        FeedRow(
            kind=fact.kind,
            id=fact.id,
            rev=rev,
            order=fact.order,
            op_id=op_id,
            data=cached.adapter(type(fact)).dump_json(fact).decode(),
        )
        for rev, fact in enumerate(facts, start=1)
    ]
    asked = store.cache.cursor(scope)
    heard = Cursor(epoch="1", rev=(asked.rev if asked else 0) + len(rows))
    if scope.startswith("account:"):
        store.cache.admit(scope)
        store.cache.forget_others()
    assert store.cache.apply(scope, asked, heard, rows) is not None


def retract(store: Store, scope: str, kind: str, fact_id: str) -> None:
    """The company takes a fact back."""
    asked = store.cache.cursor(scope)
    assert asked is not None
    gone = FeedRow(kind=kind, id=fact_id, rev=asked.rev + 1, order="", op_id=None, data=None)
    assert store.cache.apply(scope, asked, Cursor(epoch="1", rev=asked.rev + 1), [gone]) is not None
