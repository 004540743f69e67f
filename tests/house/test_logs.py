"""Every call that logs, read: a literal sentence, and in it only what this list allows."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.house.places import ROOT, sources

LOGS = ("_log", "logger")
WRITES = ("debug", "info", "warning", "error", "critical", "exception", "log")
ALLOWED = re.compile(
    r"type\(\w+\)\.__name__"
    r"|(faults\.)?place\(\w+\)"
    r"|\w+\.(code|kind|status)"
    r"|error_name\(\w+\)"
    r"|len\([\w.]+\)"
    r"|(ask|method)\.(name|value)"
)
"""Kinds of exceptions, places in the code, codes and kinds of the contract, counts, doors, the method of a code."""
PLACES = {
    "kiosk/database/cache.py": ("reason",),
    "kiosk/database/repair.py": ("found.incomplete", "found.rows_lost", "found.pages_lost"),
    "kiosk/outbox/writing.py": ("error",),
    "kiosk/printing.py": ("trouble.detail", "job", "news.detail or 'no detail'"),
    "ui/controls/icons.py": ("name[:40]",),
    "ui/lobby/qt_log.py": ("context.category or 'default'", "place", "LEVELS[kind]"),
    "sync/push.py": ("trouble",),
    "sync/pull.py": ("_name(scope, row)", "scope.partition(':')[0]"),
    "sync/answers.py": ("answer.content_type[:40]",),
    "sync/server/devices.py": ("error.error_count()",),
}
"""What else may be written, and where: each was read, and holds nothing that a resident or the company wrote."""


def _calls(path: Path) -> Iterator[tuple[int, ast.Call]]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        match node:
            case ast.Call(func=ast.Attribute(value=ast.Name(id=name), attr=verb)) if name in LOGS and verb in WRITES:
                yield node.lineno, node


def _strange(place: str, call: ast.Call) -> list[str]:
    """What in a call is not on the list."""
    assert isinstance(call.func, ast.Attribute)
    arguments = list(call.args)
    strange = [ast.unparse(keyword) for keyword in call.keywords]
    if call.func.attr == "log":
        strange += [] if _is_allowed(place, arguments[0]) else [ast.unparse(arguments[0])]
        arguments = arguments[1:]
    if call.func.attr == "exception" or not isinstance(arguments[0], ast.Constant):
        strange.append(ast.unparse(call))
    return strange + [ast.unparse(part) for part in arguments[1:] if not _is_allowed(place, part)]


def _is_allowed(place: str, part: ast.expr) -> bool:
    said = ast.unparse(part)
    return said in PLACES.get(place, ()) or ALLOWED.fullmatch(said) is not None


def test_nothing_is_logged_but_what_was_allowed() -> None:
    paths = sources(".py", "kiosk", "ui", "sync")
    calls = [(str(path.relative_to(ROOT)), line, call) for path in paths for line, call in _calls(path)]
    assert len(calls) > 20
    strange = {f"{place}:{line}": odd for place, line, call in calls if (odd := _strange(place, call))}
    assert strange == {}


@pytest.mark.parametrize(
    "code",
    [
        "_log.info('came: %s', session.phone)",
        "_log.error('failed: %s', error)",
        "_log.info(f'came: {phone}')",
        "_log.exception('failed')",
        "_log.error('failed', exc_info=True)",
        "_log.log(level, 'came')",
    ],
)
def test_a_call_that_could_tell_of_a_resident_is_found(code: str) -> None:
    (statement,) = ast.parse(code).body
    assert isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Call)
    assert _strange("kiosk/login.py", statement.value)
