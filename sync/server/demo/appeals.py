"""The five appeals of the manual, holes included: a type «н/у», an empty text, a visit date without hours."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from kiosk.domain.appeals import Appeal, AppealEvent, AppealStatus, Visit
from sync.server.demo import types
from sync.server.demo.places import ZONE

LAST_NUMBER = 302
"""The next appeal gets the number of the manual's example: 303."""

_NEW, _WORK, _DONE, _CLOSED = AppealStatus.NEW, AppealStatus.IN_WORK, AppealStatus.DONE, AppealStatus.CLOSED
_TAKEN = "Обращение получено."


def _moment(year: int, month: int, day: int, hour: int, minute: int) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=ZoneInfo(ZONE))


def _appeal(
    number: str,
    type_id: str | None,
    text: str,
    filed_at: datetime,
    *later: tuple[datetime, AppealStatus, str],
    visit: Visit | None = None,
) -> Appeal:
    events = [AppealEvent(at=filed_at, status=_NEW, note=_TAKEN)]
    events += [AppealEvent(at=at, status=status, note=note) for at, status, note in later]
    return Appeal(
        id=f"appeal-{number}",
        number=number,
        type_id=type_id,
        type_name=types.name_of(type_id) if type_id else "н/у",
        text=text,
        status=events[-1].status,
        filed_at=filed_at,
        visit=visit,
        history=tuple(events),
    )


APPEALS = (
    _appeal(
        "301",
        types.WATER,
        "Прорвало трубы",
        _moment(2019, 11, 17, 11, 36),
        (_moment(2019, 11, 17, 11, 44), _WORK, "Заявка передана мастеру участка."),
    ),
    _appeal(
        "297",
        types.HEATING,
        "Трубы горят!",
        _moment(2019, 11, 15, 1, 23),
        (_moment(2019, 11, 15, 8, 10), _WORK, "Мастер проверит температуру в стояке."),
    ),
    _appeal(
        "268",
        types.KEY,
        "Прошу выдать ключ на домофон",
        _moment(2019, 10, 13, 3, 32),
        visit=Visit(on=date(2019, 10, 18)),
    ),
    _appeal(
        "209",
        None,
        "содержание",
        _moment(2019, 6, 20, 2, 27),
        (_moment(2019, 6, 20, 9, 0), _WORK, ""),
        (_moment(2019, 6, 21, 15, 20), _CLOSED, "Работы выполнены."),
    ),
    _appeal(
        "185",
        types.SEWERAGE,
        "",
        _moment(2019, 6, 10, 2, 11),
        (_moment(2019, 6, 10, 8, 30), _WORK, ""),
        (_moment(2019, 6, 10, 12, 5), _DONE, "Стояк прочищен."),
        (_moment(2019, 6, 17, 12, 5), _CLOSED, ""),
    ),
)
