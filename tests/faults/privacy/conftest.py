"""The whole kiosk, with everything it could leave a word in: files, log, temporary files, print spool."""

from tests.kiosk.devices.conftest import cups
from tests.sync.conftest import company, site
from tests.ui.lobby.conftest import line

__all__ = ["company", "cups", "line", "site"]
