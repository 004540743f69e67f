"""The feed: what a kiosk may follow, in what order it comes, and that it comes at once."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from kiosk.domain.accounts import Address
from sync import contract
from sync.server import facts
from sync.server.feed import LOOK_EVERY
from sync.server.office import epoch, renew_epoch
from tests.sync.company import OTHER_PHONE, Company, Kiosk, Visit
from tests.sync.conditions import BUSY
from tests.sync.server.answers import page, refused


def say(company: Company, *texts: str) -> None:
    """New addresses in building 1's feed."""
    with company.database.write() as db:
        for text in texts:
            facts.publish(db, facts.building("1"), Address(id=text, text=text), company.clock())


def unsay(company: Company, text: str) -> None:
    with company.database.write() as db:
        facts.retract(db, facts.building("1"), Address.kind, text, company.clock())


def test_a_building_is_told_whole_to_its_kiosk(kiosk: Kiosk) -> None:
    rows = page(kiosk.feed("building:1")).rows
    assert {row.kind for row in rows} == {fact.kind for fact in contract.BUILDING_FACTS}
    for row in rows:
        assert row.data is not None
        assert facts.adapter(contract.FACTS[row.kind]).validate_python(row.data).id == row.id


def test_an_account_is_told_whole_to_its_resident(visit: Visit) -> None:
    rows = page(visit.feed("account:10117")).rows
    assert {row.kind for row in rows} == {fact.kind for fact in contract.ACCOUNT_FACTS} - {"vote", "refused_operation"}
    for row in rows:
        facts.adapter(contract.FACTS[row.kind]).validate_python(row.data)


def test_another_building_is_not_told(kiosk: Kiosk) -> None:
    assert refused(kiosk.feed("building:2")) == (403, "feed.scope")


@pytest.mark.parametrize("scope", ["account:10119", "account:nobody"])
def test_an_account_that_is_not_linked_is_not_told(visit: Visit, scope: str) -> None:
    assert refused(visit.feed(scope)) == (403, "feed.scope")


def test_an_account_is_told_to_nobody_after_its_resident_left(kiosk: Kiosk, visit: Visit) -> None:
    visit.ask("DELETE", contract.SESSION)
    assert refused(visit.feed("account:10117")) == (403, "session.ended")
    assert refused(kiosk.feed("account:10117")) == (403, "session.ended")
    assert refused(kiosk.log_in(OTHER_PHONE).feed("account:10117")) == (403, "feed.scope")


def test_pages_follow_each_other_without_gap_or_repeat(kiosk: Kiosk) -> None:
    whole = page(kiosk.feed("building:1"))
    after, seen = 0, list[contract.FeedRow]()
    while True:
        part = page(kiosk.feed("building:1", after=after, limit=7))
        assert len(part.rows) <= 7
        seen += part.rows
        after = part.rev
        if not part.more:
            break
    assert tuple(seen) == whole.rows
    assert after == whole.rev
    assert page(kiosk.feed("building:1", after=after)).rows == ()


def test_limit_zero_tells_only_whether_there_is_more(company: Company, kiosk: Kiosk) -> None:
    rev = page(kiosk.feed("building:1", limit=0)).rev
    assert page(kiosk.feed("building:1", limit=0, after=rev)).more is False
    say(company, "новый")
    told = page(kiosk.feed("building:1", limit=0, after=rev))
    assert (told.rev, told.more, told.rows) == (rev + 1, True, ())


def test_a_changed_fact_comes_again_with_a_greater_revision(company: Company, kiosk: Kiosk) -> None:
    say(company, "новый")
    before = page(kiosk.feed("building:1"))
    say(company, "новый")
    (row,) = page(kiosk.feed("building:1", after=before.rev)).rows
    assert (row.id, row.rev) == ("новый", before.rev + 1)


def test_a_withdrawn_fact_leaves_a_tombstone(company: Company, kiosk: Kiosk) -> None:
    say(company, "новый")
    rev = page(kiosk.feed("building:1")).rev
    unsay(company, "новый")
    (row,) = page(kiosk.feed("building:1", after=rev)).rows
    assert (row.deleted, row.data, row.id) == (True, None, "новый")


def test_a_cursor_from_before_forgotten_tombstones_must_start_anew(company: Company, kiosk: Kiosk) -> None:
    say(company, "a", "b")
    rev = page(kiosk.feed("building:1")).rev
    unsay(company, "a")
    company.clock.pass_(days=401)
    with company.database.write() as db:
        facts.forget_tombstones(db, company.clock(), timedelta(days=400))
    assert refused(kiosk.feed("building:1", after=rev)) == (410, "feed.gone")
    anew = page(kiosk.feed("building:1"))
    assert "a" not in {row.id for row in anew.rows}
    assert page(kiosk.feed("building:1", after=anew.rev)).rows == ()


