"""Attaching accounts to residents: by the company's password, or by address; numbers alone never link."""

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import VerifyMismatchError
from sqlalchemy import ColumnElement, func, select, true, update
from sqlalchemy.orm import Session

from kiosk.domain.accounts import Link, LinkByAddress, LinkByLogin, LinkStatus, check_claim
from kiosk.domain.company import CompanyProfile
from sync.server import facts, locks, quotas
from sync.server.addresses import same_address, same_apartment, same_company
from sync.server.denied import Denied, too_soon
from sync.server.devices import KnownDevice
from sync.server.office import Office, hashed
from sync.server.records import Owner
from sync.server.sessions import Resident
from sync.server.settings import LinkSettings, Quota
from sync.server.tables import AccountRow, LinkRow

_LAPSED = "Привязкой давно не пользовались, и она снята. Привяжите лицевой счёт ещё раз."
_NOTED = timedelta(days=1)
_hasher = PasswordHasher()


@dataclass(frozen=True, slots=True)
class _Found:
    account_id: str
    own: bool
    """Proven by password, or the phone is the company's own for the account."""


@cache
def _nobody() -> str:
    """Verified when there is no such login, so that the answer takes as long."""
    return _hasher.hash(uuid.uuid4().hex)


def password_hash(password: str) -> str:
    """Argon2id of a password, as kept."""
    return _hasher.hash(password)


def of(db: Session, phone: str) -> tuple[Link, ...]:
    """A resident's links, oldest first."""
    rows = select(LinkRow, AccountRow, Owner.share).join(AccountRow, AccountRow.id == LinkRow.account_id)
    mine = (
        rows.outerjoin(Owner, of_the_owner()).where(LinkRow.phone == phone).order_by(LinkRow.made_at, AccountRow.number)
    )
    return tuple(_link(link, account, share) for link, account, share in db.execute(mine))


def of_the_owner() -> ColumnElement[bool]:
    """Joins a confirmed link to the owner it is of. A phone may be resold: who is confirmed anew is verified anew."""
    since = func.coalesce(LinkRow.confirmed_at, LinkRow.made_at)
    same = (Owner.account_id == LinkRow.account_id) & (Owner.phone == LinkRow.phone)
    return same & (LinkRow.status == LinkStatus.CONFIRMED) & (Owner.verified_at >= since)


def confirm(link: LinkRow, now: datetime) -> None:
    """Let the link's resident see its account; one who already does is left as they are."""
    if link.status != LinkStatus.CONFIRMED:
        link.confirmed_at = now
    link.status, link.reason = LinkStatus.CONFIRMED, ""


def confirmed(db: Session, phone: str, account_id: str) -> bool:
    """Whether a resident may see an account."""
    mine = select(LinkRow.id).where(LinkRow.phone == phone, LinkRow.account_id == account_id)
    return db.scalar(mine.where(LinkRow.status == LinkStatus.CONFIRMED)) is not None


def note_use(office: Office, phone: str, account_id: str) -> None:
    """A resident looks at an account: its link does not lapse. Written down no oftener than every day."""
    now = office.clock()
    mine = (LinkRow.phone == phone, LinkRow.account_id == account_id, _used() < now - _NOTED)
    with office.database.read() as db:
        stale = db.scalar(select(LinkRow.id).where(*mine)) is not None
    if stale:
        with office.database.write(locks.NOTES) as db:
            db.execute(update(LinkRow).where(*mine).values(used_at=now))


def lapse(db: Session, phone: str, now: datetime, unused: timedelta) -> None:
    """Take back a resident's links that nobody used for so long. The transaction holds `locks.resident`."""
    _lapse(db, now, unused, LinkRow.phone == phone)


def lapse_all(db: Session, now: datetime, unused: timedelta) -> None:
    """Take back everybody's. Nobody else may write meanwhile."""
    _lapse(db, now, unused, true())


def _lapse(db: Session, now: datetime, unused: timedelta, whose: ColumnElement[bool]) -> None:
    old = (whose, LinkRow.status == LinkStatus.CONFIRMED, _used() <= now - unused)
    db.execute(update(LinkRow).where(*old).values(status=LinkStatus.DECLINED, reason=_LAPSED, lapsed_at=now))


def _used() -> ColumnElement[datetime]:
    """When a link was last of use; making it counts."""
    return func.coalesce(LinkRow.used_at, LinkRow.made_at)


