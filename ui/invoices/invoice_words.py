"""What is said of a bill: its sums, what changed, and what does not add up."""

from decimal import Decimal

from kiosk.domain import words
from kiosk.domain.comparison import Cause, Reason
from kiosk.domain.invoices import Check, Invoice, Mismatch
from kiosk.domain.money import Kopecks

HOW = {
    Check.LINE_CHARGED: "Начислено: объём × тариф",
    Check.LINE_TOTAL: "Итого: начислено, перерасчёт, льготы и долг",
    Check.CHARGED: "Сумма начислений по всем услугам",
    Check.TOTAL: "Долг, начисления и пени без оплаченного",
}
WHOLE = {Check.CHARGED: "Начислено за месяц", Check.TOTAL: "Итого к оплате"}


def period(invoice: Invoice) -> str:
    """«Март 2019»."""
    month = words.month(invoice.period)
    return month[:1].upper() + month[1:]


def debt(kopecks: Kopecks) -> str:
    """«Отсутствует», the sum, or the advance."""
    if kopecks == 0:
        return "Отсутствует"
    return words.money(kopecks) if kopecks > 0 else f"Переплата {words.money(Kopecks(-kopecks))}"


def signed(kopecks: Kopecks) -> str:
    """«+180,00», «−12,30», «0,00»."""
    return f"+{words.amount(kopecks)}" if kopecks > 0 else words.amount(kopecks)


def verdict(count: int) -> str:
    """The chip: whether the document's own arithmetic holds."""
    return f"расчёт не сходится: {count}" if count else "расчёт сходится"


def due(invoice: Invoice) -> str:
    """How the month's charge becomes the sum to pay; empty when they are the same."""
    if invoice.total == invoice.charged:
        return ""
    owed = invoice.opening_debt
    parts = (
        ("долг на начало месяца", max(owed, 0)),
        ("переплата на начало месяца", max(-owed, 0)),
        ("пени", invoice.penalty),
        ("оплачено", invoice.paid),
    )
    told = ", ".join(f"{name} {words.money(Kopecks(value))}" for name, value in parts if value)
    return f"Всего к оплате {words.money(invoice.total)}" + (f": {told}" if told else "")


def difference(invoice: Invoice, before: Invoice | None) -> str:
    """«На 214,10 ₽ больше, чем за сентябрь 2026»."""
    if before is None:
        return "Из чего складывается сумма"
    change, month = invoice.charged - before.charged, words.month(before.period).replace(" ", words.NBSP)
    if change == 0:
        return f"Столько же, сколько за {month}"
    size = words.money(Kopecks(abs(change)))
    return f"На {size} {'больше' if change > 0 else 'меньше'}, чем за {month}"


def explanation(cause: Cause | None) -> str:
    """Which service changed most, and why."""
    if cause is None:
        return ""
    change = f"Больше всего изменилось: {cause.service}, {signed(cause.change)}{words.NBSP}₽."
    return f"{change} {_why(cause)}".strip()


def mismatch(found: Mismatch) -> str:
    """«Паспортный стол: в документе 832,85, по расчёту 852,85»."""
    name = found.service or WHOLE.get(found.check, "")
    return f"{name}: в документе {words.amount(found.printed)}, по расчёту {words.amount(found.computed)}"


def _why(cause: Cause) -> str:
    match cause.reason:
        case Reason.NEW:
            return "Раньше эта услуга не начислялась."
        case Reason.GONE:
            return "Эта услуга больше не начисляется."
        case Reason.VOLUME:
            now, before = _volume(cause.now), _volume(cause.before)
            return f"Объём: {now}{words.NBSP}{_unit(cause.unit)}, было {before}{words.NBSP}{_unit(cause.unit)}."
        case Reason.TARIFF:
            return (
                f"Тариф: {words.number(cause.now, 2)}{words.NBSP}₽, был {words.number(cause.before, 2)}{words.NBSP}₽."
            )
        case Reason.RECALCULATED:
            return f"Перерасчёт: {words.number(cause.now, 2)}{words.NBSP}₽."
        case Reason.OTHER:
            return ""


def _volume(value: Decimal) -> str:
    places = -int(value.normalize().as_tuple().exponent)
    return words.number(value, max(0, places))


def _unit(unit: str) -> str:
    return {"м2": "м²", "м3": "м³"}.get(unit, unit)
