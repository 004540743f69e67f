"""Refused operations kept for their resident: told by the feed at the next login anywhere, to nobody else."""

from datetime import datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from kiosk.domain.commands import Taken
from kiosk.domain.operations import KINDS
from kiosk.domain.refusals import DismissRefusal, RefusedOperation
from sync import contract
from sync.server import asked, facts
from sync.server.records import RefusedPhoto
from sync.server.tables import Blob, FactRow, LinkRow


def keep(wish: asked.Asked[asked.C], outcome: contract.Outcome) -> None:
    """Have the feed tell a refusal, unless its resident would not miss the operation or never had the account."""
    if outcome.refusal is None or not KINDS[wish.operation.kind].refusal_kept or not _was_linked(wish):
        return
    refused = RefusedOperation(
        id=wish.op_id,
        operation=wish.operation.kind,
        payload=wish.operation.payload,
        made_at=wish.made_at,
        code=outcome.refusal.code,
        sentence=outcome.refusal.sentence,
        values=outcome.refusal.values,
        conflict=outcome.outcome == "conflict",
    )
    facts.publish(wish.db, wish.scope, refused, wish.now, wish.op_id, wish.phone)
    _keep_photos(wish)


def dismiss(wish: asked.Asked[DismissRefusal]) -> Taken:
    """Take a refusal away; one that is not there, or is another resident's, needs nothing done."""
    refused_id = wish.command.refused_id
    if facts.read(wish.db, wish.scope, RefusedOperation, refused_id, wish.phone) is not None:
        facts.retract(wish.db, wish.scope, RefusedOperation.kind, refused_id, wish.now, wish.op_id, wish.phone)
        wish.db.execute(delete(RefusedPhoto).where(RefusedPhoto.op_id == refused_id))
    return Taken(at=wish.now)


def lapse(db: Session, now: datetime, life: timedelta) -> None:
    """Take away refusals that nobody dismissed in their life. Nobody else may write meanwhile."""
    old = select(FactRow.scope, FactRow.id, FactRow.phone).where(
        FactRow.kind == RefusedOperation.kind, FactRow.deleted.is_(False), FactRow.changed_at <= now - life
    )
    for where, refused_id, phone in db.execute(old.order_by(FactRow.scope, FactRow.rev)).all():
        facts.retract(db, where, RefusedOperation.kind, refused_id, now, phone=phone)
        db.execute(delete(RefusedPhoto).where(RefusedPhoto.op_id == refused_id))


def _was_linked(wish: asked.Asked[asked.C]) -> bool:
    """Whether the company ever linked them: a stranger's scope must not grow, however often one asks."""
    link = select(LinkRow.id).where(LinkRow.phone == wish.phone, LinkRow.account_id == wish.account_id)
    return wish.db.scalar(link) is not None


def _keep_photos(wish: asked.Asked[asked.C]) -> None:
    here = set(wish.db.scalars(select(Blob.sha256).where(Blob.sha256.in_(wish.operation.blobs))))
    for slot, sha256 in enumerate(wish.operation.blobs):
        if sha256 in here:
            photo = RefusedPhoto(op_id=wish.op_id, slot=slot, sha256=sha256)
            photo.account_id, photo.phone = wish.account_id, wish.phone
            wish.db.add(photo)
