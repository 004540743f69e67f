"""Counting uses against a quota: uses come back one by one as their period passes, never all at midnight."""

from datetime import datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from sync.server.settings import Quota
from sync.server.tables import QuotaUse

FREE = timedelta(0)


def wait(db: Session, key: str, quota: Quota, now: datetime) -> timedelta:
    """How long until the quota lets one more through; zero when it does now."""
    uses = select(QuotaUse.at).where(QuotaUse.key == key, QuotaUse.at > now - quota.period)
    blocking = db.scalar(uses.order_by(QuotaUse.at.desc()).offset(quota.count - 1).limit(1))
    return FREE if blocking is None else blocking + quota.period - now


def use(db: Session, key: str, now: datetime) -> None:
    """Count one use. The caller holds the lock that orders this key's users (`sync.server.locks`)."""
    db.add(QuotaUse(key=key, at=now))


def forget(db: Session, now: datetime, longest: timedelta) -> None:
    """Drop uses older than any quota's period. Nobody else may write meanwhile."""
    db.execute(delete(QuotaUse).where(QuotaUse.at < now - longest))
