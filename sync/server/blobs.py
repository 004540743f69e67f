"""Photos by their SHA-256: stored once, shown only to residents of the account whose appeal they are in."""

import hashlib
import io
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Select, delete, exists, func, or_, select, update
from sqlalchemy.orm import Session

from sync.server import locks
from sync.server.denied import Denied, too_soon
from sync.server.devices import KnownDevice
from sync.server.office import Office
from sync.server.records import RefusedPhoto
from sync.server.settings import PhotoSettings
from sync.server.tables import AppealPhoto, AppealRow, Blob, LinkRow, Upload

_DAY = timedelta(days=1)
_AGAIN = "Компания пока не может принять больше снимков с этого киоска. Они будут отправлены через {wait}."


def check(sha256: str, data: bytes, limits: PhotoSettings) -> None:
    """Denied 400 unless the bytes are a whole JPEG with this digest, within the limits."""
    if len(data) > limits.most_bytes:
        raise _large()
    if hashlib.sha256(data).hexdigest() != sha256:
        raise Denied(400, "blob.digest", "Снимок повреждён в пути. Он будет отправлен ещё раз.")
    from PIL import Image, UnidentifiedImageError

    try:
        with Image.open(io.BytesIO(data), formats=("JPEG",)) as image:
            if max(image.size) > limits.most_pixels:
                raise _large()
            image.load()
    except Image.DecompressionBombError:
        raise _large() from None
    except (UnidentifiedImageError, OSError):
        raise Denied(400, "blob.format", "Снимок не читается. Сделайте его заново.") from None


def _large() -> Denied:
    return Denied(400, "blob.large", "Снимок слишком большой. Сделайте его заново.")


def take(office: Office, device: KnownDevice, sha256: str, data: bytes) -> None:
    """Check a photo and store it; Denied 429 when this kiosk stored too much. A known one is answered alike."""
    limits = office.settings.photos
    check(sha256, data, limits)

    def store(db: Session) -> None:
        now = office.clock()
        if db.get(Upload, (device.id, sha256)) is None:
            _check_quotas(db, device, len(data), limits, now)
            keep(db, sha256, data, now)
            db.flush()
            db.add(Upload(device_id=device.id, sha256=sha256, size=len(data), at=now))
        db.execute(update(Blob).where(Blob.sha256 == sha256).values(idle_since=None))

    office.database.settle(store, locks.kiosk(device.id), f"blob:{sha256}")


def keep(db: Session, sha256: str, data: bytes, now: datetime) -> None:
    """Store a checked photo; a second time changes nothing."""
    if db.scalar(select(Blob.sha256).where(Blob.sha256 == sha256)) is None:
        db.add(Blob(sha256=sha256, data=data, stored_at=now))


def forget(db: Session, now: datetime, waiting: timedelta) -> int:
    """Remove photos that nothing referred to for so long; how many. Nobody else may write meanwhile."""
    db.execute(update(Blob).where(_referred_to(), Blob.idle_since.is_not(None)).values(idle_since=None))
    db.execute(update(Blob).where(~_referred_to(), Blob.idle_since.is_(None)).values(idle_since=now))
    old = select(Blob.sha256).where(Blob.idle_since <= now - waiting)
    gone = db.scalars(old).all()
    db.execute(delete(Upload).where(Upload.sha256.in_(old)))
    db.execute(delete(Blob).where(Blob.idle_since <= now - waiting))
    return len(gone)


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


def _check_quotas(db: Session, device: KnownDevice, size: int, limits: PhotoSettings, now: datetime) -> None:
    mine = select(func.coalesce(func.sum(Upload.size), 0)).where(Upload.device_id == device.id)
    of_the_day = Upload.at > now - _DAY
    if db.scalars(mine.where(of_the_day)).one() + size > limits.bytes_a_day:
        first = select(func.min(Upload.at)).where(Upload.device_id == device.id, of_the_day)
        raise too_soon("blob.limit", _AGAIN, db.scalars(first).one() + _DAY - now)
    waiting = mine.join(Blob, Blob.sha256 == Upload.sha256).where(~_referred_to())
    if db.scalars(waiting).one() + size > limits.bytes_waiting:
        raise too_soon("blob.limit", _AGAIN, timedelta(hours=1))


def _referred_to() -> ColumnElement[bool]:
    """Whether an appeal, or an operation that was refused, has the photo."""
    return or_(
        exists().where(AppealPhoto.sha256 == Blob.sha256),
        exists().where(RefusedPhoto.sha256 == Blob.sha256),
    )
