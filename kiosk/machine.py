"""One installed kiosk, put together: everything its pages may ask, made by `kiosk.__main__`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kiosk.company import Company, Exchange
    from kiosk.connection import Connection
    from kiosk.database import Store
    from kiosk.devices.camera import Camera
    from kiosk.devices.printer import Printer


@dataclass(frozen=True, kw_only=True)
class Machine:
    """`company.now` is the machine's clock."""

    device_id: str
    store: Store
    company: Company
    exchange: Exchange
    connection: Connection
    camera: Camera
    printer: Printer
    stop: Callable[[], None]
    """Stops speaking with the company; returns when the last exchange has ended."""

    def close(self) -> None:
        """Stop, then close the files."""
        self.stop()
        self.store.close()
