"""Rows of the feed that were not understood: remembered over a restart, read again by another release."""

import pytest

from kiosk.database import Store, aside
from kiosk.database.rows import Cursor, FeedRow, SetAside
from sync.client import Client
from sync.pull import Pull
from tests.kiosk.stores import opened
from tests.sync.company import Company
from tests.sync.reader import BUILDING, SCOPE, Reader, payment, publish, reader

__all__ = ["reader"]


def reopened(reader: Reader) -> Store:
    reader.store.close()
    reader.store = opened(reader.store._directory)
    return reader.store


def test_what_was_set_aside_is_still_told_after_a_restart(reader: Reader, company: Company) -> None:
    publish(company, BUILDING, payment(1))
    reader.pull.pull(BUILDING)
    store = reopened(reader)
    assert Pull(store, Client(reader.device), lambda: None).set_aside == (
        SetAside(scope=BUILDING, kind="payment", id="p1"),
    )


def test_another_release_reads_again_what_was_set_aside(
    reader: Reader, company: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    reader.pull.pull(BUILDING)
    monkeypatch.setattr(aside, "VERSION", "2.0.0")
    assert reopened(reader).cache.cursor(BUILDING) is not None, "nothing was set aside: nothing is read again"
    publish(company, BUILDING, payment(1))
    Pull(reader.store, Client(reader.device), lambda: None).pull(BUILDING)
    monkeypatch.setattr(aside, "VERSION", "2.0.1")
    store = reopened(reader)
    assert (store.cache.cursor(BUILDING), store.cache.set_aside()) == (None, ())


def test_of_an_account_that_is_forgotten_the_kinds_alone_are_remembered_until_they_are_sound(reader: Reader) -> None:
    def page(rev: int, *places: tuple[str, str], odd: bool) -> None:
        """The company's page with these rows, all understood or none."""
        asides = [SetAside(scope=SCOPE, kind=kind, id=name) for kind, name in places] if odd else []
        rows = [
            FeedRow(kind=kind, id=name, rev=rev, order="", op_id=None, data="{}") for kind, name in places if not odd
        ]
        cursor = reader.store.cache.cursor(SCOPE)
        assert reader.store.cache.apply(SCOPE, cursor, Cursor(epoch="1", rev=rev), rows, asides) is not None

    cache = reader.store.cache
    cache.admit(SCOPE)
    page(1, ("payment", "p1"), ("payment", "p2"), ("meter", "m"), odd=True)
    assert len(cache.set_aside()) == 3
    cache.forget_accounts()
    assert {(each.scope, each.kind, each.id) for each in reopened(reader).cache.set_aside()} == {
        ("account", "payment", ""),
        ("account", "meter", ""),
    }
    cache = reader.store.cache
    cache.admit(SCOPE)
    page(2, ("payment", "p1"), odd=False)
    assert [each.kind for each in cache.set_aside()] == ["meter"]
    cache.forget_all()
    assert cache.set_aside() == ()
