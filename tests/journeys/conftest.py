"""The whole kiosk with everything real that a story needs: company, printer, camera."""

from tests.kiosk.devices.conftest import cups
from tests.sync.conftest import company, server, site
from tests.ui.lobby.conftest import cabinet, dark, kiosk, line

__all__ = ["cabinet", "company", "cups", "dark", "kiosk", "line", "server", "site"]
