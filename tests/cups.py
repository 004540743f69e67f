"""A private CUPS for tests and the tour: own configuration, spool and socket; the system's one is never touched.

Needs root, because the cups-pdf back end does. `lp` and its kin find the server by the environment's CUPS_SERVER.
"""

import contextlib
import os
import shutil
import subprocess
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

SYSTEM_BIN = Path("/usr/lib/cups")
PPD = Path("/usr/share/ppd/cups-pdf/CUPS-PDF_opt.ppd")
PROGRAMS = ("cupsd", "lp", "lpadmin", "lpstat", "cancel", "ipptool", "gs")
LOOK = 0.01
"""Seconds the scheduler's end is waited for between two looks at its socket."""
TIMEOUT = 15.0
"""Seconds for the scheduler to appear and for one command."""

FILES_CONF = """\
ServerRoot {root}
ServerBin {root}/bin
RequestRoot {root}/spool
CacheDir {root}/cache
StateDir {root}/state
TempDir {root}/tmp
ServerKeychain {root}/ssl
ErrorLog {root}/error.log
AccessLog {root}/access.log
PageLog {root}/page.log
SystemGroup root
"""
DAEMON_CONF = """\
LogLevel debug
Listen {root}/sock
Browsing No
WebInterface No
DefaultAuthType None
ErrorPolicy abort-job
<Location />
  Order allow,deny
  Allow all
</Location>
<Location /admin>
  Order allow,deny
  Allow all
</Location>
<Policy default>
  <Limit All>
    Order deny,allow
  </Limit>
</Policy>
"""
BACKENDS = {
    "failing": 'echo "ERROR: The printer is on fire." >&2; exit 1',
    "stuck": "exec sleep 600",
}
"""Shell back ends beside cups-pdf: one that always fails, one that never ends."""


def missing_parts() -> str:
    """What keeps a private CUPS from running here, in words for a skipped test; empty when all is there."""
    absent = [name for name in PROGRAMS if shutil.which(name, path=_path()) is None]
    if absent or not PPD.is_file():
        return (
            f"needs cups, cups-client, cups-ipp-utils and printer-driver-cups-pdf (absent: {', '.join(absent) or PPD})"
        )
    return "" if os.geteuid() == 0 else "the cups-pdf back end needs root"


@dataclass(frozen=True, slots=True)
class Cups:
    """A running scheduler; printed PDFs appear in `output_directory`."""

    queue: str
    output_directory: Path
    root: Path
    process: subprocess.Popen[bytes]

    @property
    def server(self) -> str:
        """What CUPS_SERVER must say: the scheduler's socket."""
        return str(self.root / "sock")

    def environment(self) -> dict[str, str]:
        """The variables that make a program print here."""
        return {"CUPS_SERVER": self.server}

    def command(self, *arguments: str) -> str:
        """Run a CUPS command against this server and give what it said; an error stops the test."""
        environment = {**os.environ, **self.environment(), "PATH": _path(), "LC_ALL": "C"}
        done = subprocess.run(arguments, env=environment, check=True, capture_output=True, text=True, timeout=TIMEOUT)
        return done.stdout

    def add_queue(self, name: str, backend: str = "cups-pdf") -> str:
        """A queue over cups-pdf, or over one of BACKENDS; gives its name."""
        driver: tuple[str, ...] = ("-m", "raw")
        if backend == "cups-pdf":  # of its ways to PostScript only pdftocairo keeps Russian text readable as text
            driver = ("-P", str(self.root / "queue.ppd"), "-o", "pdftops-renderer-default=pdftocairo")
        self.command("lpadmin", "-p", name, "-E", "-v", f"{backend}:/", *driver)
        return name

    def printed(self) -> tuple[Path, ...]:
        """The PDFs that came out, oldest first."""
        return tuple(sorted(self.output_directory.glob("*.pdf"), key=lambda path: path.stat().st_mtime_ns))

    def spooled(self) -> tuple[Path, ...]:
        """Documents still kept in the spool."""
        return tuple((self.root / "spool").glob("d*"))

    def stop(self) -> None:
        """End the scheduler and remove everything but what was printed."""
        self.process.terminate()
        self.process.wait(TIMEOUT)
        shutil.rmtree(self.root)


def start_cups(directory: Path, queue: str = "kiosk") -> Cups:
    """Start a scheduler with one cups-pdf queue that prints into `directory`; ready when this returns."""
    directory.mkdir(parents=True, exist_ok=True)
    root = Path(tempfile.mkdtemp(prefix="cups-"))
    _furnish(root, directory.resolve())
    arguments = ("cupsd", "-f", "-c", str(root / "cupsd.conf"), "-s", str(root / "cups-files.conf"))
    environment = {**os.environ, "PATH": _path()}
    with (root / "output.log").open("wb") as log:
        process = subprocess.Popen(arguments, cwd=root, env=environment, stdout=log, stderr=log)
    cups = Cups(queue, directory, root, process)
    try:
        _wait_for(root / "sock", process)
        cups.add_queue(queue)
    except BaseException:
        cups.stop()
        raise
    return cups


def _furnish(root: Path, printed: Path) -> None:
    root.chmod(0o711)  # filters run as another user and must reach their files
    (root / "bin" / "backend").mkdir(parents=True)
    for folder in ("filter", "daemon", "cgi-bin", "notifier", "monitor", "driver"):
        (root / "bin" / folder).symlink_to(SYSTEM_BIN / folder)
    (root / "bin" / "backend" / "cups-pdf").symlink_to(SYSTEM_BIN / "backend" / "cups-pdf")
    for name, script in BACKENDS.items():
        path = root / "bin" / "backend" / name
        path.write_text(f"#!/bin/sh\n[ $# -gt 0 ] || exit 0\n{script}\n")
        path.chmod(0o700)
    for folder in ("tmp", "printing", "log"):
        (root / folder).mkdir()
    (root / "tmp").chmod(0o1777)
    (root / "printed").symlink_to(printed)
    (root / "cups-files.conf").write_text(FILES_CONF.format(root=root))
    (root / "cupsd.conf").write_text(DAEMON_CONF.format(root=root))
    (root / "queue.ppd").write_text(_ppd())


def _ppd() -> str:
    """The package's PPD, its folders beside the scheduler: cups-pdf takes them relative to where cupsd started."""
    folders = {"Out": "printed", "Spool": "printing", "Log": "log"}
    options = "".join(
        f'*OpenUI *{name}/{name}: PickOne\n*Default{name}: {folder}\n*{name} {folder}/{folder}: ""\n*CloseUI: *{name}\n'
        for name, folder in folders.items()
    )
    text = PPD.read_text()
    return text.replace("*OpenUI *LogType", options + "*OpenUI *LogType", 1)


def _wait_for(socket: Path, process: subprocess.Popen[bytes]) -> None:
    """Until the scheduler listens; its end, or silence for too long, is an error at once."""
    deadline = time.monotonic() + TIMEOUT
    while not socket.exists():
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(LOOK)
            raise RuntimeError(f"cupsd ended: {(socket.parent / 'output.log').read_text()}")
        if time.monotonic() > deadline:
            raise RuntimeError(f"cupsd does not listen: {(socket.parent / 'output.log').read_text()}")


def _path() -> str:
    return os.environ.get("PATH", "") + ":/usr/sbin:/sbin"
