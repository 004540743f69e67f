"""The reference server as a real process on loopback, whose plug can be pulled."""

import os
import re
import signal
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

import psutil
from click.testing import CliRunner

from kiosk.identity import Identity
from sync.client import enrol
from sync.server.cli import main
from tests.ports import free_port

ROOT = Path(__file__).resolve().parents[2]


@dataclass
class CompanyServer:
    """One database; started, killed and started again at one address, with as many workers as wanted."""

    directory: Path
    database: str
    workers: int = 1
    port: int = field(default_factory=free_port)
    process: subprocess.Popen[str] | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def worker_pids(self) -> list[int]:
        """The processes that answer; several only with several workers."""
        assert self.process is not None
        if self.workers == 1:
            return [self.process.pid]
        return [child.pid for child in psutil.Process(self.process.pid).children() if _is_worker(child)]

    def command(self, *arguments: str) -> str:
        """What a command of the company prints; it works on the database beside the running server."""
        done = CliRunner().invoke(main, ["--database", self.database, *arguments])
        assert done.exit_code == 0, done.output
        return done.output

    def start(self) -> None:
        """Return once it listens."""
        line = self._line("serve", "--port", str(self.port), "--workers", str(self.workers))
        with (self.directory / "server.log").open("a") as log:
            self.process = subprocess.Popen(
                line, cwd=ROOT, stdout=subprocess.PIPE, stderr=log, text=True, start_new_session=True
            )
        assert self.process.stdout is not None
        said = self.process.stdout.readline()
        assert re.match(r"http://", said), said

    def kill(self) -> None:
        """Pull the plug: SIGKILL to every process at once, mid-request or not."""
        self._signal_all(signal.SIGKILL)
        self.reap()

    def kill_worker(self) -> int:
        """SIGKILL to one worker, mid-request or not; another takes its place. Returns whose pid it was."""
        pid = self.worker_pids[0]
        os.kill(pid, signal.SIGKILL)
        return pid

    def stop(self) -> None:
        if self.process is not None:
            self.process.send_signal(signal.SIGTERM)
            self.reap()

    def freeze(self) -> None:
        """Keep every connection open and answer nothing."""
        self._signal_all(signal.SIGSTOP)

    def thaw(self) -> None:
        self._signal_all(signal.SIGCONT)

    def enrolled(self, building: str) -> Identity:
        """A kiosk of this building."""
        return enrol(self.url, self.command("enrol", "--building", building).strip())

    def _signal_all(self, number: signal.Signals) -> None:
        assert self.process is not None
        os.killpg(self.process.pid, number)

    def reap(self) -> None:
        """Wait for the process that was started; others may outlive it."""
        assert self.process is not None
        self.process.wait(timeout=20)
        assert self.process.stdout is not None
        self.process.stdout.close()
        self.process = None

    def _line(self, *arguments: str) -> list[str]:
        return [sys.executable, "-m", "sync.server", "--database", self.database, *arguments]


def _is_worker(process: psutil.Process) -> bool:
    """Not the process that Python keeps beside its children, and not one that has just died."""
    try:
        return "spawn_main" in " ".join(process.cmdline())
    except psutil.Error:
        return False
