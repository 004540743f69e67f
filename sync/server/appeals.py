"""Appeals at the company: filed by residents' operations, moved on by the company's people."""

import hashlib
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from kiosk.domain import words
from kiosk.domain.appeals import (
    Appeal,
    AppealEvent,
    AppealFiled,
    AppealStatus,
    AppealType,
    FileAppeal,
    check,
)
from kiosk.domain.company import Building
from kiosk.domain.errors import Refused
from sync import contract
from sync.server import counters, facts
from sync.server.office import Office
from sync.server.settings import AppealSettings, Quota
from sync.server.tables import AccountRow, AppealPhoto, AppealRow, Blob

_FROM: dict[AppealStatus, frozenset[AppealStatus]] = {
    AppealStatus.IN_WORK: frozenset(AppealStatus) - {AppealStatus.IN_WORK, AppealStatus.CANCELLED},
    AppealStatus.POSTPONED: frozenset({AppealStatus.NEW, AppealStatus.IN_WORK, AppealStatus.POSTPONED}),
    AppealStatus.DONE: frozenset({AppealStatus.NEW, AppealStatus.IN_WORK, AppealStatus.POSTPONED}),
    AppealStatus.CLOSED: frozenset(AppealStatus) - {AppealStatus.CLOSED, AppealStatus.CANCELLED},
    AppealStatus.CANCELLED: frozenset({AppealStatus.NEW}),
}
"""Where the company may move an appeal from; nothing becomes new again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Filing:
    """An operation that files an appeal, with whose it is."""

    operation: contract.Operation
    payload: FileAppeal
    phone: str
    device_id: str


def file(db: Session, office: Office, filing: Filing) -> AppealFiled:
    """Take a resident's appeal: a number, a fact and its photos; Refused when a rule does not let it through."""
    operation, command = filing.operation, filing.payload
    account = db.get_one(AccountRow, operation.account_id)
    place = _place(db, account)
    check(command, operation.made_at.astimezone(place.zone))
    kind = _type(db, account.building_id, command.type_id)
    _check_photos(db, operation, command)
    _check_quotas(db, filing, office.settings.appeals, place)
    now = office.clock()
    number = str(counters.advance(db, counters.APPEALS))
    appeal = _appeal(filing, kind, number, min(operation.made_at, now))
    _store(db, filing, appeal)
    facts.publish(db, facts.account(account.id), appeal, now, operation.op_id)
    return AppealFiled(appeal_id=appeal.id, number=number)


def move(
    db: Session, number: str, status: AppealStatus, now: datetime, note: str = "", until: date | None = None
) -> Appeal:
    """The company's word on an appeal; kiosks hear it by the feed. LookupError: no such number; Refused: not now."""
    row = db.scalar(select(AppealRow).where(AppealRow.number == number))
    if row is None:
        raise LookupError(number)
    scope = facts.account(row.account_id)
    appeal = facts.read(db, scope, Appeal, row.id)
    if appeal is None:
        raise LookupError(number)
    if appeal.status not in _FROM.get(status, frozenset()):
        values = {"old": appeal.status.value, "new": status.value}
        raise Refused("appeal.move", "Обращение нельзя перевести из «{old}» в «{new}».", values)
    if (status is AppealStatus.POSTPONED) != (until is not None):
        raise Refused("appeal.until", "Для «postponed» укажите дату, до которой отложено; для остальных она не нужна.")
    event = AppealEvent(at=now, status=status, note=note)
    moved = replace(appeal, status=status, postponed_until=until, history=(*appeal.history, event))
    facts.publish(db, scope, moved, now)
    return moved


def everything(db: Session) -> tuple[tuple[str, Building, Appeal], ...]:
    """Account numbers, buildings and appeals, newest first."""
    rows = select(AccountRow, AppealRow).join(AppealRow, AppealRow.account_id == AccountRow.id)
    found: list[tuple[str, Building, Appeal]] = []
    for account, row in db.execute(rows.order_by(AppealRow.filed_at.desc())):
        appeal = facts.read(db, facts.account(account.id), Appeal, row.id)
        if appeal is not None:
            found.append((account.number, _place(db, account), appeal))
    return tuple(found)


def record(db: Session, account_id: str, appeal: Appeal, phone: str | None = None) -> None:
    """Note where an appeal is, so that it is found by number, author and text."""
    db.add(
        AppealRow(
            id=appeal.id,
            number=appeal.number,
            account_id=account_id,
            phone=phone,
            text_hash=_same(appeal.text),
            filed_at=appeal.filed_at,
        )
    )


def _place(db: Session, account: AccountRow) -> Building:
    place = facts.read(db, facts.building(account.building_id), Building, account.building_id)
    if place is None:
        raise LookupError("an account without a building")
    return place


def _type(db: Session, building_id: str, type_id: str) -> AppealType:
    types = facts.listed(db, facts.building(building_id), AppealType)
    parents = {kind.parent_id for kind in types}
    found = next((kind for kind in types if kind.id == type_id), None)
    if found is None or found.id in parents:
        raise Refused("appeal.type", "Этот тип обращения больше не принимается. Выберите другой.")
    return found


def _check_photos(db: Session, operation: contract.Operation, command: FileAppeal) -> None:
    here = set(db.scalars(select(Blob.sha256).where(Blob.sha256.in_(command.photos))))
    if operation.blobs != command.photos or not here.issuperset(command.photos):
        raise Refused("appeal.photos.missing", "Снимки не дошли до компании. Приложите их ещё раз.")


def _check_quotas(db: Session, filing: Filing, limits: AppealSettings, place: Building) -> None:
    made_at = filing.operation.made_at
    mine = AppealRow.phone == filing.phone
    many = "Вы уже отправили {most} обращений за сутки. Следующее можно отправить после {when}."
    _check_quota(db, (mine,), limits.per_resident, made_at, place, ("appeal.many", many))
    same = "Такое обращение вы уже отправляли. Повторить его можно после {when}."
    again = (mine, AppealRow.text_hash == _same(filing.payload.text))
    _check_quota(db, again, limits.same_text, made_at, place, ("appeal.same", same))


def _check_quota(
    db: Session, whose: tuple[object, ...], quota: Quota, made_at: datetime, place: Building, refusal: tuple[str, str]
) -> None:
    recent = select(AppealRow.filed_at).where(*whose, AppealRow.filed_at > made_at - quota.period)  # type: ignore[arg-type]
    blocking = db.scalar(recent.order_by(AppealRow.filed_at.desc()).offset(quota.count - 1).limit(1))
    if blocking is not None:
        when = words.moment(blocking + quota.period, place.zone)
        raise Refused(refusal[0], refusal[1], {"most": quota.count, "when": when})


def _appeal(filing: Filing, kind: AppealType, number: str, filed_at: datetime) -> Appeal:
    command = filing.payload
    return Appeal(
        id=filing.operation.op_id,
        number=number,
        type_id=kind.id,
        type_name=kind.name,
        text=command.text.strip(),
        status=AppealStatus.NEW,
        filed_at=filed_at,
        visit=command.visit,
        photos=command.photos,
        history=(AppealEvent(at=filed_at, status=AppealStatus.NEW, note="Обращение получено с киоска."),),
    )


def _store(db: Session, filing: Filing, appeal: Appeal) -> None:
    record(db, filing.operation.account_id, appeal, filing.phone)
    db.flush()
    for slot, sha256 in enumerate(appeal.photos):
        db.add(AppealPhoto(appeal_id=appeal.id, slot=slot, sha256=sha256))


def _same(text: str) -> str:
    return hashlib.sha256(" ".join(text.casefold().split()).encode()).hexdigest()
