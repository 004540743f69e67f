"""`python -m tests.faults.serve`: the real server, command line and all, without the limits of the field."""

from dataclasses import replace
from typing import Any

from sync.server import app, cli, serving, workers
from sync.server.office import Office
from tests.faults.town import SETTINGS

_opened = app.open_office


def open_office(*arguments: Any, **more: Any) -> Office:
    """As the server opens it, but for the limits."""
    return replace(_opened(*arguments, **more), settings=SETTINGS)


for room in (serving, workers):
    setattr(room, app.open_office.__name__, open_office)  # in this process, and by its import in every worker

if __name__ == "__main__":
    cli.main()
