"""What both forms of a bill share: head, section titles, sums, the check of the arithmetic, recalculations."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from reportlab.lib.units import mm
from reportlab.platypus import CondPageBreak, Flowable, Table

from kiosk.documents import fonts
from kiosk.documents.sheet import HAIR, HAIRLINE, INK, RIGHT, RULE, TINT, WIDTH, Figures, gap, style, words
from kiosk.documents.tables import Column, Row, ledger, note
from kiosk.domain.invoices import Check, Invoice, Line, Mismatch, Payer, mismatches
from kiosk.domain.money import Kopecks
from kiosk.domain.words import amount, count, money, month, number

UNKNOWN = "не указан"
BOX = 66 * mm
"""Points: the box with what is to be paid."""


def said(value: str | None, hole: str = UNKNOWN) -> str:
    """A value, or that the company never gave it."""
    return value if value and value.strip() else hole


def sum_or_blank(kopecks: Kopecks) -> str:
    """Nothing to recalculate or to owe leaves the cell empty, as bills do."""
    return amount(kopecks) if kopecks else ""


def exact(value: Decimal, least: int = 0) -> str:
    """All the decimals a value has, `least` of them at least."""
    exponent = value.normalize().as_tuple().exponent
    return number(value, max(least, -exponent if isinstance(exponent, int) else 0))


def head(invoice: Invoice, purpose: str) -> list[Flowable]:
    """The title on the left, what is to be paid on the right, and whether it adds up."""
    found = mismatches(invoice)
    title = [
        words("Платёжный документ", style(19, fonts.STRONG, leading=1.1)),
        gap(1.2),
        words(f"№ {said(invoice.number)} за {month(invoice.period)} г.", style(11.5)),
        gap(1.2),
        words(purpose, style(8, colour="secondary")),
    ]
    verdict = "Суммы не сходятся, см. «Проверка расчёта»" if found else "Расчёт сходится"
    rules: list[Any] = [
        ("BACKGROUND", (1, 0), (1, 0), TINT),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("LEFTPADDING", (0, 0), (0, 0), 0),
        ("LEFTPADDING", (1, 0), (1, 0), 9),
        ("RIGHTPADDING", (0, 0), (-1, -1), 9),
        ("TOPPADDING", (0, 0), (0, 0), 0),
        ("TOPPADDING", (1, 0), (1, 0), 7),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 8),
    ]
    return [Table([[title, _to_pay(invoice, verdict)]], colWidths=[WIDTH - BOX, BOX], style=rules), gap(0.5)]


def _to_pay(invoice: Invoice, verdict: str) -> list[Flowable]:
    text = money(invoice.total)
    size = min(21.0, 21.0 * (BOX - 20) / fonts.width(text, fonts.STRONG_FIGURES, 21))
    label = style(8, colour="secondary", align=RIGHT)
    return [
        words("Итого к оплате", label),
        Figures(text, size, fonts.STRONG_FIGURES),
        gap(0.6),
        words(verdict, style(7.2, fonts.STRONG, "attention" if mismatches(invoice) else "ink", align=RIGHT)),
    ]


def section(title: str, *content: Flowable, room: float = 30 * mm) -> list[Flowable]:
    """A titled section that does not leave its title alone at a page's foot; `room` points must follow it."""
    return [CondPageBreak(room), gap(3.2), words(title, style(10, fonts.STRONG)), gap(1.4), *content]


def plain(text: str) -> Flowable:
    """A sentence where a table would be."""
    return words(text, style(8.6, colour="secondary"))


def side_by_side(left: Sequence[Flowable], right: Sequence[Flowable]) -> Table:
    """Two columns under one hairline each."""
    between = 6 * mm
    half = (WIDTH - between) / 2
    rules: list[Any] = [
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("LEFTPADDING", (0, 0), (-1, -1), 0),
        ("RIGHTPADDING", (0, 0), (-1, -1), 0),
        ("TOPPADDING", (0, 0), (-1, -1), 4),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 0),
        ("LINEABOVE", (0, 0), (0, 0), RULE, INK),
        ("LINEABOVE", (2, 0), (2, 0), RULE, INK),
    ]
    return Table([[list(left), "", list(right)]], colWidths=[half, between, half], style=rules)


HALF = (WIDTH - 6 * mm) / 2


def payer_pairs(payer: Payer) -> list[tuple[str, str]]:
    """Who pays and for what flat; areas in m²."""
    return [
        ("Плательщик", said(payer.name)),
        ("Лицевой счёт", said(payer.account_number)),
        ("Адрес", said(payer.address)),
        ("Площадь", f"{number(payer.total_area, 2)} м², по счёту {number(payer.account_area, 2)} м²"),
        ("Человек", f"проживает {payer.living}, зарегистрировано {payer.registered}"),
    ]


def opening(debt: Kopecks) -> tuple[str, Kopecks]:
    """What was owed before the period; less than nothing is an advance."""
    return ("Аванс на начало периода" if debt < 0 else "Долг на начало периода", debt)


