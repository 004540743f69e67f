"""The feed: facts in order of revision, page by page, and the wait for news."""

from concurrent.futures import ThreadPoolExecutor, wait
from itertools import pairwise
from typing import Any

from kiosk.domain.notifications import ChooseNotifications
from sync import contract, shapes
from sync.conformance.run import Run
from sync.conformance.strictness import accepted, expect, refused
from sync.conformance.verdicts import Skipped, check

HELD, AWAITED = 1, 5
"""Seconds that a feed is asked to wait: without news, and for news."""
SLACK = 4.0
UNANSWERED = 0.3
"""Seconds without an answer after which a feed counts as held."""


@check("feed.building", "feed")
def building(run: Run) -> None:
    """The device follows its building's scope without a resident; every row is of a kind that belongs there."""
    kinds = {fact.kind for fact in contract.BUILDING_FACTS}
    strange = {row.kind for row in run.building.rows} - kinds
    expect(not strange, f"rows of {', '.join(sorted(strange))} in the building's scope")
    missing = {"company", "building", "consent_text", "appeal_type"} - {row.kind for row in run.building.rows}
    expect(not missing, f"a kiosk cannot work without {', '.join(sorted(missing))}")


@check("feed.rows", "feed")
def rows(run: Run) -> None:
    """A row's id is its fact's; a tombstone has no data, every other row has."""
    for row in run.building.rows:
        expect((row.data is None) is row.deleted, f"a {row.kind} that is neither told nor deleted")
        expect(row.data is None or row.data.id == row.id, f"a {row.kind} whose id is not its row's")


@check("feed.order", "feed")
def order(run: Run) -> None:
    """Revisions rise from row to row, and no fact comes twice."""
    revisions = [row.rev for row in run.building.rows]
    expect(all(one < other for one, other in pairwise(revisions)), "revisions do not rise")
    facts = [(row.kind, row.id) for row in run.building.rows]
    expect(len(facts) == len(set(facts)), "a fact came twice")
    expect(not revisions or revisions[-1] <= run.building.rev, "a row from beyond the cursor")


@check("feed.paging", "feed")
def paging(run: Run) -> None:
    """Small pages one after another bring the same as large ones, and `more` tells whether to go on."""
    rows, after, more = [], 0, True
    while more:
        page = run.device.page(run.device.building, after=after, limit=3)
        expect(len(page.rows) <= 3, "more rows than the limit")
        expect(page.rows or not page.more, "an empty page that says there is more")
        rows += [(row.kind, row.id) for row in page.rows]
        after, more = page.rev, page.more
    whole = run.device.pulled(run.device.building)
    expect(rows == [(row.kind, row.id) for row in whole.rows], "small pages bring other rows than large ones")
    expect(after == whole.rev, "small pages end at another revision than large ones")


@check("feed.newest", "feed")
def newest(run: Run) -> None:
    """With limit 0 no rows come, only the scope's newest revision and whether the asker lacks any."""
    behind = run.device.page(run.device.building, limit=0)
    expect(not behind.rows and behind.more and behind.rev >= run.building.rev, "limit 0 does not tell what is lacking")
    level = run.device.page(run.device.building, after=behind.rev, limit=0)
    expect(not level.rows and not level.more and level.rev == behind.rev, "limit 0 finds news where there is none")


@check("feed.gone", "feed")
def gone(run: Run) -> None:
    """A cursor from beyond the newest revision gets 410: the kiosk pulls from the beginning."""
    refused(run.device.feed(run.device.building, after=run.building.rev + 10**6), 410, "feed.gone")


@check("feed.bounds", "feed")
def bounds(run: Run) -> None:
    """What a query may not be is refused, not cut to size."""
    over: tuple[dict[str, Any], ...] = (
        {"limit": contract.FEED_LIMIT + 1},
        {"limit": -1},
        {"after": -1},
        {"wait": contract.LONG_POLL + 1},
    )
    for query in over:
        refused(run.device.feed(run.device.building, **query), 422, "request.malformed")
    refused(run.device.feed("nothing"), 422, "request.malformed")


@check("feed.epoch", "feed")
def epoch(run: Run) -> None:
    """The epoch is one for all scopes and stays while the database is not restored."""
    expect(run.device.page(run.device.building, limit=0).epoch == run.building.epoch, "the epoch changed by itself")
    expect(run.visit.pulled().epoch == run.building.epoch, "each scope has an epoch of its own")


@check("feed.held", "feed")
def held(run: Run) -> None:
    """An unchanged feed is held for as long as `wait` says, and then tells nothing."""
    rev = run.device.page(run.device.building, limit=0).rev
    answer = run.device.feed(run.device.building, after=rev, wait=HELD)
    page = accepted(answer, shapes.FeedPage)
    if page.rows:
        raise Skipped("the building had news just then")
    expect(HELD - 0.5 <= answer.seconds <= HELD + SLACK, f"held for {answer.seconds:.1f} s instead of {HELD}", answer)


@check("feed.news", "feed")
def news(run: Run) -> None:
    """A held feed answers as soon as there is news, with the row that an operation made."""
    visit = run.visit
    rev = visit.pulled().rev
    made = visit.made(ChooseNotifications(appeals_by_sms=False, outages_by_sms=False))
    with ThreadPoolExecutor(1) as beside:
        waiting = beside.submit(visit.device.feed, visit.scope, visit.admitted.token, after=rev, wait=AWAITED)
        answered, _ = wait({waiting}, UNANSWERED)
        expect(not answered, "a feed without news was not held")
        visit.settled(made)
        answer = waiting.result()
    page = accepted(answer, shapes.FeedPage)
    expect(answer.seconds < AWAITED - 1, f"the news waited {answer.seconds:.1f} s", answer)
    expect(any(row.op_id == made.op_id for row in page.rows), "the feed woke without the row", answer)
