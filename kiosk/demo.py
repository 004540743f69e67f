"""A demonstration town: a company server of its own on loopback, seeded, with one kiosk enrolled in it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit

from kiosk import settings
from kiosk.settings import Settings

ROOT = Path(__file__).resolve().parents[1]
VIDEO = ROOT / "resources" / "demo" / "camera.mp4"


class Demonstration:
    """A context: the server lives as long as it. Everything is kept below `directory` and made anew each time."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        self.url = ""
        self._server: subprocess.Popen[str] | None = None

    @property
    def environment(self) -> dict[str, str]:
        """What the kiosk is told by its environment."""
        return {
            "KIOSK_SERVER": self.url,
            "KIOSK_DATA": str(self.directory / "kiosk"),
            "KIOSK_CAMERA": str(VIDEO),
        }

    @property
    def key_file(self) -> Path:
        """The databases' key lies in it: a demonstration may do so, a lobby must not."""
        return self.directory / "kiosk.key"

    def settings(self, environment: Mapping[str, str]) -> Settings:
        """The kiosk's, what it is told by its command line included."""
        return replace(settings.load({**environment, **self.environment}), key=f"file:{self.key_file}")

    def __enter__(self) -> Self:
        if self.directory.exists():
            shutil.rmtree(self.directory)
        self.directory.mkdir(parents=True)
        self.company("seed")
        self.start()
        self._enrol()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def start(self) -> None:
        """Start the server, on its earlier port if it had one, and wait until it serves."""
        port = str(urlsplit(self.url).port or 0)
        command = [*self._company, "serve", "--port", port, "--sender", "demo"]
        self._server = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
        first = self._server.stdout.readline().strip() if self._server.stdout else ""
        if not first.startswith("http"):
            raise RuntimeError("the demonstration's server did not start; the lines above say why")
        self.url = first
        threading.Thread(target=_pass_on, args=(self._server,), daemon=True).start()

    def stop(self) -> None:
        """Stop the server; `start` brings it back with everything it knew."""
        if self._server is not None:
            self._server.terminate()
            self._server.wait()
            self._server = None

    def company(self, *arguments: str) -> str:
        """Play the company's part by one of its commands; what it printed."""
        done = subprocess.run([*self._company, *arguments], cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True)
        return done.stdout

    def _enrol(self) -> None:
        """With a one-time token, which goes by standard input and not by the process's arguments."""
        token = self.company("enrol").split()[-1]
        command = [sys.executable, "-m", "kiosk", "--key-file", str(self.key_file), "enrol"]
        subprocess.run(command, cwd=ROOT, check=True, input=token, text=True, env=os.environ | self.environment)

    @property
    def _company(self) -> list[str]:
        database = f"sqlite:///{self.directory / 'company.db'}"
        return [sys.executable, "-m", "sync.server", "--database", database]


def _pass_on(server: subprocess.Popen[str]) -> None:
    """What the server says on its standard output, codes of the demonstration among it, goes to ours."""
    for line in server.stdout or ():
        sys.stdout.write(line)
        sys.stdout.flush()