def sums(rows: Sequence[tuple[str, Kopecks]]) -> Table:
    """Sums under each other on the right half, the last one strong."""
    last = len(rows) - 1
    cells = [
        [
            words(name, style(8.6, fonts.STRONG if index == last else fonts.TEXT)),
            Figures(money(value), 8.6, fonts.STRONG_FIGURES if index == last else fonts.FIGURES),
        ]
        for index, (name, value) in enumerate(rows)
    ]
    rules: list[Any] = [
        ("LEFTPADDING", (0, 0), (-1, -1), 0),
        ("RIGHTPADDING", (0, 0), (-1, -1), 0),
        ("TOPPADDING", (0, 0), (-1, -1), 2),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 2.4),
        ("LINEBELOW", (0, 0), (-1, last - 1), HAIR, HAIRLINE),
        ("LINEABOVE", (0, last), (-1, last), RULE / 2, INK),
        ("LINEBELOW", (0, last), (-1, last), RULE, INK),
    ]
    return Table(cells, colWidths=[HALF - 36 * mm, 36 * mm], style=rules, hAlign="RIGHT")


def grouped(lines: Sequence[Line], cells: Sequence[tuple[str, ...]], marks: dict[int, str]) -> list[Row]:
    """Rows under their sections' names, in the company's order; `marks` give the mark of a line by its place."""
    columns = len(cells[0]) if cells else 0
    rows: list[Row] = []
    section_name = ""
    for index, (line, texts) in enumerate(zip(lines, cells, strict=True)):
        if line.section and line.section != section_name:
            section_name = line.section
            rows.append(Row(cells=(section_name, *[""] * (columns - 1)), section=True))
        rows.append(Row(cells=texts, marks={2: marks[index]} if index in marks else {}))
    return rows


CHECKED = {
    Check.LINE_CHARGED: "{service}: объём × тариф",
    Check.LINE_TOTAL: "{service}: итого по строке",
    Check.CHARGED: "Начислено: сумма строк",
    Check.TOTAL: "Итого к оплате: долг + начислено + пени − оплачено",
}


def arithmetic(invoice: Invoice) -> list[Flowable]:
    """What the kiosk found when it recomputed the document."""
    found = mismatches(invoice)
    if not found:
        return [gap(2.5), plain("Проверка расчёта: киоск пересчитал документ, все суммы сходятся.")]
    differences = count(len(found), "расхождение", "расхождения", "расхождений")
    title = words(f"Проверка расчёта: {differences}", style(9.5, fonts.STRONG, "attention"))
    advice = words(
        "Киоск пересчитал документ. Эти суммы не равны тому, из чего они складываются. Документ показан так, "
        "как его прислала управляющая компания: спросите о разнице у неё.",
        style(8.6),
    )
    columns = (Column(head="Что пересчитано", figures=False, least=40 * mm), *map(_column, DIFFERENCES))
    table = ledger(columns, [_difference(mismatch) for mismatch in found], noted=True)
    return [CondPageBreak(38 * mm), gap(4), note([title, advice]), table]


DIFFERENCES = ("В документе, руб.", "По расчёту, руб.", "Разница, руб.")


def _column(title: str) -> Column:
    return Column(head=title, least=24 * mm)


def _difference(mismatch: Mismatch) -> Row:
    name = CHECKED[mismatch.check].format(service=mismatch.service)
    difference = Kopecks(mismatch.printed - mismatch.computed)
    return Row(cells=(name, amount(mismatch.printed), amount(mismatch.computed), amount(difference)))


def recalculations(invoice: Invoice) -> Flowable:
    """Lines charged again, with their grounds; the company's feed gives none yet, and that is said."""
    lines = [line for line in invoice.lines if line.recalculated]
    if not lines:
        return plain("Перерасчётов в этом документе нет.")
    columns = (
        Column(head="Вид услуги", figures=False, least=50 * mm),
        Column(head="Основание", figures=False, least=50 * mm),
        Column(head="Сумма, руб.", least=24 * mm),
    )
    return ledger(columns, [Row(cells=(line.service, "не указано", amount(line.recalculated))) for line in lines])


def readings(invoice: Invoice, known_current: bool) -> Flowable:
    """The meters as the bill repeats them."""
    if not invoice.readings:
        return plain("Показания приборов учёта в документе не указаны.")
    columns = [
        Column(head="Услуга", figures=False, least=50 * mm),
        Column(head="Прибор учёта", figures=False, least=34 * mm),
        Column(head="Ед.", figures=False, least=12 * mm),
        Column(head="Предыдущее показание", least=24 * mm),
    ]
    if known_current:
        columns += [Column(head="Текущее показание", least=24 * mm), Column(head="Расход", least=20 * mm)]
    rows = []
    for reading in invoice.readings:
        cells = (reading.service, said(reading.serial), reading.unit, exact(reading.previous))
        now = (exact(reading.current), exact(reading.current - reading.previous)) if known_current else ()
        rows.append(Row(cells=(*cells, *now)))
    return ledger(columns, rows)
