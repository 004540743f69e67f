"""Reading answers without forgiving anything: no unknown field, no number instead of text, no time without a zone."""

import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import datetime
from functools import cache
from typing import Any, TypeVar

from pydantic import BaseModel, TypeAdapter, ValidationError

from sync import contract
from sync.conformance.verdicts import Failed
from sync.conformance.wire import Exchange

T = TypeVar("T")


def accepted(answer: Exchange, of: type[T], status: int = 200) -> T:
    """What a good answer says; Failed unless it is exactly that, under this status."""
    _expect_status(answer, status)
    return _read(answer, of)


def done(answer: Exchange) -> None:
    """Failed unless it is 204 without a body."""
    _expect_status(answer, 204)
    if answer.said:
        raise Failed("204 with a body", answer)


def refused(answer: Exchange, status: int, code: str | None = None) -> contract.Refusal:
    """The refusal; Failed unless it is one, under this status and code."""
    _expect_status(answer, status)
    refusal = _read(answer, contract.Refusal)
    if code is not None and refusal.code != code:
        raise Failed(f"refused as «{refusal.code}», not as «{code}»", answer)
    if not refusal.sentence.strip():
        raise Failed("a refusal without a sentence for the resident", answer)
    return refusal


def expect(truth: object, reason: str, answer: Exchange | None = None) -> None:
    """Failed with this reason unless it is true."""
    if not truth:
        raise Failed(reason, answer)


def _expect_status(answer: Exchange, status: int) -> None:
    if answer.status != status:
        raise Failed(f"answered {answer.status}, not {status}", answer)


def _read(answer: Exchange, of: type[T]) -> T:
    kind = answer.heard.get("Content-Type", "").partition(";")[0].strip()
    if kind != "application/json":
        raise Failed(f"Content-Type is {kind or 'absent'}, not application/json", answer)
    try:
        value: T = _adapter(of).validate_json(answer.said, strict=True)
    except ValidationError as error:
        raise Failed("; ".join(map(_fault, error.errors(include_input=False, include_url=False)[:5])), answer) from None
    raw, known = json.loads(answer.said), _adapter(of).dump_python(value, mode="json")
    for fault in (*_differences(raw, known, ""), *_naive(value, "")):
        raise Failed(fault, answer)
    return value


def _fault(error: Any) -> str:
    return f"{'.'.join(map(str, error['loc'])) or 'body'}: {error['msg']}"


def _adapter(of: Any) -> TypeAdapter[Any]:
    return _made(of)


@cache
def _made(of: Any) -> TypeAdapter[Any]:
    return TypeAdapter(of)


def _differences(raw: Any, known: Any, where: str) -> list[str]:
    """What was said and not understood, or said in another form than the contract's."""
    if isinstance(raw, dict) and isinstance(known, dict):
        unknown = [f"{where}{name}: not in the contract" for name in raw.keys() - known.keys()]
        return unknown + [
            fault
            for name in raw.keys() & known.keys()
            for fault in _differences(raw[name], known[name], f"{where}{name}.")
        ]
    if isinstance(raw, list) and isinstance(known, list):
        pairs = enumerate(zip(raw, known, strict=True))
        return [fault for at, (one, other) in pairs for fault in _differences(one, other, f"{where}{at}.")]
    if type(raw) is not type(known):
        return [f"{where.rstrip('.') or 'body'}: should be written as {type(known).__name__}"]
    return []


def _naive(value: Any, where: str) -> list[str]:
    match value:
        case datetime(tzinfo=None):
            return [f"{where.rstrip('.')}: a time without a zone"]
        case BaseModel():
            parts = {name: getattr(value, name) for name in type(value).model_fields}
        case Mapping():
            parts = {str(name): part for name, part in value.items()}
        case tuple() | list():
            parts = {str(at): part for at, part in enumerate(value)}
        case _ if is_dataclass(value):
            parts = {one.name: getattr(value, one.name) for one in fields(value)}
        case _:
            return []
    return [fault for name, part in parts.items() for fault in _naive(part, f"{where}{name}.")]
