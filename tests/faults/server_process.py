"""The town's server: a real process, or several, started, killed and started again at one address."""

import sys
from dataclasses import dataclass

from tests.sync.company_server import CompanyServer


@dataclass
class TownServer(CompanyServer):
    """As any company's server, without the limits of the field."""

    def _line(self, *arguments: str) -> list[str]:
        return [sys.executable, "-m", "tests.faults.serve", "--database", self.database, *arguments]
