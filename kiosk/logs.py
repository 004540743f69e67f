"""The log by whitelist: words of ours, which a test of the house reads one by one; of everybody else only the place."""

import logging
import sys

from kiosk import faults

OURS = ("kiosk", "ui", "sync", "__main__")
"""Whose words are written: no value but codes, kinds, counts and places may stand in them."""


class Whitelisted(logging.Formatter):
    """Of a library's record the name and the line that wrote it; of an exception its kind and place, never its text."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s %(message)s")

    def format(self, record: logging.LogRecord) -> str:
        line = logging.makeLogRecord(record.__dict__)
        if record.name.partition(".")[0] not in OURS:
            line.msg, line.args = f"{record.filename}:{record.lineno}", None
        if record.exc_info and record.exc_info[1] is not None:
            line.msg, line.args = f"{line.getMessage()} {faults.place(record.exc_info[1])}", None
        line.exc_info = line.exc_text = line.stack_info = None
        return super().format(line)


def begin() -> None:
    """From now on everything that is logged, warned of or raised and not caught goes to standard error so."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(Whitelisted())
    logging.basicConfig(level=logging.INFO, handlers=[handler], force=True)
    logging.getLogger("alembic").setLevel(logging.WARNING)
    logging.captureWarnings(True)
    faults.keep_quiet()
