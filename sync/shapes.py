"""The contract's envelopes with their contents typed by kind: what documents show and the conformance run demands."""

from functools import reduce
from operator import or_
from typing import Annotated, Any, Literal

from pydantic import Field, create_model

from sync import contract


def _named(kind: str, suffix: str) -> str:
    return "".join(part.capitalize() for part in kind.replace(".", "_").split("_")) + suffix


def _row(kind: str) -> type[contract.FeedRow]:
    fields: dict[str, Any] = {"kind": (Literal[kind], ...), "data": (contract.FACTS[kind] | None, None)}
    return create_model(_named(kind, "Row"), __base__=contract.FeedRow, __doc__=contract.FeedRow.__doc__, **fields)


def _operation(kind: str) -> type[contract.Operation]:
    fields: dict[str, Any] = {"kind": (Literal[kind], ...), "payload": (contract.OPERATIONS[kind][0], ...)}
    base = contract.Operation
    return create_model(_named(kind, "Operation"), __base__=base, __doc__=base.__doc__, **fields)


def _outcome(name: str, answer: Any) -> type[contract.Outcome]:
    fields: dict[str, Any] = {"result": (answer | None, None)}
    return create_model(name, __base__=contract.Outcome, __doc__=contract.Outcome.__doc__, **fields)


def _by_kind(models: dict[str, Any]) -> Any:
    return Annotated[reduce(or_, models.values()), Field(discriminator="kind")]


ROWS = {kind: _row(kind) for kind in contract.FACTS}
"""A row of the feed for each kind of fact; unknown fields are errors at any depth."""
OPERATIONS = {kind: _operation(kind) for kind in contract.OPERATIONS}
OUTCOMES = {kind: _outcome(_named(kind, "Outcome"), answer) for kind, (_, answer) in contract.OPERATIONS.items()}

_page: dict[str, Any] = {"rows": (tuple[_by_kind(ROWS), ...], Field(max_length=contract.FEED_LIMIT))}  # type: ignore[misc]
FeedPage = create_model("FeedPage", __base__=contract.FeedPage, __doc__=contract.FeedPage.__doc__, **_page)
AnyOperation = _by_kind(OPERATIONS)
Outcome = _outcome("Outcome", reduce(or_, {answer: None for _, answer in contract.OPERATIONS.values()}))
