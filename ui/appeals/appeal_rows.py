"""Appeals as the list and the page of one show them: frozen rows of ready words."""

from dataclasses import dataclass
from datetime import tzinfo

from kiosk import appeals
from kiosk.appeals import ListedAppeal
from kiosk.domain import words
from kiosk.domain.appeals import AppealType
from ui.appeals import appeal_words

BEGINNING = 160
"""Characters of a text that its card shows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AppealRow:
    """A card of the list; `mood` is `Chip.Mood`. `refused`: something about it waits to be read, or corrected."""

    appealId: str
    number: str
    date: str
    typeName: str
    typeIcon: str
    content: str
    hole: bool
    status: str
    statusGlyph: str
    mood: int
    explanation: str
    refused: bool
    correctable: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class EventRow:
    """A line of the history."""

    at: str
    status: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PhotoRow:
    """A photo by its key in `Pictures`."""

    photoKey: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """The page of one appeal."""

    appeal_id: str
    number: str
    filed: str
    type_name: str
    type_icon: str
    text: str
    status: str
    status_glyph: str
    mood: int
    explanation: str
    notice_mood: int
    notice_glyph: str
    visit: str
    regulated: str
    photos: tuple[str, ...]
    history: tuple[EventRow, ...]


def row(listed: ListedAppeal, kind: AppealType | None, zone: tzinfo) -> AppealRow:
    """One appeal's card; `kind` is its type where the company still has it."""
    state, mood, glyph = appeal_words.state(listed)
    content = appeal_words.text(listed.appeal)
    short = " ".join(content.split())
    return AppealRow(
        appealId=listed.appeal.id,
        number=appeal_words.number(listed.appeal),
        date=appeal_words.filed_on(listed.appeal, zone),
        typeName=appeal_words.type_name(listed.appeal),
        typeIcon=kind.icon if kind else "message",
        content=short if len(short) <= BEGINNING else f"{short[:BEGINNING].rstrip()}…",
        hole=not listed.appeal.text.strip(),
        status=state,
        statusGlyph=glyph,
        mood=mood,
        explanation=appeal_words.explanation(listed),
        refused=listed.refusal is not None,
        correctable=appeals.correctable(listed),
    )


def sheet(listed: ListedAppeal, kind: AppealType | None, zone: tzinfo) -> Sheet:
    """Everything the page of one appeal says."""
    state, mood, glyph = appeal_words.state(listed)
    notice_mood, notice_glyph = appeal_words.notice(listed)
    appeal = listed.appeal
    return Sheet(
        appeal_id=appeal.id,
        number=appeal_words.number(appeal),
        filed=words.moment(appeal.filed_at, zone),
        type_name=appeal_words.type_name(appeal),
        type_icon=kind.icon if kind else "message",
        text=appeal_words.text(appeal),
        status=state,
        status_glyph=glyph,
        mood=mood,
        explanation=appeal_words.explanation(listed),
        notice_mood=notice_mood,
        notice_glyph=notice_glyph,
        visit=appeal_words.visit(appeal.visit),
        regulated=appeal_words.regulated(kind),
        photos=appeal.photos,
        history=_history(listed, zone),
    )


def _history(listed: ListedAppeal, zone: tzinfo) -> tuple[EventRow, ...]:
    """What happened to it; of one that the company does not have, when it was written."""
    if not listed.with_company:
        return (EventRow(at=words.moment(listed.appeal.filed_at, zone), status="Записано в киоске", note=""),)
    return tuple(
        EventRow(at=words.moment(event.at, zone), status=appeal_words.status(event.status), note=event.note)
        for event in listed.appeal.history
    )
