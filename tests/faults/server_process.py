"""The town's server: a real process, or several, started, killed and started again at one address."""

import sys
from dataclasses import dataclass

import requests

from sync import contract
from tests.sync.company_server import CompanyServer
from tests.sync.conditions import until


@dataclass
class TownServer(CompanyServer):
    """As any company's server, without the limits of the field."""

    def start(self) -> None:
        """Return once somebody answers: several workers begin after the port is taken."""
        super().start()
        until(self.answers, "the company answers")

    def answers(self) -> bool:
        try:
            return requests.get(self.url + contract.HEALTH, timeout=5).ok
        except requests.RequestException:
            return False

    def _line(self, *arguments: str) -> list[str]:
        return [sys.executable, "-m", "tests.faults.serve", "--database", self.database, *arguments]
