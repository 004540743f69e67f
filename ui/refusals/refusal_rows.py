"""A refusal in a resident's words: what was asked, why it was not done, what stands instead."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import tzinfo
from typing import TYPE_CHECKING, assert_never

from kiosk import appeals, meetings, meters
from kiosk.domain import words
from kiosk.domain.appeals import CancelAppeal, EditAppeal, FileAppeal, RateAppeal
from kiosk.domain.login import ConsentKind, DecideConsent
from kiosk.domain.meetings import CastVote
from kiosk.domain.meters import GiveReading
from kiosk.domain.notifications import ChooseNotifications
from kiosk.refusals import Refusal

if TYPE_CHECKING:
    from kiosk.appeals import ListedAppeal
    from kiosk.database import Store
    from kiosk.session import Session

BEGINNING = 160
"""Characters of a text that its card shows."""
CONSENTS = {
    ConsentKind.AGREEMENT: "пользовательское соглашение",
    ConsentKind.PERSONAL_DATA: "обработка персональных данных",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class RefusalRow:
    """A card; `mood` is `Chip.Mood`, `stands` what the company has instead, `thing` the appeal's id if it is one."""

    refusedId: str
    thing: str
    title: str
    at: str
    status: str
    statusGlyph: str
    mood: int
    content: str
    reason: str
    stands: str
    correctable: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What one kind of refusal is about."""

    title: str
    content: str = ""
    stands: str = ""


def row(store: Store, session: Session, refusal: Refusal, zone: tzinfo) -> RefusalRow:
    """One refusal's card, with what the cache knows of the thing."""
    thing = refusal.concerns.partition(":")[2]
    appeal = _appeal(store, session, refusal, thing)
    said = _said(store, session, refusal, appeal)
    return RefusalRow(
        refusedId=refusal.id,
        thing=thing,
        title=said.title,
        at=words.moment(refusal.made_at, zone),
        status="Уже учтено" if refusal.conflict else "Не принято",
        statusGlyph="info-circle" if refusal.conflict else "alert-triangle",
        mood=2 if refusal.conflict else 3,
        content=said.content,
        reason=refusal.text,
        stands=said.stands,
        correctable=appeal is not None and appeals.correctable(appeal),
    )


def _appeal(store: Store, session: Session, refusal: Refusal, thing: str) -> ListedAppeal | None:
    if not isinstance(refusal.command, FileAppeal | EditAppeal | CancelAppeal | RateAppeal):
        return None
    return appeals.find(store, session.account_id or "", thing, session)


def _said(store: Store, session: Session, refusal: Refusal, appeal: ListedAppeal | None) -> Said:
    match refusal.command:
        case FileAppeal() | EditAppeal() | CancelAppeal() | RateAppeal() as asked:
            return _asked(asked, appeal)
        case GiveReading() as given:
            return _reading(store, session, given)
        case CastVote() as cast:
            return _vote(store, session, cast)
        case ChooseNotifications():
            return Said(title="Выбор уведомлений")
        case DecideConsent(consent=consent, given=agreed):
            return Said(title=f"{'Согласие' if agreed else 'Отзыв согласия'}: {CONSENTS[consent]}")
    return Said(title="То, о чём вы просили")


def _asked(command: FileAppeal | EditAppeal | CancelAppeal | RateAppeal, appeal: ListedAppeal | None) -> Said:
    match command:
        case FileAppeal(type_name=name, text=text):
            return Said(title=name or "Обращение", content=_short(appeal.appeal.text if appeal else text))
        case EditAppeal(text=text):
            return Said(title=f"Изменение {_of(appeal)}", content=_short(text), stands=_status(appeal))
        case CancelAppeal():
            return Said(title=f"Отмена {_of(appeal)}", stands=_status(appeal))
        case RateAppeal(rating=rating, comment=comment):
            mark = f"Оценка {rating}" if rating else "«Не выполнено»"
            return Said(title=f"{mark} для {_of(appeal)}", content=_short(comment), stands=_status(appeal))
    assert_never(command)


def _reading(store: Store, session: Session, given: GiveReading) -> Said:
    found = meters.find(store, session.account_id or "", given.meter_id, session)
    shown = " / ".join(format(value, "f").replace(".", ",") for value in given.values)
    if found is None:
        return Said(title="Показания прибора учёта", content=shown)
    meter = found.meter
    stands = " / ".join(format(value, "f").replace(".", ",") for value in meter.last_values)
    return Said(
        title=f"Показания: {meter.resource.word.lower()}, №{words.NBSP}{meter.serial}",
        content=f"{shown}{words.NBSP}{meter.unit}",
        stands=f"Учтено: {stands}{words.NBSP}{meter.unit}" if stands else "",
    )


def _vote(store: Store, session: Session, cast: CastVote) -> Said:
    meeting = meetings.find(store, cast.meeting_id)
    question = next((each for each in meeting.questions if each.id == cast.question_id), None) if meeting else None
    votes = meetings.votes(store, session, cast.meeting_id)
    recorded = next((each.vote for each in votes if each.vote.id == cast.question_id), None)
    return Said(
        title=f"Голос по вопросу {question.number}" if question else "Голос на собрании",
        content=f"{_short(question.text) + ' ' if question else ''}Вы выбрали «{cast.choice.word}»",
        stands=f"Записано: «{recorded.choice.word}»" if recorded else "",
    )


def _of(appeal: ListedAppeal | None) -> str:
    return f"обращения №{words.NBSP}{appeal.appeal.number}" if appeal and appeal.appeal.number else "обращения"


def _status(appeal: ListedAppeal | None) -> str:
    return f"Обращение сейчас: «{appeal.appeal.status.word}»" if appeal is not None and appeal.with_company else ""


def _short(text: str) -> str:
    short = " ".join(text.split())
    return short if len(short) <= BEGINNING else f"{short[:BEGINNING].rstrip()}…"
