"""Reading what the company said: JSON of the cache becomes the domain's frozen facts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import TypeAdapter

from kiosk.domain.facts import Fact

if TYPE_CHECKING:
    from kiosk.database import Store

PAGE = 50
"""Rows a list reads at a time."""
SUMMARY = 5
"""Rows a block of the cabinet shows."""

F = TypeVar("F", bound=Fact)
T = TypeVar("T")
_ADAPTERS: dict[type[Any], TypeAdapter[Any]] = {}


def adapter(of: type[T]) -> TypeAdapter[T]:
    """The one validator of a type; making it costs milliseconds, so it is kept."""
    if of not in _ADAPTERS:
        _ADAPTERS[of] = TypeAdapter(of)
    return _ADAPTERS[of]


def account_scope(account_id: str) -> str:
    return f"account:{account_id}"


def listed(store: Store, fact: type[F], scope: str, limit: int = PAGE, offset: int = 0) -> tuple[F, ...]:
    """Facts of a scope, greatest `order` first."""
    rows = store.cache.page(fact.kind, scope, limit, offset)
    return tuple(adapter(fact).validate_json(row.data) for row in rows)


def found(store: Store, fact: type[F], scope: str, fact_id: str) -> F | None:
    """One fact by the company's id."""
    row = store.cache.row(fact.kind, scope, fact_id)
    return None if row is None else adapter(fact).validate_json(row.data)


def first(store: Store, fact: type[F], scope: str) -> F | None:
    """The fact of a kind that a scope has one of."""
    return next(iter(listed(store, fact, scope, limit=1)), None)
