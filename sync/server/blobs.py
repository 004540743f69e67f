"""Photos by their SHA-256: stored once, shown only to residents of the account whose appeal they are in."""

import hashlib
import io
from datetime import datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from sync.server.denied import Denied
from sync.server.office import Office
from sync.server.records import RefusedPhoto
from sync.server.tables import AppealPhoto, AppealRow, Blob, LinkRow


def check(sha256: str, data: bytes, most: int) -> None:
    """Denied 400 unless the bytes are a JPEG of at most `most` bytes with this digest."""
    if len(data) > most:
        raise Denied(400, "blob.large", "Снимок слишком большой. Сделайте его заново.")
    if hashlib.sha256(data).hexdigest() != sha256:
        raise Denied(400, "blob.digest", "Снимок повреждён в пути. Он будет отправлен ещё раз.")
    from PIL import Image, UnidentifiedImageError

    try:
        with Image.open(io.BytesIO(data), formats=("JPEG",)) as image:
            image.load()
    except (UnidentifiedImageError, OSError, Image.DecompressionBombError):
        raise Denied(400, "blob.format", "Снимок не читается. Сделайте его заново.") from None


def take(office: Office, sha256: str, data: bytes) -> None:
    """Check a photo and store it."""
    check(sha256, data, office.settings.blob_bytes)
    with office.database.write() as db:
        keep(db, sha256, data, office.clock())


def keep(db: Session, sha256: str, data: bytes, now: datetime) -> None:
    """Store a checked photo; a second time changes nothing."""
    if db.get(Blob, sha256) is None:
        db.add(Blob(sha256=sha256, data=data, stored_at=now))


def shown(db: Session, sha256: str, phone: str) -> bytes:
    """A photo of an appeal of an account this resident may see, or of what was refused them; Denied 404 otherwise."""
    allowed = (
        select(Blob.data)
        .join(AppealPhoto, AppealPhoto.sha256 == Blob.sha256)
        .join(AppealRow, AppealRow.id == AppealPhoto.appeal_id)
        .join(LinkRow, LinkRow.account_id == AppealRow.account_id)
        .where(Blob.sha256 == sha256, LinkRow.phone == phone, LinkRow.status == "confirmed")
    )
    data = db.scalar(allowed.limit(1)) or db.scalar(_refused(sha256, phone))
    if data is None:
        raise Denied(404, "blob.absent", "Этого снимка у компании нет.")
    return data


def _refused(sha256: str, phone: str) -> Select[bytes]:
    """A photo of this resident's own refused operation, so that it can be corrected wherever they are."""
    mine = select(Blob.data).join(RefusedPhoto, RefusedPhoto.sha256 == Blob.sha256)
    return mine.where(Blob.sha256 == sha256, RefusedPhoto.phone == phone).limit(1)
