"""Following a scope: who may, what page comes next, and waiting for it without holding a thread."""

import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from sqlalchemy.orm import Session
from starlette.concurrency import run_in_threadpool

from sync import contract
from sync.server import facts, links, sessions
from sync.server.denied import Denied
from sync.server.devices import KnownDevice
from sync.server.office import Office, epoch

LOOK_EVERY = 0.5
"""Seconds between looks at the database while waiting: other processes change it too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Follower:
    """A kiosk that asks for what came after a revision."""

    office: Office
    device: KnownDevice
    token: str | None
    scope: str
    after: int
    limit: int
    anew: bool = False


async def follow(follower: Follower, wait: int, gone: Callable[[], Awaitable[bool]]) -> contract.FeedPage:
    """The next page, when there is one or `wait` seconds are over; Denied when the scope is not the asker's."""
    until = time.monotonic() + wait
    await run_in_threadpool(_sign_of_life, follower)
    while not await run_in_threadpool(_changed, follower):
        left = until - time.monotonic()
        if left <= 0 or await gone():
            break
        await follower.office.hub.wait(follower.scope, min(left, LOOK_EVERY))
    return await run_in_threadpool(_page, follower)


def _sign_of_life(follower: Follower) -> None:
    kind, _, account_id = follower.scope.partition(":")
    if kind == "account":
        resident = sessions.resident(follower.office, follower.token, follower.device.id)
        links.note_use(follower.office, resident.phone, account_id)


def _changed(follower: Follower) -> bool:
    with follower.office.database.read() as db:
        _check(db, follower)
        return facts.revision(db, follower.scope) != follower.after


def _page(follower: Follower) -> contract.FeedPage:
    with follower.office.database.read() as db:
        phone = _check(db, follower)
        page = facts.page(db, follower.scope, follower.after, follower.limit, phone, anew=follower.anew)
        return contract.FeedPage(
            scope=follower.scope,
            after=follower.after,
            epoch=epoch(db),
            rev=page.rev,
            more=page.more,
            rows=page.rows,
        )


def _check(db: Session, follower: Follower) -> str:
    """Whose eyes these are: a resident's phone, or everybody's. Denied when the scope is not the asker's."""
    office = follower.office
    if follower.scope == facts.building(follower.device.building_id):
        return facts.EVERYBODY
    kind, _, account_id = follower.scope.partition(":")
    if kind == "account":
        session = sessions.living(db, follower.token, follower.device.id, office.clock(), office.settings.session_idle)
        if links.confirmed(db, session.phone, account_id):
            return session.phone
    raise Denied(403, "feed.scope", "Этот лицевой счёт не привязан к вашему телефону или ещё не подтверждён.")
