"""What the company forgets: when the server starts, and every hour afterwards."""

import asyncio
import logging
from datetime import timedelta

from sqlalchemy import delete
from sqlalchemy.exc import SQLAlchemyError
from starlette.concurrency import run_in_threadpool

from sync.server import blobs, codes, facts, links, quotas, refusals
from sync.server.office import Office
from sync.server.settings import longest_period
from sync.server.tables import Nonce

EVERY = timedelta(hours=1)

logger = logging.getLogger(__name__)


def tidy(office: Office) -> None:
    """Remove what has had its time. Short transactions, in which nobody else writes."""
    now, settings = office.clock(), office.settings
    with office.database.write() as db:
        db.execute(delete(Nonce).where(Nonce.expires_at < now))
        quotas.forget(db, now, longest_period(settings))
        codes.forget(db, now, settings.codes)
    with office.database.write() as db:
        facts.forget_tombstones(db, now, settings.tombstone_life)
        refusals.lapse(db, now, settings.refusal_life)
        links.lapse_all(db, now, settings.links.unused)
    with office.database.write() as db:
        blobs.forget(db, now, settings.photos.waiting)


async def keep_tidy(office: Office) -> None:
    """`tidy` every hour until cancelled; a database that is away is asked again an hour later."""
    while True:
        await asyncio.sleep(EVERY.total_seconds())
        try:
            await run_in_threadpool(tidy, office)
        except SQLAlchemyError as fault:
            logger.error("housekeeping: %s", type(fault).__name__)
