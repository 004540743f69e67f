"""The demonstration's accounts: the manual's 10117 and neighbours, one for each way of being linked."""

from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from zoneinfo import ZoneInfo

from kiosk.domain.accounts import Account
from kiosk.domain.appeals import Appeal
from kiosk.domain.invoices import Invoice
from kiosk.domain.meters import Meter, Reading, Resource
from kiosk.domain.money import Kopecks
from kiosk.domain.payments import Payment
from sync.server.demo import appeals, bills_43, bills_924
from sync.server.demo.places import HOME, OTHER, PYATAKOVA, STREET, ZONE

RESIDENT = "+79281234567"
"""The demonstration's phone: 10117 is linked to it and confirmed; it is the company's own for 10118."""
NEIGHBOUR = "+79281234568"
"""The company's own phone for 10120."""
PASSWORD = "Teplo-2019"  # noqa: S105 — a demonstration's password, printed by `seed`
"""Of account 10119."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Household:
    """An account with all that is told of it; `linked_to` are phones whose links are confirmed."""

    account: Account
    building_id: str
    known_phone: str | None = None
    password: str | None = None
    linked_to: tuple[str, ...] = ()
    appeals: tuple[Appeal, ...] = ()
    invoices: tuple[Invoice, ...] = ()
    payments: tuple[Payment, ...] = ()
    meters: tuple[Meter, ...] = ()
    shares: tuple[tuple[str, Decimal], ...] = ()
    """Phones of verified owners, and their shares of the common property in percent."""

    @property
    def readings(self) -> tuple[Reading, ...]:
        """What each meter showed at the end of the last months, oldest first; the newest is what the meter tells."""
        return tuple(reading for meter in self.meters for reading in _readings(meter))


def households(today: date) -> tuple[Household, ...]:
    """Everybody, with what depends on the calendar counted from `today`."""
    return (_manual(today), _other_company(today), _by_password(today), _empty())


def _manual(today: date) -> Household:
    """Account 10117, as the cabinet's manual shows it."""
    return Household(
        account=_account("10117", "Мартынович Александр Владимирович", None, STREET, "17", debt=0),
        building_id=HOME,
        linked_to=(RESIDENT,),
        appeals=appeals.APPEALS,
        invoices=bills_924.invoices(),
        payments=(
            _payment("317", date(2017, 7, 11), 309805),
            _payment("285", date(2017, 6, 21), 365910),
            _payment("255", date(2017, 5, 14), 310410),
            _payment("221", date(2017, 4, 19), 421390),
            _payment("191", date(2017, 3, 19), 593025),
        ),
        meters=(
            _meter("10117-1", Resource.COLD_WATER, "16-103382", "Санузел", "204.518", today, 2),
            _meter("10117-2", Resource.HOT_WATER, "16-103415", "Санузел", "117.092", today, 2),
            _meter("10117-3", Resource.ELECTRICITY, "008811250", "Щит на этаже", "21874", today, 7),
        ),
        shares=((RESIDENT, Decimal("1.4482")),),
    )


def _other_company(today: date) -> Household:
    """Account 10118: another building, valid bank requisites, form 43/пр, a phone the company knows."""
    invoices = bills_43.invoices(today)
    earlier, latest = invoices
    return Household(
        account=_account(
            "10118", "Мартынович Елена Сергеевна", RESIDENT, PYATAKOVA, "4", living=2, registered=2, debt=latest.total
        ),
        building_id=OTHER,
        known_phone=RESIDENT,
        invoices=invoices,
        payments=(_payment("402", bills_43.month_back(today, 1).replace(day=12), earlier.total, "Банковская карта"),),
        meters=(
            _meter("10118-1", Resource.COLD_WATER, "18-204517", "Кухня", "61.300", today, 1),
            _meter("10118-2", Resource.HOT_WATER, "18-204633", "Кухня", "37.520", today, 1),
            _meter("10118-3", Resource.ELECTRICITY, "009217481", "Щит на этаже", "5121", today, 9),
        ),
    )


def _by_password(today: date) -> Household:
    """Account 10119: linked by login and password; little is known of it."""
    return Household(
        account=_account("10119", "Соколова Нина Павловна", None, STREET, "18", living=1, registered=1, debt=124350),
        building_id=HOME,
        password=PASSWORD,
        payments=(_payment("398", bills_43.month_back(today, 1).replace(day=9), 298410, "Почта России"),),
        meters=(_meter("10119-1", Resource.COLD_WATER, "17-880214", "Ванная", "98.004", today, 0),),
    )


def _empty() -> Household:
    """Account 10120: nothing was ever charged, filed or paid here, and charges are kept elsewhere."""
    return Household(
        account=_account("10120", "Ким Виктор Андреевич", NEIGHBOUR, STREET, "19", living=3, registered=3, debt=None),
        building_id=HOME,
        known_phone=NEIGHBOUR,
    )


def _account(
    number: str,
    owner: str,
    phone: str | None,
    address: str,
    apartment: str,
    *,
    living: int = 0,
    registered: int = 0,
    debt: int | None,
) -> Account:
    return Account(
        id=number,
        number=number,
        owner=owner,
        phone=phone,
        address=address,
        apartment=apartment,
        living=living,
        registered=registered,
        debt=None if debt is None else Kopecks(debt),
    )


def _payment(number: str, paid_on: date, total: int, method: str = "") -> Payment:
    return Payment(id=f"payment-{number}", number=number, paid_on=paid_on, total=Kopecks(total), method=method)


def _meter(id_: str, resource: Resource, serial: str, place: str, value: str, today: date, years: int) -> Meter:
    """Verified for `years` more years; read on the 23rd of last month."""
    month = bills_43.month_back(today, 1)
    return Meter(
        id=f"meter-{id_}",
        resource=resource,
        serial=serial,
        place=place,
        unit="кВт·ч" if resource is Resource.ELECTRICITY else "м³",
        verified_until=date(month.year + years, 12, 15),
        last_values=(Decimal(value),),
        last_read_on=month.replace(day=23),
    )


def _readings(meter: Meter) -> tuple[Reading, ...]:
    (last,), read_on = meter.last_values, meter.last_read_on
    if read_on is None:
        return ()
    monthly = Decimal(146) if meter.resource is Resource.ELECTRICITY else Decimal("3.215")
    days = [bills_43.month_back(read_on, back).replace(day=read_on.day) for back in (2, 1, 0)]
    return tuple(
        Reading(
            id=f"reading-{meter.id}-{day:%Y-%m}",
            meter_id=meter.id,
            values=(last - monthly * back,),
            taken_at=datetime.combine(day, time(19, 30), ZoneInfo(ZONE)),
        )
        for back, day in zip((2, 1, 0), days, strict=True)
    )
