"""A bill in the six sections of order № 924/пр (2014), columns as the company's cabinet shows them."""

from reportlab.lib.units import mm
from reportlab.platypus import Flowable

from kiosk.documents import invoice_parts as parts
from kiosk.documents.sheet import gap, style, words
from kiosk.documents.tables import Column, Row, ledger, pairs
from kiosk.domain.invoices import Basis, Invoice, Line, Provider
from kiosk.domain.money import Kopecks
from kiosk.domain.words import NBSP, amount

PURPOSE = "для внесения платы за содержание и ремонт жилого помещения и предоставление коммунальных услуг"
LABEL = 24 * mm

RECIPIENT = (
    Column(head="Получатель платежа", figures=False, least=30 * mm),
    Column(head="Банковский счёт и реквизиты", figures=False, least=50 * mm),
    Column(head="Лицевой счёт плательщика", figures=False, least=24 * mm),
    Column(head="Виды услуг", figures=False, least=36 * mm),
    Column(head="Начислено за расчётный период, руб.", least=28 * mm),
)
CHARGES = (
    Column(head="Вид услуги", figures=False, least=36 * mm),
    Column(head="Ед. изм.", figures=False, least=11 * mm),
    Column(head="Объём услуг", marks=True),
    Column(head="Тариф, руб./ед."),
    Column(head="Начислено, руб."),
    Column(head="Перерасчёты, руб."),
    Column(head="Льготы, субсидии, руб."),
    Column(head="Долг, аванс, руб."),
    Column(head="Итого к оплате, руб."),
)
FOOTNOTES = {
    Basis.INDIVIDUAL: ("(1)", "объём по показаниям индивидуальных (квартирных) приборов учёта"),
    Basis.COMMON: ("(2)", "объём по показаниям общедомовых приборов учёта"),
    Basis.NORM: ("(3)", "объём по нормативам потребления"),
}


def sections(invoice: Invoice) -> list[Flowable]:
    """The document's story, section by section."""
    return [
        *parts.head(invoice, PURPOSE),
        *parts.section("Раздел 1. Сведения о плательщике и исполнителе услуг", _people(invoice)),
        *parts.section("Раздел 2. Информация для внесения платы получателю платежа", *_recipient(invoice)),
        *parts.section("Раздел 3. Расчёт размера платы за содержание жилого помещения и услуги", *_charges(invoice)),
        *parts.arithmetic(invoice),
        *parts.section("Раздел 4. Справочная информация", *_reference(invoice)),
        *parts.section("Раздел 5. Сведения о перерасчётах", parts.recalculations(invoice), room=13 * mm),
        *parts.section(
            "Раздел 6. Сведения о рассрочке платежа",
            parts.plain("Сведения о рассрочке в документе не указаны."),
            room=13 * mm,
        ),
    ]


def _people(invoice: Invoice) -> Flowable:
    provider = invoice.provider
    return parts.side_by_side(
        [pairs(parts.payer_pairs(invoice.payer), parts.HALF, LABEL)],
        [
            pairs(
                [
                    ("Исполнитель", parts.said(provider.name)),
                    ("Адрес", parts.said(provider.address)),
                    ("Телефон", parts.said(provider.phone)),
                    ("Режим работы", parts.said(provider.hours)),
                ],
                parts.HALF,
                LABEL,
            )
        ],
    )


def requisites(provider: Provider) -> str:
    """Bank details in one paragraph, each hole said."""
    details = {
        "ИНН": provider.inn,
        "КПП": provider.kpp,
        "р/с": provider.account,
        "банк": provider.bank,
        "БИК": provider.bic,
        "к/с": provider.correspondent_account,
    }
    return ", ".join(f"{name}{NBSP}{parts.said(value)}" for name, value in details.items())


def _recipient(invoice: Invoice) -> list[Flowable]:
    services = ", ".join(dict.fromkeys(line.section for line in invoice.lines if line.section))
    row = Row(
        cells=(
            parts.said(invoice.provider.name),
            requisites(invoice.provider),
            parts.said(invoice.payer.account_number),
            parts.said(services, "не указаны"),
            amount(invoice.charged),
        )
    )
    totals = [
        parts.opening(invoice.opening_debt),
        ("Начислено за период", invoice.charged),
        *([("Пени", invoice.penalty)] if invoice.penalty else []),
        ("Оплачено за период", invoice.paid),
        ("Итого к оплате", invoice.total),
    ]
    return [ledger(RECIPIENT, [row], stretch=1), gap(2), parts.sums(totals)]


def _charges(invoice: Invoice) -> list[Flowable]:
    if not invoice.lines:
        return [parts.plain("Строки начислений в документе не указаны.")]
    marks = {i: FOOTNOTES[line.basis][0] for i, line in enumerate(invoice.lines) if line.basis in FOOTNOTES}
    rows = parts.grouped(invoice.lines, [_cells(line) for line in invoice.lines], marks)
    used = {line.basis for line in invoice.lines}
    notes = "; ".join(f"{mark} {text}" for basis, (mark, text) in FOOTNOTES.items() if basis in used)
    table = ledger(CHARGES, [*rows, _total(invoice)])
    return [table, gap(1.2), words(f"{notes}." if notes else "", style(7.2, colour="secondary"))]


def _cells(line: Line) -> tuple[str, ...]:
    return (
        line.service,
        line.unit,
        parts.exact(line.volume),
        parts.exact(line.tariff, 2),
        amount(line.charged),
        parts.sum_or_blank(line.recalculated),
        parts.sum_or_blank(line.benefits),
        parts.sum_or_blank(line.debt),
        amount(line.total),
    )


def _total(invoice: Invoice) -> Row:
    """The sum of the lines as printed, whatever the document's own total says."""
    lines = invoice.lines
    columns = (
        sum(line.charged for line in lines),
        sum(line.recalculated for line in lines),
        sum(line.benefits for line in lines),
        sum(line.debt for line in lines),
        sum(line.total for line in lines),
    )
    first, *middle, last = map(Kopecks, columns)
    cells = (amount(first), *map(parts.sum_or_blank, middle), amount(last))
    return Row(cells=("Сумма строк", "", "", "", *cells), total=True)


def _reference(invoice: Invoice) -> list[Flowable]:
    notes = [words(text, style(8.6)) for text in invoice.notes]
    return [parts.readings(invoice, known_current=True), *([gap(2), *notes] if notes else [])]
