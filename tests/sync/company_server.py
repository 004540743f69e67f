"""The reference server as a real process on loopback, whose plug can be pulled."""

import re
import signal
import socket
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

from click.testing import CliRunner

from kiosk.identity import Identity
from sync.client import enrol
from sync.server.cli import main

ROOT = Path(__file__).resolve().parents[2]


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port: int = taken.getsockname()[1]
        return port


@dataclass
class CompanyServer:
    """One database; started, killed and started again at one address."""

    directory: Path
    port: int = field(default_factory=free_port)
    process: subprocess.Popen[str] | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def _database(self) -> str:
        return f"sqlite:///{self.directory / 'company.db'}"

    def command(self, *arguments: str) -> str:
        """What a command of the company prints; it works on the database beside the running server."""
        done = CliRunner().invoke(main, ["--database", self._database, *arguments])
        assert done.exit_code == 0, done.output
        return done.output

    def start(self) -> None:
        """Return once it listens."""
        line = self._line("serve", "--port", str(self.port))
        with (self.directory / "server.log").open("a") as log:
            self.process = subprocess.Popen(line, cwd=ROOT, stdout=subprocess.PIPE, stderr=log, text=True)
        assert self.process.stdout is not None
        said = self.process.stdout.readline()
        assert re.match(r"http://", said), said

    def kill(self) -> None:
        """Pull the plug: SIGKILL, mid-request or not."""
        self._end(signal.SIGKILL)

    def stop(self) -> None:
        if self.process is not None:
            self._end(signal.SIGTERM)

    def freeze(self) -> None:
        """Keep every connection open and answer nothing."""
        assert self.process is not None
        self.process.send_signal(signal.SIGSTOP)

    def thaw(self) -> None:
        assert self.process is not None
        self.process.send_signal(signal.SIGCONT)

    def enrolled(self, building: str) -> Identity:
        """A kiosk of this building."""
        return enrol(self.url, self.command("enrol", "--building", building).strip())

    def _end(self, number: signal.Signals) -> None:
        assert self.process is not None
        self.process.send_signal(number)
        self.process.wait(timeout=10)
        assert self.process.stdout is not None
        self.process.stdout.close()
        self.process = None

    def _line(self, *arguments: str) -> list[str]:
        return [sys.executable, "-m", "sync.server", "--database", self._database, *arguments]
