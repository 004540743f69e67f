"""A PostgreSQL of the tests' own: one cluster a session on a free port, a database for whoever asks, nothing left."""

import os
import shutil
import subprocess
import tempfile
from itertools import count
from pathlib import Path

import psutil
import psycopg

from tests.ports import free_port

USER = "postgres"
_PREFIX = "kiosk-pg-"
"""Then the number of the process that made the directory."""
FAST = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "autovacuum": "off",
    "max_connections": "200",
    "shared_buffers": "64MB",
    "max_wal_size": "2GB",
    "checkpoint_timeout": "1h",
    "listen_addresses": "127.0.0.1",
}
"""Nobody pulls this server's plug; what is tested is ours, not PostgreSQL's own durability."""


class Absent(Exception):
    """There is no PostgreSQL on this machine and none can be had; the text says why."""


class Cluster:
    """`create(name)` → a URL for SQLAlchemy. Every database is gone with the cluster."""

    def __init__(self) -> None:
        self._programs = programs()
        self._directory = Path(tempfile.mkdtemp(prefix=f"{_PREFIX}{os.getpid()}-"))
        self._port = free_port()
        self._numbers = count(1)

    def start(self) -> None:
        """About a second. It refuses root, so it runs as `postgres` then. What a killed session left is removed."""
        self._sweep()
        data = self._directory / "data"
        if os.geteuid() == 0:
            shutil.chown(self._directory, USER)
        self._run("initdb", "-D", str(data), "-U", USER, "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync")
        settings = "".join(f"{name} = '{value}'\n" for name, value in FAST.items())
        with (data / "postgresql.conf").open("a") as file:
            file.write(f"{settings}port = {self._port}\nunix_socket_directories = '{self._directory}'\n")
        self._run("pg_ctl", "-D", str(data), "-w", "-t", "60", "-l", str(self._directory / "log"), "start")

    def stop(self) -> None:
        self._remove(self._directory)

    def restart(self) -> None:
        """Every connection is cut, as when the company's database is restarted."""
        self._run("pg_ctl", "-D", str(self._directory / "data"), "-w", "-m", "fast", "restart")

    def create(self, template: str | None = None) -> str:
        """A new database, empty or a copy of `template` (a URL that nobody is connected to)."""
        name = f"kiosk_{next(self._numbers)}"
        copied = "template0" if template is None else template.rpartition("/")[2]
        self._order(f'CREATE DATABASE "{name}" TEMPLATE "{copied}" STRATEGY file_copy')
        return f"postgresql+psycopg://{USER}@127.0.0.1:{self._port}/{name}"

    def drop(self, url: str) -> None:
        """Whoever is still connected is cut off."""
        self._order(f'DROP DATABASE "{url.rpartition("/")[2]}" WITH (FORCE)')

    def dump(self, url: str) -> None:
        """A backup as a company makes it, while others go on writing; `restore` puts it back."""
        self._run("pg_dump", *self._at(), "--format=custom", "--file", str(self._aside(url)), url.rpartition("/")[2])

    def restore(self, url: str) -> None:
        """The database as it was at its last `dump`, under the same URL; whoever is connected is cut off."""
        name = url.rpartition("/")[2]
        self.drop(url)
        self._order(f'CREATE DATABASE "{name}" TEMPLATE template0')
        self._run("pg_restore", *self._at(), "--exit-on-error", "--dbname", name, str(self._aside(url)))

    def _at(self) -> tuple[str, ...]:
        return ("--host", "127.0.0.1", "--port", str(self._port), "--username", USER)

    def _aside(self, url: str) -> Path:
        return self._directory / f"{url.rpartition('/')[2]}.dump"

    def _sweep(self) -> None:
        for left in Path(tempfile.gettempdir()).glob(f"{_PREFIX}[0-9]*-*"):
            if not psutil.pid_exists(int(left.name.removeprefix(_PREFIX).partition("-")[0])):
                self._remove(left)

    def _remove(self, directory: Path) -> None:
        if (directory / "data" / "postmaster.pid").exists():
            self._run("pg_ctl", "-D", str(directory / "data"), "-w", "-m", "immediate", "stop")
        shutil.rmtree(directory)

    def _order(self, statement: str) -> None:
        with psycopg.connect(host="127.0.0.1", port=self._port, user=USER, dbname="postgres", autocommit=True) as admin:
            admin.execute(statement.encode())

    def _run(self, program: str, *arguments: str) -> None:
        line = [str(self._programs / program), *arguments]
        if os.geteuid() == 0:
            line = ["runuser", "-u", USER, "--", *line]
        done = subprocess.run(
            line, cwd=self._directory, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, check=False
        )
        if done.returncode:
            raise RuntimeError(f"{program}: {done.stderr}")


def programs() -> Path:
    """Where `initdb` and `pg_ctl` of the newest PostgreSQL are; Absent when they are nowhere."""
    versions = sorted(Path("/usr/lib/postgresql").glob("*/bin/pg_ctl"), key=lambda path: int(path.parts[-3]))
    if versions:
        return versions[-1].parent
    found = shutil.which("pg_ctl")
    if found is None:
        raise Absent("PostgreSQL is not installed (on Debian: apt install postgresql)")
    return Path(found).resolve().parent
