"""The manual's five documents, form 924/пр. №5531 keeps the two misprints of its picture; everything else adds up."""

from datetime import date
from decimal import Decimal

from kiosk.domain.invoices import Basis, Form, Invoice, Line, Payer, Provider
from sync.server.demo.bills import EXTRA, HOUSING, REPAIR, UTILITIES, bill, line
from sync.server.demo.places import STREET

PAYER = Payer(
    name="Мартынович Александр Владимирович",
    account_number="10117",
    address=f"{STREET}, кв. 17",
    total_area=Decimal("61.00"),
    account_area=Decimal("61.00"),
    living=0,
    registered=0,
)

PROVIDER = Provider(
    name='ООО "ТеплоДом"',
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
"""As the manual prints it: the account has a form no bank gives, and there is no БИК."""


def invoices() -> tuple[Invoice, ...]:
    """№5575 twice, №5531 twice, №3703. Of one period the greater id is listed first: the services, then the repair."""
    repair = (line(REPAIR, "Взнос на капитальный ремонт", "м2", "61", Basis.AREA, "5.50"),)
    return (
        _bill("5575-2", "5575", date(2019, 3, 1), _march_2019(), opening_debt=4704800),
        _bill("5575-1", "5575", date(2019, 3, 1), repair),
        _bill("5531-2", "5531", date(2019, 2, 1), _february_2019(), opening_debt=4336761),
        _bill("5531-1", "5531", date(2019, 2, 1), repair),
        _bill("3703-1", "3703", date(2018, 3, 1), _march_2018(), opening_debt=1871240),
    )


def _bill(id_: str, number: str, period: date, lines: tuple[Line, ...], opening_debt: int = 0) -> Invoice:
    return bill(f"invoice-{id_}", number, period, Form.F924, PAYER, PROVIDER, lines, opening_debt=opening_debt)


def _february_2019() -> tuple[Line, ...]:
    """The three lines of the manual's picture, misprints as printed, and lines that make up the rest."""
    return (
        line(HOUSING, "Водоотведение СОИ", "м3", "9.944482", Basis.COMMON, "30.10", debt=118070),
        line(HOUSING, "ГВС СОИ", "м3", "4.3482", Basis.NORM, "150.00", debt=243640, printed=(65193, None)),
        line(HOUSING, "Паспортный стол", "м2", "61", Basis.AREA, "1.05", debt=78880, printed=(None, 83285)),
        line(HOUSING, "Содержание общего имущества", "м2", "61", Basis.AREA, "15.40", debt=1284010),
        line(HOUSING, "Текущий ремонт", "м2", "61", Basis.AREA, "5.20", debt=433630),
        line(HOUSING, "ХВС СОИ", "м3", "1.7873", Basis.COMMON, "38.54", debt=91240),
        line(HOUSING, "Электроэнергия СОИ", "кВт·ч", "12.3", Basis.COMMON, "3.96", debt=64180),
        line(UTILITIES, "Отопление", "Гкал", "0.644047", Basis.COMMON, "1934.47", debt=1960111),
        line(EXTRA, "Домофон", "кв.", "1", Basis.NORM, "45.00", debt=63000),
    )


def _march_2019() -> tuple[Line, ...]:
    """The month after: what was due in February is now owed; the sums are right."""
    return (
        line(HOUSING, "Водоотведение СОИ", "м3", "9.944482", Basis.COMMON, "30.10", debt=148003),
        line(HOUSING, "ГВС СОИ", "м3", "4.3482", Basis.NORM, "150.00", debt=308833),
        line(HOUSING, "Паспортный стол", "м2", "61", Basis.AREA, "1.05", debt=85285),
        line(HOUSING, "Содержание общего имущества", "м2", "61", Basis.AREA, "15.40", debt=1377950),
        line(HOUSING, "Текущий ремонт", "м2", "61", Basis.AREA, "5.20", debt=465350),
        line(HOUSING, "ХВС СОИ", "м3", "1.7873", Basis.COMMON, "38.54", debt=98128),
        line(HOUSING, "Электроэнергия СОИ", "кВт·ч", "12.3", Basis.COMMON, "3.96", debt=69051),
        line(UTILITIES, "Отопление", "Гкал", "0.643892", Basis.COMMON, "1934.47", debt=2084700),
        line(EXTRA, "Домофон", "кв.", "1", Basis.NORM, "45.00", debt=67500),
    )


def _march_2018() -> tuple[Line, ...]:
    return (
        line(HOUSING, "Содержание общего имущества", "м2", "61", Basis.AREA, "14.95", debt=717200),
        line(HOUSING, "Текущий ремонт", "м2", "61", Basis.AREA, "4.80", debt=230400),
        line(HOUSING, "Паспортный стол", "м2", "61", Basis.AREA, "1.05", debt=50400),
        line(HOUSING, "ХВС СОИ", "м3", "1.7873", Basis.COMMON, "37.21", debt=53200),
        line(HOUSING, "Электроэнергия СОИ", "кВт·ч", "12.3", Basis.COMMON, "3.81", debt=37480),
        line(UTILITIES, "Отопление", "Гкал", "0.511636", Basis.COMMON, "1873.05", debt=745560),
        line(EXTRA, "Домофон", "кв.", "1", Basis.NORM, "40.00", debt=37000),
    )
