"""Documents of form 43/пр of a company with valid requisites: two months counted back from seeding, with readings."""

from datetime import date
from decimal import Decimal

from kiosk.domain.invoices import Basis, Form, Invoice, Line, MeterReading, Payer, Provider
from sync.server.demo.bills import EXTRA, HOUSING, REPAIR, UTILITIES, bill, line
from sync.server.demo.places import PYATAKOVA

PAYER = Payer(
    name="Мартынович Елена Сергеевна",
    account_number="10118",
    address=f"{PYATAKOVA}, кв. 4",
    total_area=Decimal("47.60"),
    account_area=Decimal("47.60"),
    living=2,
    registered=2,
)

PROVIDER = Provider(
    name='ООО "Волгодом"',
    address="347360, Ростовская обл, г. Волгодонск, ул. Ленина, д. 64",
    phone="8 (863) 920-00-64",
    hours="пн–пт с 8:00 до 17:00, аварийная служба круглосуточно",
    inn="6143015824",
    kpp="614301001",
    account="40702810138250123017",
    bank="ПАО Сбербанк г. Москва",
    bic="044525225",
    correspondent_account="30101810400000000225",
)


def month_back(today: date, months: int) -> date:
    """The first day of the month so many months before today's."""
    index = today.year * 12 + today.month - 1 - months
    return date(index // 12, index % 12 + 1, 1)


def invoices(today: date) -> tuple[Invoice, ...]:
    """The month before last, paid, and last month, to be paid."""
    earlier = _month(month_back(today, 2), "7211", ("4.120", "2.905", "148"), ("52.310", "31.400", "4812"))
    paid = earlier.total
    latest = _month(
        month_back(today, 1),
        "7348",
        ("4.870", "3.215", "161"),
        ("56.430", "34.305", "4960"),
        owed=paid,
        recalculated=-12040,
    )
    return earlier, latest


def _month(
    period: date,
    number: str,
    volumes: tuple[str, str, str],
    previous: tuple[str, str, str],
    *,
    owed: int = 0,
    recalculated: int = 0,
) -> Invoice:
    notes = ("Перерасчёт за горячую воду: перерыв в подаче сверх допустимого, ПП РФ № 354, приложение 1.",)
    return bill(
        f"invoice-{number}",
        number,
        period,
        Form.F43,
        PAYER,
        PROVIDER,
        _lines(volumes, recalculated),
        opening_debt=owed,
        paid=owed,
        readings=_readings(volumes, previous),
        notes=notes if recalculated else (),
    )


def _lines(volumes: tuple[str, str, str], recalculated: int) -> tuple[Line, ...]:
    cold, hot, power = volumes
    drained = str(Decimal(cold) + Decimal(hot))
    return (
        line(HOUSING, "Содержание жилого помещения", "м2", "47.60", Basis.AREA, "24.35"),
        line(HOUSING, "Холодная вода на СОИ", "м3", "0.4284", Basis.COMMON, "52.18"),
        line(HOUSING, "Электроэнергия на СОИ", "кВт·ч", "21.42", Basis.COMMON, "5.934"),
        line(UTILITIES, "Холодное водоснабжение", "м3", cold, Basis.INDIVIDUAL, "52.18"),
        line(UTILITIES, "Горячее водоснабжение", "м3", hot, Basis.INDIVIDUAL, "214.763", recalculated=recalculated),
        line(UTILITIES, "Водоотведение", "м3", drained, Basis.INDIVIDUAL, "41.07"),
        line(UTILITIES, "Отопление", "Гкал", "0.7235164", Basis.COMMON, "2841.276"),
        line(UTILITIES, "Электроснабжение", "кВт·ч", power, Basis.INDIVIDUAL, "5.934"),
        line(UTILITIES, "Обращение с ТКО", "чел.", "2", Basis.NORM, "118.94"),
        line(REPAIR, "Взнос на капитальный ремонт", "м2", "47.60", Basis.AREA, "12.88"),
        line(EXTRA, "Домофон", "кв.", "1", Basis.NORM, "60.00"),
    )


def _readings(volumes: tuple[str, str, str], previous: tuple[str, str, str]) -> tuple[MeterReading, ...]:
    meters = (
        ("Холодное водоснабжение", "18-204517", "м3"),
        ("Горячее водоснабжение", "18-204633", "м3"),
        ("Электроснабжение", "009217481", "кВт·ч"),
    )
    return tuple(
        MeterReading(
            service=service, serial=serial, previous=Decimal(before), current=Decimal(before) + Decimal(used), unit=unit
        )
        for (service, serial, unit), used, before in zip(meters, volumes, previous, strict=True)
    )
