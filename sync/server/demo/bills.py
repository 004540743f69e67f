"""Making bills that add up: sums are computed from volumes and tariffs, unless a misprint is copied on purpose."""

from datetime import date
from decimal import Decimal

from kiosk.domain.invoices import Basis, Form, Invoice, Line, MeterReading, Payer, Provider
from kiosk.domain.money import Kopecks, cost

HOUSING, UTILITIES, REPAIR, EXTRA = "Жилищные услуги", "Коммунальные услуги", "Капитальный ремонт", "Прочие услуги"


def line(
    section: str,
    service: str,
    unit: str,
    volume: str,
    basis: Basis,
    tariff: str,
    *,
    debt: int = 0,
    recalculated: int = 0,
    benefits: int = 0,
    printed: tuple[int | None, int | None] = (None, None),
) -> Line:
    """A line that adds up; `printed` replaces what is charged or the total. Sums in kopecks."""
    charged = printed[0] if printed[0] is not None else cost(Decimal(volume), Decimal(tariff))
    total = printed[1] if printed[1] is not None else charged + recalculated - benefits + debt
    return Line(
        section=section,
        service=service,
        unit=unit,
        volume=Decimal(volume),
        basis=basis,
        tariff=Decimal(tariff),
        charged=Kopecks(charged),
        recalculated=Kopecks(recalculated),
        benefits=Kopecks(benefits),
        debt=Kopecks(debt),
        total=Kopecks(total),
    )


def bill(
    id_: str,
    number: str,
    period: date,
    form: Form,
    payer: Payer,
    provider: Provider,
    lines: tuple[Line, ...],
    *,
    opening_debt: int = 0,
    paid: int = 0,
    readings: tuple[MeterReading, ...] = (),
    notes: tuple[str, ...] = (),
) -> Invoice:
    """A document whose own totals add up. Sums in kopecks."""
    charged = sum(one.charged + one.recalculated - one.benefits for one in lines)
    return Invoice(
        id=id_,
        number=number,
        period=period,
        form=form,
        charged=Kopecks(charged),
        opening_debt=Kopecks(opening_debt),
        paid=Kopecks(paid),
        total=Kopecks(opening_debt + charged - paid),
        payer=payer,
        provider=provider,
        lines=lines,
        readings=readings,
        notes=notes,
    )
