"""A bill in the five blocks of order № 43/пр (2018)."""

from reportlab.lib.units import mm
from reportlab.platypus import Flowable

from kiosk.documents import invoice_parts as parts
from kiosk.documents.sheet import gap, style, words
from kiosk.documents.tables import Column, Row, ledger, pairs
from kiosk.domain.invoices import Basis, Invoice, Line
from kiosk.domain.money import Kopecks
from kiosk.domain.words import amount, month

PURPOSE = "для внесения платы за содержание жилого помещения и предоставление коммунальных услуг"
LABEL = 24 * mm
ABSENT = "Повышающие коэффициенты и судебные расходы управляющая компания в этом документе не указала."

CHARGES = (
    Column(head="Вид услуги", figures=False, least=33 * mm),
    Column(head="Ед. изм.", figures=False, least=10 * mm),
    Column(head="Объём"),
    Column(head="Объём определён по", figures=False),
    Column(head="Тариф"),
    Column(head="Начислено"),
    Column(head="Перерасчёт"),
    Column(head="Льготы"),
    Column(head="За период"),
    Column(head="Долг, аванс"),
    Column(head="Итого"),
)
BASES = {
    Basis.INDIVIDUAL: "счётчику",
    Basis.COMMON: "общему прибору",
    Basis.NORM: "нормативу",
    Basis.AREA: "площади",
}


def blocks(invoice: Invoice) -> list[Flowable]:
    """The document's story, block by block."""
    return [
        *parts.head(invoice, PURPOSE),
        *parts.section("1. Плательщик и исполнитель", _people(invoice)),
        *parts.section("2. Показания индивидуальных приборов учёта", parts.readings(invoice, known_current=False)),
        *parts.section("3. Расчёт размера платы, руб.", *_charges(invoice)),
        *parts.arithmetic(invoice),
        *parts.section("4. Справочная информация", *_reference(invoice)),
        *parts.section(
            "5. Рассрочка платежа",
            parts.plain("Сведения о рассрочке в документе не указаны."),
            room=13 * mm,
        ),
    ]


def _people(invoice: Invoice) -> Flowable:
    provider = invoice.provider
    left = [("Период", month(invoice.period)), *parts.payer_pairs(invoice.payer)]
    right = [
        ("Исполнитель", parts.said(provider.name)),
        ("Адрес", parts.said(provider.address)),
        ("Телефон", parts.said(provider.phone)),
        ("Режим работы", parts.said(provider.hours)),
        ("ИНН / КПП", f"{parts.said(provider.inn)} / {parts.said(provider.kpp)}"),
        ("Расчётный счёт", parts.said(provider.account)),
        ("Банк", parts.said(provider.bank)),
        ("БИК", parts.said(provider.bic)),
        ("Корр. счёт", parts.said(provider.correspondent_account)),
    ]
    return parts.side_by_side([pairs(left, parts.HALF, LABEL)], [pairs(right, parts.HALF, LABEL)])


def _charges(invoice: Invoice) -> list[Flowable]:
    totals = parts.sums(
        [
            parts.opening(invoice.opening_debt),
            ("Начислено за период", invoice.charged),
            ("Пени", invoice.penalty),
            ("Оплачено за период", invoice.paid),
            ("Итого к оплате", invoice.total),
        ]
    )
    if not invoice.lines:
        return [parts.plain("Строки начислений в документе не указаны."), gap(2), totals]
    rows = parts.grouped(invoice.lines, [_cells(line) for line in invoice.lines], {})
    absent = words(ABSENT, style(7.2, colour="secondary"))
    return [ledger(CHARGES, [*rows, _total(invoice)]), gap(1.2), absent, gap(2), totals]


def _for_period(line: Line) -> Kopecks:
    return Kopecks(line.charged + line.recalculated - line.benefits)


def _cells(line: Line) -> tuple[str, ...]:
    return (
        line.service,
        line.unit,
        parts.exact(line.volume),
        BASES[line.basis],
        parts.exact(line.tariff, 2),
        amount(line.charged),
        parts.sum_or_blank(line.recalculated),
        parts.sum_or_blank(line.benefits),
        amount(_for_period(line)),
        parts.sum_or_blank(line.debt),
        amount(line.total),
    )


def _total(invoice: Invoice) -> Row:
    """The sum of the lines as printed, whatever the document's own total says."""
    lines = invoice.lines
    cells = (
        amount(Kopecks(sum(line.charged for line in lines))),
        parts.sum_or_blank(Kopecks(sum(line.recalculated for line in lines))),
        parts.sum_or_blank(Kopecks(sum(line.benefits for line in lines))),
        amount(Kopecks(sum(map(_for_period, lines)))),
        parts.sum_or_blank(Kopecks(sum(line.debt for line in lines))),
        amount(Kopecks(sum(line.total for line in lines))),
    )
    return Row(cells=("Сумма строк", "", "", "", "", *cells), total=True)


def _reference(invoice: Invoice) -> list[Flowable]:
    """Current readings, recalculations with their grounds, and the company's own notes."""
    readings = [parts.readings(invoice, known_current=True), gap(2)] if invoice.readings else []
    notes = [gap(2), *(words(text, style(8.6)) for text in invoice.notes)] if invoice.notes else []
    norms = parts.plain("Нормативы потребления и общедомовые показатели в документе не указаны.")
    return [*readings, parts.recalculations(invoice), *notes, norms]
