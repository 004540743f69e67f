"""What residents may still do to their appeals: change or cancel a new one, rate what was done."""

from dataclasses import replace

from kiosk.domain.appeals import (
    NOT_DONE,
    Appeal,
    AppealChanged,
    AppealEvent,
    AppealStatus,
    CancelAppeal,
    EditAppeal,
    RateAppeal,
    check_cancel,
    check_edit,
    check_rate,
    rated,
)
from kiosk.domain.errors import Refused
from sync.server import appeals, asked, facts
from sync.server.tables import AppealRow


def edit(wish: asked.Asked[EditAppeal]) -> AppealChanged:
    """Put an appeal as it shall be; Refused once it is no longer new, or when a rule is broken."""
    appeal, command, place = _appeal(wish, wish.command.appeal_id), wish.command, wish.building()
    check_edit(appeal, command, wish.operation.made_at.astimezone(place.zone))
    if command.type_id != appeal.type_id:
        kind = appeals.leaf(wish.db, place.id, command.type_id)
        appeal = replace(appeal, type_id=kind.id, type_name=kind.name)
    appeals.check_here(wish, command.photos)
    changed = replace(appeal, text=command.text.strip(), visit=command.visit, photos=command.photos)
    wish.db.get_one(AppealRow, appeal.id).text_hash = appeals.same(changed.text)
    appeals.keep_photos(wish.db, changed)
    return _say(wish, changed, AppealStatus.NEW, "Обращение изменено с киоска.")


def cancel(wish: asked.Asked[CancelAppeal]) -> AppealChanged:
    """Take an appeal back; Refused once it is no longer new."""
    appeal = _appeal(wish, wish.command.appeal_id)
    check_cancel(appeal)
    return _say(wish, appeal, AppealStatus.CANCELLED, "Обращение отменено с киоска.")


def rate(wish: asked.Asked[RateAppeal]) -> AppealChanged:
    """Close an appeal with one to five, or open it again; Refused before there is anything to rate, and once closed."""
    appeal, command = _appeal(wish, wish.command.appeal_id), wish.command
    check_rate(appeal, command)
    said = "Не выполнено" if command.rating == NOT_DONE else f"Оценка {command.rating}"
    comment = command.comment.strip()
    note = f"{said}: {comment}" if comment else f"{said}."
    return _say(wish, replace(appeal, rating=command.rating), rated(command.rating), note)


def _appeal(wish: asked.Asked[asked.C], appeal_id: str) -> Appeal:
    found = facts.read(wish.db, wish.scope, Appeal, appeal_id)
    if found is None:
        raise Refused("appeal.unknown", "Такого обращения у этого лицевого счёта нет: компания его не приняла.")
    return found


def _say(wish: asked.Asked[asked.C], appeal: Appeal, status: AppealStatus, note: str) -> AppealChanged:
    event = AppealEvent(at=wish.made_at, status=status, note=note)
    said = replace(appeal, status=status, postponed_until=None, history=(*appeal.history, event))
    facts.publish(wish.db, wish.scope, said, wish.now, wish.op_id)
    return AppealChanged(appeal_id=appeal.id, status=status)
