"""What a company might say of appeals: types, an account, appeals with the holes of old data."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from kiosk.domain.accounts import Account
from kiosk.domain.appeals import Appeal, AppealEvent, AppealStatus, AppealType, FileAppeal, Visit
from kiosk.domain.company import Building, CompanyProfile, Modules
from kiosk.domain.errors import Refused
from kiosk.refusals import Refusal

ZONE = ZoneInfo("Europe/Moscow")
NOW = datetime(2026, 11, 23, 8, 36, tzinfo=UTC)
"""11:36 in the building, a Monday."""
ACCOUNT = "a-10117"

COMPANY = CompanyProfile(
    id="company",
    name="ООО «УК Жилищный стандарт»",
    office="г. Волгодонск, ул. Пятакова, 17, оф. 201",
    dispatcher_phones=("+78007654321", "+78639221122"),
    emergency_advice="Назовите адрес, подъезд и этаж, что случилось и не угрожает ли это людям.",
    modules=Modules(),
)
PLACE = Building(
    id="building-1",
    street="Волгодонск, ул. 100 стрелковой дивизии",
    house="Дом 1, подъезд 2",
    timezone="Europe/Moscow",
)
FLAT = Account(
    id=ACCOUNT,
    number="10117",
    owner="Мартынович Александр Владимирович",
    phone=None,
    address="г. Волгодонск, ул. 100 стрелковой дивизии, 1, кв. 17",
    apartment="17",
    living=2,
    registered=2,
    debt=None,
)


def _type(id: str, parent: str | None, name: str, icon: str, position: int, *, leak: bool = False) -> AppealType:
    return AppealType(
        id=id,
        parent_id=parent,
        name=name,
        icon=icon,
        position=position,
        emergency=leak,
        limit="Аварийная служба ответит за 5 минут и остановит течь за 30" if leak else "Ответ – до 10 рабочих дней",
        act="ПП РФ № 416, п. 13" if leak else "ПП РФ № 416",
        phrases=("Течёт сейчас", "Нет воды", "Слабый напор") if parent == "water" else ("Не работает", "Шумит"),
    )


TYPES = (
    _type("water", None, "Холодное и горячее водоснабжение", "droplet", 1),
    _type("water-leak", "water", "Авария: прорвало трубу, течёт вода", "alert-triangle", 2, leak=True),
    _type("water-none", "water", "Нет воды или слабый напор", "droplet", 3),
    _type("power", None, "Электричество и освещение", "bolt", 4),
    _type("power-light", "power", "Не горит свет в подъезде", "bulb", 5),
    _type("lift", None, "Лифт", "elevator", 6),
    _type("lift-stuck", "lift", "Застрял человек", "alert-triangle", 7, leak=True),
    _type("lift-broken", "lift", "Лифт не работает", "elevator", 8),
    _type("heat", None, "Отопление", "temperature", 9),
    _type("yard", None, "Двор и благоустройство придомовой территории", "plant", 10),
    _type("other", None, "Другое", "message", 11),
)


def appeal(number: int, status: AppealStatus = AppealStatus.IN_WORK, days_ago: int = 3, **values: object) -> Appeal:
    """A plain appeal; `values` replace any of its fields."""
    filed = NOW - timedelta(days=days_ago, hours=2)
    plain: dict[str, object] = {
        "type_id": "water-none",
        "type_name": "Нет воды или слабый напор",
        "text": "Вторые сутки из крана на кухне идёт тонкая струйка холодной воды, в ванной то же самое.",
        "visit": Visit(on=date(2026, 11, 24), start=time(15), end=time(17)),
        "history": (
            AppealEvent(at=filed, status=AppealStatus.NEW),
            AppealEvent(at=filed + timedelta(hours=3), status=status, note="Передано слесарю участка № 3"),
        ),
    }
    return Appeal(id=f"id-{number}", number=str(number), status=status, filed_at=filed, **{**plain, **values})  # type: ignore[arg-type]


def refused(op_id: str, why: Refused, conflict: bool = False) -> Refusal:
    """The company refused to take an appeal."""
    return Refusal(
        id=op_id,
        operation=FileAppeal.kind,
        command=None,
        made_at=NOW,
        reason=why,
        conflict=conflict,
        concerns=f"appeal:{op_id}",
    )


APPEALS = (
    appeal(301, days_ago=1),
    appeal(297, AppealStatus.POSTPONED, days_ago=6, postponed_until=date(2026, 12, 3), text="Не закрывается дверь"),
    appeal(268, AppealStatus.DONE, days_ago=20, type_id="lift-broken", type_name="Лифт не работает", visit=None),
    appeal(
        209,
        AppealStatus.CLOSED,
        days_ago=900,
        type_id=None,
        type_name="",
        text="",
        visit=Visit(on=date(2019, 3, 15)),
        history=(),
    ),
    appeal(185, AppealStatus.CANCELLED, days_ago=950, photos=("0" * 64,)),
)
