"""What the log shows of a record: words of ours, places of others, and no exception's text."""

import logging
import subprocess
import sys

from kiosk.logs import Whitelisted

CANARY = "Канарейкина"


def line(name: str, message: str, *values: object, fault: BaseException | None = None) -> str:
    trace = None if fault is None else (type(fault), fault, fault.__traceback__)
    record = logging.LogRecord(name, logging.WARNING, "/usr/lib/pool.py", 81, message, values, trace)
    record.exc_text = None
    return Whitelisted().format(record)


def test_words_of_ours_are_written() -> None:
    assert line("sync.push", "%s is stuck: %s", "appeal.file", "422 op.unknown").endswith(
        "WARNING sync.push appeal.file is stuck: 422 op.unknown"
    )


def test_of_a_librarys_words_only_the_place_is_written() -> None:
    written = line("urllib3.connectionpool", "GET /v1/feed?scope=account:%s", CANARY)
    assert CANARY not in written and written.endswith("WARNING urllib3.connectionpool pool.py:81")


def test_an_exceptions_text_is_never_written() -> None:
    try:
        raise ValueError(CANARY)
    except ValueError as error:
        written = line("kiosk.login", "odd", fault=error)
    assert CANARY not in written and "odd ValueError at test_logs.py:" in written and "\n" not in written


PROGRAM = f"""
import logging, threading, warnings
from kiosk import logs
logs.begin()
warnings.warn("{CANARY} warned")
logging.getLogger("somebody").error("{CANARY} logged")
thread = threading.Thread(target=lambda: int("{CANARY} in a thread"))
thread.start(); thread.join()
raise ValueError("{CANARY} raised")
"""


def test_a_program_that_began_its_log_so_tells_nothing_of_what_it_held() -> None:
    done = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, timeout=60, check=False)
    written = done.stderr.decode()
    assert done.returncode == 1 and CANARY not in written + done.stdout.decode()
    assert written.count("fault ValueError at <string>:") == 2
    assert "py.warnings" in written and "somebody <string>:6" in written
