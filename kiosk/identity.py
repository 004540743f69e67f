"""Which enrolled device this is: its id, building, server and signing key, kept in the spool."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kiosk.database import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """`server` is the base URL enrolled with; `private_key` is Ed25519, 32 raw bytes.

    `authority`: certificates (PEM) of the only authority that may vouch for the server; empty for the system's.
    """

    device_id: str
    building_id: str
    server: str
    private_key: bytes = field(repr=False)
    authority: str = field(default="", repr=False)


def load(store: Store) -> Identity | None:
    """None on a machine not enrolled yet."""
    row = store.spool.identity()
    return None if row is None else Identity(**row)


def save(store: Store, identity: Identity) -> None:
    """Remember an enrolment, in place of any earlier one."""
    store.spool.save_identity(
        device_id=identity.device_id,
        building_id=identity.building_id,
        server=identity.server,
        private_key=identity.private_key,
        authority=identity.authority,
    )
