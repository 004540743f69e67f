"""Bills to render: the manual's own, and the awkward ones."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from kiosk.domain.invoices import Basis, Form, Invoice, Line, MeterReading, Payer, Provider
from kiosk.domain.money import Kopecks, cost

PAYER = Payer(
    name="Мартынович Александр Владимирович",
    account_number="10117",
    address="г. Волгодонск, ул. 100 стрелковой дивизии, 1, кв. 17",
    total_area=Decimal("61.00"),
    account_area=Decimal("61.00"),
    living=0,
    registered=0,
)
PROVIDER = Provider(
    name="ООО «ТеплоДом»",
    address="38363800, Воронежская обл, г. Воронеж, ул. 20-летия ВЛКСМ, д. 111, корп. А",
    phone="8 (800) 550-0735",
    hours="круглосуточно",
    inn="3661057530",
    kpp="366101001",
    account="79187987987971987987",
    bank=None,
    bic=None,
    correspondent_account=None,
)


def line(service: str, volume: str, tariff: str, basis: Basis = Basis.AREA, unit: str = "м²", debt: int = 0) -> Line:
    """A line that adds up."""
    charged = cost(Decimal(volume), Decimal(tariff))
    return Line(
        section="Жилищные услуги",
        service=service,
        unit=unit,
        volume=Decimal(volume),
        basis=basis,
        tariff=Decimal(tariff),
        charged=charged,
        debt=Kopecks(debt),
        total=Kopecks(charged + debt),
    )


def misprinted(right: Line, charged: int, total: int) -> Line:
    """The same line with other sums printed."""
    return replace(right, charged=Kopecks(charged), total=Kopecks(total))


MANUAL_LINES = (
    line("Водоотведение СОИ", "9.944482", "30.10", Basis.COMMON, "м³", 118070),
    misprinted(line("ГВС СОИ", "4.3482", "150.00", Basis.INDIVIDUAL, "м³", 243640), 65193, 308833),
    misprinted(line("Паспортный стол", "61", "1.05", debt=78880), 6405, 83285),
    replace(line("Отопление", "1.214", "1932.28", Basis.NORM, "Гкал"), section="Коммунальные услуги"),
)
READINGS = (
    MeterReading(
        service="Горячее водоснабжение",
        serial="ВСГ-15 № 4471802",
        previous=Decimal("211.4"),
        current=Decimal("215.7482"),
        unit="м³",
    ),
    MeterReading(
        service="Электроснабжение, день", serial="", previous=Decimal(10432), current=Decimal(10561), unit="кВт·ч"
    ),
)


def invoice(lines: tuple[Line, ...] = MANUAL_LINES, form: Form = Form.F924, **other: object) -> Invoice:
    """The manual's № 5531 with these lines; its own sums add up to them."""
    charged = Kopecks(sum(each.charged + each.recalculated - each.benefits for each in lines))
    values: dict[str, object] = {
        "id": "i1",
        "number": "5531",
        "period": date(2019, 2, 1),
        "form": form,
        "charged": charged,
        "opening_debt": Kopecks(4336761),
        "paid": Kopecks(0),
        "total": Kopecks(4336761 + charged),
        "payer": PAYER,
        "provider": PROVIDER,
        "lines": lines,
    }
    return Invoice(**{**values, **other})  # type: ignore[arg-type]


def long_invoice(count: int, form: Form = Form.F924) -> Invoice:
    """A bill of so many lines, in four sections."""
    sections = ("Жилищные услуги", "Коммунальные услуги", "Капитальный ремонт", "Прочие услуги")
    lines = tuple(
        replace(
            line(
                f"Услуга номер {n + 1} с довольно длинным названием", f"{n + 1}.{n:03}", "31.456789", list(Basis)[n % 4]
            ),
            section=sections[n * 4 // max(count, 1)],
        )
        for n in range(count)
    )
    return invoice(lines, form, readings=READINGS)


HUGE = Kopecks(999_999_999_999)
HUGE_LINES = (
    Line(
        section="Прочие услуги",
        service="Очень большая сумма с очень длинным и неудобным названием услуги, не помещающимся в строку",
        unit="кВт·ч",
        volume=Decimal("12345678.1234567"),
        basis=Basis.COMMON,
        tariff=Decimal("123456.123456"),
        charged=HUGE,
        recalculated=Kopecks(-HUGE),
        benefits=HUGE,
        debt=Kopecks(-HUGE),
        total=Kopecks(-HUGE),
    ),
    *MANUAL_LINES,
)
