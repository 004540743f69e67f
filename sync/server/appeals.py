"""Appeals at the company: filed by residents' operations, moved on by the company's people."""

import hashlib
from dataclasses import replace
from datetime import date, datetime

from sqlalchemy import ColumnElement, delete, select
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
from sync.server import asked, counters, facts
from sync.server.denied import Denied
from sync.server.settings import Quota
from sync.server.tables import AccountRow, AppealPhoto, AppealRow, Blob

_FROM: dict[AppealStatus, frozenset[AppealStatus]] = {
    AppealStatus.IN_WORK: frozenset(AppealStatus) - {AppealStatus.IN_WORK, AppealStatus.CANCELLED},
    AppealStatus.POSTPONED: frozenset({AppealStatus.NEW, AppealStatus.IN_WORK, AppealStatus.POSTPONED}),
    AppealStatus.DONE: frozenset({AppealStatus.NEW, AppealStatus.IN_WORK, AppealStatus.POSTPONED}),
    AppealStatus.CLOSED: frozenset(AppealStatus) - {AppealStatus.CLOSED, AppealStatus.CANCELLED},
    AppealStatus.CANCELLED: frozenset({AppealStatus.NEW}),
}
"""Where the company may move an appeal from; nothing becomes new again."""


def file(wish: asked.Asked[FileAppeal]) -> AppealFiled:
    """Take a resident's appeal: a number, a fact and its photos; Refused when a rule does not let it through."""
    db, command, place = wish.db, wish.command, wish.building()
    check(command, wish.operation.made_at.astimezone(place.zone))
    kind = leaf(db, place.id, command.type_id)
    check_here(wish, command.photos)
    _check_quotas(wish, place)
    number = str(counters.advance(db, counters.APPEALS))
    appeal = _appeal(wish, kind, number)
    record(db, wish.account_id, appeal, wish.phone)
    db.flush()
    keep_photos(db, appeal)
    facts.publish(db, wish.scope, appeal, wish.now, wish.op_id)
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
    history = (*appeal.history, event)
    moved = replace(appeal, status=status, postponed_until=until, history=history, rating=None)
    facts.publish(db, scope, moved, now)
    return moved


def everything(db: Session) -> tuple[tuple[str, Building, Appeal], ...]:
    """Account numbers, buildings and appeals, newest first."""
    rows = select(AccountRow, AppealRow).join(AppealRow, AppealRow.account_id == AccountRow.id)
    found: list[tuple[str, Building, Appeal]] = []
    for account, row in db.execute(rows.order_by(AppealRow.filed_at.desc())):
        appeal = facts.read(db, facts.account(account.id), Appeal, row.id)
        if appeal is not None:
            found.append((account.number, asked.building_of(db, account.id), appeal))
    return tuple(found)


def record(db: Session, account_id: str, appeal: Appeal, phone: str | None = None) -> None:
    """Note where an appeal is, so that it is found by number, author and text."""
    db.add(
        AppealRow(
            id=appeal.id,
            number=appeal.number,
            account_id=account_id,
            phone=phone,
            text_hash=same(appeal.text),
            filed_at=appeal.filed_at,
        )
    )


def leaf(db: Session, building_id: str, type_id: str) -> AppealType:
    """A type that appeals may be of; Refused for a group, or one that is no longer there."""
    types = facts.listed(db, facts.building(building_id), AppealType)
    parents = {kind.parent_id for kind in types}
    found = next((kind for kind in types if kind.id == type_id), None)
    if found is None or found.id in parents:
        raise Refused("appeal.type", "Этот тип обращения больше не принимается. Выберите другой.")
    return found


def check_here(wish: asked.Asked[asked.C], photos: tuple[str, ...]) -> None:
    """Denied unless the operation names the command's photos, and the company has each: no answer is kept then.

    What is missing may have gone to a captive portal, or was lost with a restored backup; the kiosk sends it again.
    """
    if wish.operation.blobs != photos:
        raise Denied(422, "op.malformed", "Операция повреждена или составлена не по договору.")
    here = set(wish.db.scalars(select(Blob.sha256).where(Blob.sha256.in_(photos))))
    if not here.issuperset(photos):
        raise Denied(409, "blob.missing", "Снимки ещё не дошли до компании. Киоск отправит их снова.")


def keep_photos(db: Session, appeal: Appeal) -> None:
    """Note an appeal's photos in their order, in place of any it had."""
    db.execute(delete(AppealPhoto).where(AppealPhoto.appeal_id == appeal.id))
    for slot, sha256 in enumerate(appeal.photos):
        db.add(AppealPhoto(appeal_id=appeal.id, slot=slot, sha256=sha256))


def same(text: str) -> str:
    """A digest of what a text says, whatever its spaces and capitals."""
    return hashlib.sha256(" ".join(text.casefold().split()).encode()).hexdigest()


def _check_quotas(wish: asked.Asked[FileAppeal], place: Building) -> None:
    limits, mine = wish.office.settings.appeals, AppealRow.phone == wish.phone
    many = "Вы уже отправили {most} обращений за сутки. Следующее можно отправить после {when}."
    _check_quota(wish, (mine,), limits.per_resident, place, ("appeal.many", many))
    again = (mine, AppealRow.text_hash == same(wish.command.text))
    sentence = "Такое обращение вы уже отправляли. Повторить его можно после {when}."
    _check_quota(wish, again, limits.same_text, place, ("appeal.same", sentence))


def _check_quota(
    wish: asked.Asked[FileAppeal],
    whose: tuple[ColumnElement[bool], ...],
    quota: Quota,
    place: Building,
    refusal: tuple[str, str],
) -> None:
    recent = select(AppealRow.filed_at).where(*whose, AppealRow.filed_at > wish.operation.made_at - quota.period)
    blocking = wish.db.scalar(recent.order_by(AppealRow.filed_at.desc()).offset(quota.count - 1).limit(1))
    if blocking is not None:
        when = words.moment(blocking + quota.period, place.zone)
        raise Refused(refusal[0], refusal[1], {"most": quota.count, "when": when})


def _appeal(wish: asked.Asked[FileAppeal], kind: AppealType, number: str) -> Appeal:
    command, filed_at = wish.command, wish.made_at
    return Appeal(
        id=wish.op_id,
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
