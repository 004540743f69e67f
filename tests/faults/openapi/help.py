"""What no generator guesses – a token, a code, a digest – put into every other well-formed request."""

from collections.abc import Callable
from typing import Any
from zlib import crc32

from schemathesis import Case

from sync import contract
from sync.server.demo.people import PASSWORD
from sync.server.demo.places import STREET
from tests.faults.openapi.counter import PICTURE, TO_SIGN, Counter
from tests.sync.server.pictures import digest


def help_along(case: Case[Any], counter: Counter) -> None:
    """Make a well-formed request one that should succeed, half of the time; leave malformed ones alone."""
    helper = _HELPERS.get(case.operation.label)
    if helper and case.meta is not None and case.meta.generation.mode.is_positive and _chosen(case):
        helper(case, counter)


def _chosen(case: Case[Any]) -> bool:
    """Every other one, and always the same."""
    said = (case.path_parameters, case.query, case.headers, case.body)
    return crc32(repr(said).encode("utf-8", "replace")) % 2 == 0


def _enrol(case: Case[Any], counter: Counter) -> None:
    case.body = {"token": counter.token(), "public_key": counter.key()}


def _ask_code(case: Case[Any], counter: Counter) -> None:
    case.body = counter.asked_for()


def _confirm(case: Case[Any], counter: Counter) -> None:
    code_id, digits = counter.code()
    case.path_parameters["code_id"] = code_id
    case.body = {"code": digits, "session_key": counter.key()}
    counter.left()


def _by_login(case: Case[Any], counter: Counter) -> None:
    case.body = {"login": "10119", "password": PASSWORD}


def _by_address(case: Case[Any], counter: Counter) -> None:
    case.body = {"number": "10120", "address": STREET, "apartment": "19", "company": ""}


def _feed(case: Case[Any], counter: Counter) -> None:
    query: Any = case.query
    turn = crc32(repr(query).encode())
    query["scope"] = f"account:{counter.account_id}" if turn % 2 else "building:1"
    if turn % 3:  # a cursor from beyond the newest revision otherwise
        query["after"] = int(query.get("after", 0)) % 7


def _picture(case: Case[Any], counter: Counter) -> None:
    case.path_parameters["sha256"] = digest(case.body if isinstance(case.body, bytes) else PICTURE)


def _operate(case: Case[Any], counter: Counter) -> None:
    body: Any = counter.made_here(dict(case.body) if isinstance(case.body, dict) else {})
    case.body = body
    case.headers[contract.KEY_HEADER] = body["op_id"]
    case.headers[contract.OPERATION_SIGNATURE_HEADER] = TO_SIGN


_HELPERS: dict[str, Callable[[Case[Any], Counter], None]] = {
    f"POST {contract.DEVICES}": _enrol,
    f"POST {contract.CODES}": _ask_code,
    f"POST {contract.CONFIRM}": _confirm,
    f"POST {contract.LINKS_BY_LOGIN}": _by_login,
    f"POST {contract.LINKS_BY_ADDRESS}": _by_address,
    f"GET {contract.FEED}": _feed,
    f"PUT {contract.BLOB}": _picture,
    f"GET {contract.BLOB}": _picture,
    f"POST {contract.OPS}": _operate,
}