def test_a_young_tombstone_is_kept(company: Company, kiosk: Kiosk) -> None:
    say(company, "a")
    rev = page(kiosk.feed("building:1")).rev
    unsay(company, "a")
    company.clock.pass_(days=399)
    with company.database.write() as db:
        facts.forget_tombstones(db, company.clock(), timedelta(days=400))
    assert len(page(kiosk.feed("building:1", after=rev)).rows) == 1


def test_a_cursor_from_the_future_must_start_anew(kiosk: Kiosk) -> None:
    assert refused(kiosk.feed("building:1", after=10_000)) == (410, "feed.gone")


def test_a_restored_server_has_another_epoch(company: Company, kiosk: Kiosk) -> None:
    before = page(kiosk.feed("building:1")).epoch
    assert page(kiosk.feed("building:1")).epoch == before
    company.cli("restored")
    assert page(kiosk.feed("building:1")).epoch != before
    with company.database.write() as db:
        renew_epoch(db)
        assert epoch(db) != before


@pytest.mark.parametrize(
    "query", [{"after": -1}, {"limit": -1}, {"limit": contract.FEED_LIMIT + 1}, {"wait": contract.LONG_POLL + 1}]
)
def test_a_query_out_of_bounds_is_malformed(kiosk: Kiosk, query: dict[str, int]) -> None:
    assert refused(kiosk.feed("building:1", None, **query)) == (422, "request.malformed")


def test_an_unchanged_feed_is_held_for_as_long_as_asked(kiosk: Kiosk) -> None:
    rev = page(kiosk.feed("building:1")).rev
    started = time.monotonic()
    told = page(kiosk.feed("building:1", after=rev, wait=1))
    assert time.monotonic() - started >= 1
    assert (told.rows, told.rev) == ((), rev)


def test_there_is_no_waiting_when_something_is_to_be_told(kiosk: Kiosk) -> None:
    started = time.monotonic()
    assert page(kiosk.feed("building:1", wait=25)).rows
    assert time.monotonic() - started < 5


def test_a_held_feed_hears_within_a_second_or_so_what_another_process_said(company: Company, kiosk: Kiosk) -> None:
    rev = page(kiosk.feed("building:1")).rev
    said_at = list[float]()

    def say_later() -> None:
        say(company, "новый")
        said_at.append(time.monotonic())

    threading.Timer(0.7, say_later).start()
    told = page(kiosk.feed("building:1", after=rev, wait=25))
    assert time.monotonic() - said_at[0] < LOOK_EVERY + BUSY
    assert [row.id for row in told.rows] == ["новый"]


def test_many_held_feeds_do_not_hold_up_other_requests(kiosk: Kiosk) -> None:
    rev = page(kiosk.feed("building:1")).rev
    with ThreadPoolExecutor(60) as pool:
        held = [pool.submit(kiosk.feed, "building:1", after=rev, wait=3) for _ in range(60)]
        started = time.monotonic()
        assert kiosk.feed("building:1").status_code == 200
        assert time.monotonic() - started < 3
        assert all(page(one.result()).rows == () for one in held)


def test_a_held_feed_ends_when_its_resident_leaves(visit: Visit) -> None:
    rev = page(visit.feed("account:10117")).rev
    with ThreadPoolExecutor(1) as pool:
        held = pool.submit(visit.feed, "account:10117", after=rev, wait=25)
        while not held.running():
            pass
        visit.ask("DELETE", contract.SESSION)
        assert refused(held.result(5)) == (403, "session.ended")


def test_revisions_are_given_once_under_concurrent_writers(company: Company, kiosk: Kiosk) -> None:
    rev = page(kiosk.feed("building:1")).rev
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda number: say(company, f"адрес {number}"), range(40)))
    rows = page(kiosk.feed("building:1", after=rev)).rows
    assert [row.rev for row in rows] == list(range(rev + 1, rev + 41))
    assert len({row.id for row in rows}) == 40


@pytest.mark.parametrize(("largest", "pages"), [(900, 2), (1, 4)], ids=["two a page", "never less than one"])
def test_a_page_holds_no_more_than_a_kiosk_bears(
    company: Company, kiosk: Kiosk, monkeypatch: pytest.MonkeyPatch, largest: int, pages: int
) -> None:
    newest = page(kiosk.feed("building:1")).rev
    say(company, *(letter * 190 for letter in "abcd"))
    monkeypatch.setattr(facts, "LARGEST_PAGE", largest)
    heard: list[list[str]] = []
    more = True
    while more:
        got = page(kiosk.feed("building:1", after=newest))
        heard.append([row.id[0] for row in got.rows])
        newest, more = got.rev, got.more
    assert [letter for page in heard for letter in page] == ["a", "b", "c", "d"] and len(heard) == pages
