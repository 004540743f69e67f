"""The slip a resident takes home: what was asked of the company, when it must answer, whom to call."""

from dataclasses import dataclass
from typing import Any

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, KeepTogether, Table

from kiosk.documents import fonts, sheet
from kiosk.documents.sheet import INK, RULE, TINT, WIDTH, clipped, gap, style, words
from kiosk.documents.tables import pairs
from kiosk.domain.appeals import Appeal, AppealType, Visit
from kiosk.domain.company import Building, CompanyProfile
from kiosk.domain.words import NBSP, clock, count, day, moment, phone

TITLE = "Талон обращения"
HOLE = "не указано"
PENDING = "ожидает отправки"
PENDING_NOTE = (
    "Обращение сохранено в киоске и уйдёт в управляющую компанию, как только появится связь. "
    "Номер будет виден в разделе «Обращения»."
)
SIZE = 12.0
LABEL = 46 * mm


@dataclass(frozen=True, slots=True)
class Unnumbered:
    """What stands in the place of a number, and what that means."""

    title: str = PENDING
    note: str = PENDING_NOTE


WAITING = Unnumbered()


def render(
    appeal: Appeal, kind: AppealType | None, company: CompanyProfile, building: Building, instead: Unnumbered = WAITING
) -> bytes:
    """One slip; an appeal without a number has what is `instead`. Slow (tens of ms): run it in a job thread."""
    story = [
        *_head(appeal, company, instead),
        pairs(_facts(appeal, kind, building), WIDTH, LABEL, SIZE),
        *_text(appeal),
        KeepTogether([gap(7), _dispatcher(company)]),
    ]
    origin = f"Напечатано в киоске жителя: {building.street}, {building.house}"
    about = f"{TITLE} № {appeal.number}" if appeal.number else f"{TITLE}, {instead.title}"
    return sheet.build(story, sheet.Foot(title=TITLE, about=about, origin=origin))


def _head(appeal: Appeal, company: CompanyProfile, instead: Unnumbered) -> list[Flowable]:
    name = words(clipped(company.name), style(SIZE, fonts.STRONG))
    if appeal.number:
        number = fonts.readable(f"№{NBSP}{appeal.number}")
        size = min(46.0, 45.0 * WIDTH / fonts.width(number, fonts.STRONG, 46))
        title: list[Flowable] = [words(number, style(size, fonts.STRONG, leading=1.1))]
    else:
        said = words(instead.title, style(32, fonts.STRONG, leading=1.1))
        title = [said, gap(2), words(instead.note, style(SIZE))]
    return [name, gap(7), words("Обращение", style(15, colour="secondary")), *title, gap(6)]


def _facts(appeal: Appeal, kind: AppealType | None, building: Building) -> list[tuple[str, str]]:
    facts = [
        ("Дата обращения", moment(appeal.filed_at, building.zone)),
        ("Тип", appeal.type_name.strip() or HOLE),
        ("Удобное время", _visit(appeal.visit)),
    ]
    if appeal.photos:
        facts.append(("Фотографии", count(len(appeal.photos), "снимок", "снимка", "снимков")))
    if kind is not None and kind.limit:
        facts.append(("Срок", kind.limit))
        facts += [("Основание срока", kind.act)] if kind.act else []
    return facts


def _visit(visit: Visit | None) -> str:
    """Old appeals have visits without hours."""
    if visit is None:
        return HOLE
    start = f" с{NBSP}{clock(visit.start)}" if visit.start else ""
    end = f" по{NBSP}{clock(visit.end)}" if visit.end else ""
    return day(visit.on) + start + end


def _text(appeal: Appeal) -> list[Flowable]:
    """A paragraph a line, so that a long text breaks over pages."""
    label = words("Содержание", style(SIZE * 0.92, colour="secondary"))
    text = appeal.text.strip() or HOLE
    paragraphs = [words(line, style(SIZE)) if line.strip() else gap(2) for line in fonts.readable(text).split("\n")]
    note = words(f"{fonts.UNKNOWN} – знаки, которые нельзя напечатать.", style(9, colour="secondary"))
    strange = fonts.UNKNOWN in fonts.readable(text) and fonts.UNKNOWN not in text
    return [gap(3), label, gap(1), *paragraphs, *([gap(2), note] if strange else [])]


def _dispatcher(company: CompanyProfile) -> Table:
    """Whom to call when it cannot wait, as large as it must be in a hurry."""
    numbers = [phone(number) for number in company.dispatcher_phones] or ["телефон не указан"]
    phones = [words(number, style(19, fonts.STRONG, leading=1.2)) for number in numbers]
    advice = (
        [gap(1.5), words(clipped(company.emergency_advice), style(10.5))] if company.emergency_advice.strip() else []
    )
    office = (
        [gap(1.5), words(clipped(company.office), style(10.5, colour="secondary"))] if company.office.strip() else []
    )
    title = words("Аварийно-диспетчерская служба", style(SIZE))
    rules: list[Any] = [
        ("BACKGROUND", (0, 0), (-1, -1), TINT),
        ("LINEABOVE", (0, 0), (-1, 0), RULE, INK),
        ("LEFTPADDING", (0, 0), (-1, -1), 12),
        ("RIGHTPADDING", (0, 0), (-1, -1), 12),
        ("TOPPADDING", (0, 0), (-1, -1), 9),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 12),
    ]
    return Table([[[title, gap(1), *phones, *advice, *office]]], colWidths=[WIDTH], style=rules, hAlign="LEFT")