def link(office: Office, device: KnownDevice, resident: Resident, claim: LinkByLogin | LinkByAddress) -> Link:
    """Attach the claimed account; Denied says no more than that the data do not match, or how long to wait."""
    check_claim(claim)
    now, keys = office.clock(), _keys(office.settings.links, device, resident, claim)
    with office.database.read() as db:
        _check_throttles(db, keys, now)
        found = _find(db, device, resident, claim)

    def attach(db: Session) -> Link | None:
        """Counted one by one: of many claims at once no more are answered than the quotas allow."""
        _check_throttles(db, keys, now)
        if found is not None:
            return _attach(db, resident, found, now)
        for key, _ in keys:
            quotas.use(db, key, now)
        return None

    attached = office.database.settle(attach, locks.LIMITS, locks.resident(resident.phone))
    if attached is not None:
        return attached
    raise Denied(
        403, "link.mismatch", "Данные не совпали. Проверьте их по квитанции или обратитесь в управляющую компанию."
    )


def _keys(
    limits: LinkSettings, device: KnownDevice, resident: Resident, claim: LinkByLogin | LinkByAddress
) -> tuple[tuple[str, Quota], ...]:
    claimed = claim.login if isinstance(claim, LinkByLogin) else claim.number
    return (
        (f"links:phone:{resident.phone}", limits.wrong_per_phone),
        (f"links:account:{hashed(_bare(claimed).casefold())}", limits.wrong_per_account),
        (f"links:kiosk:{device.id}", limits.wrong_per_kiosk),
    )


def _check_throttles(db: Session, keys: tuple[tuple[str, Quota], ...], now: datetime) -> None:
    wait = max(quotas.wait(db, key, quota, now) for key, quota in keys)
    if wait > quotas.FREE:
        raise too_soon("link.limit", "Данные не совпали несколько раз подряд. Попробуйте снова через {wait}.", wait)


def _find(db: Session, device: KnownDevice, resident: Resident, claim: LinkByLogin | LinkByAddress) -> _Found | None:
    match claim:
        case LinkByLogin(login=login, password=password):
            account = db.scalar(select(AccountRow).where(AccountRow.login == _bare(login)))
            return _by_password(account, password)
        case LinkByAddress(number=number):
            account = db.scalar(select(AccountRow).where(AccountRow.number == _bare(number)))
            return _by_address(db, account, claim, device, resident)


def _bare(number: str) -> str:
    return number.strip().removeprefix("№").strip()


def _by_password(account: AccountRow | None, password: str) -> _Found | None:
    known, nobody = account.password_hash if account else None, _nobody()
    try:
        _hasher.verify(known or nobody, password)
    except VerifyMismatchError:
        return None
    return _Found(account.id, own=True) if account and known else None


def _by_address(
    db: Session, account: AccountRow | None, claim: LinkByAddress, device: KnownDevice, resident: Resident
) -> _Found | None:
    """Everything is looked at in any case, so that an account that is not there takes as long as one that is."""
    building_id, address, apartment = (
        (account.building_id, account.address, account.apartment) if account else (device.building_id, "", "")
    )
    companies = facts.listed(db, facts.building(building_id), CompanyProfile)
    named = any(same_company(claim.company, company.name) for company in companies) or not claim.company.strip()
    there, home = same_address(claim.address, address), same_apartment(claim.apartment, apartment)
    if account is None or not (named and there and home):
        return None
    return _Found(account.id, own=account.phone == resident.phone)


def _attach(db: Session, resident: Resident, found: _Found, now: datetime) -> Link:
    account = db.get_one(AccountRow, found.account_id)
    mine = select(LinkRow).where(LinkRow.phone == resident.phone, LinkRow.account_id == account.id)
    row = db.scalar(mine)
    if row is None:
        row = LinkRow(id=str(uuid.uuid4()), phone=resident.phone, account_id=account.id, made_at=now, reason="")
        row.status = LinkStatus.PENDING
        db.add(row)
    elif row.lapsed_at is not None:
        row.status, row.reason, row.lapsed_at, row.used_at = LinkStatus.PENDING, "", None, now
    if found.own:
        confirm(row, now)
    db.flush()
    share = db.scalar(select(Owner.share).join(LinkRow, of_the_owner()).where(LinkRow.id == row.id))
    return _link(row, account, share)


def _link(link: LinkRow, account: AccountRow, share: Decimal | None) -> Link:
    return Link(
        id=link.id,
        account_id=account.id,
        number=account.number,
        address=f"{account.address}, кв {account.apartment}",
        status=LinkStatus(link.status),
        reason=link.reason,
        share=share,
    )
