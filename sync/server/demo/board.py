"""What the board shows, counted from the time of seeding: an outage going on, one to come, news, a meeting."""

from datetime import datetime, time, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from kiosk.domain.meetings import Meeting, Question
from kiosk.domain.notices import Notice, NoticeKind, Service
from sync.server.demo.places import ZONE

_QUESTIONS = (
    "Избрать председателем собрания Соколову Н. П., секретарём – Кима В. А.",
    "Провести капитальный ремонт кровли в 2027 году за счёт фонда капитального ремонта.",
    "Утвердить смету ремонта кровли: не больше 4 860 000 рублей.",
)
_FOUR_HOURS, _DAY = 240, 1440
"""Allowed at once, minutes: water 4 h; electricity on one feed 24 h."""


def notices(now: datetime) -> tuple[Notice, ...]:
    """The building's notices as of `now`."""
    started = now.replace(second=0, microsecond=0) - timedelta(hours=2, minutes=26)
    ends = (now + timedelta(hours=3)).replace(minute=0, second=0, microsecond=0)
    return (
        Notice(
            id="outage-now",
            notice=NoticeKind.EMERGENCY_OUTAGE,
            title="Нет горячей воды",
            text="Аварийное отключение: замена участка трубы в подвале. Стояки 3–6.",
            published_at=started,
            services=(Service.HOT_WATER,),
            starts_at=started,
            ends_at=ends,
            allowed_minutes=_FOUR_HOURS,
        ),
        Notice(
            id="outage-planned",
            notice=NoticeKind.PLANNED_OUTAGE,
            title="Без электричества",
            text="Плановые работы в щитовой. Лифты не работают.",
            published_at=now - timedelta(days=1),
            services=(Service.ELECTRICITY,),
            starts_at=_at(now, 2, time(10)),
            ends_at=_at(now, 2, time(12)),
            allowed_minutes=_DAY,
        ),
        Notice(
            id="news",
            notice=NoticeKind.NEWS,
            title="Показания счётчиков — до 25-го числа",
            text="Передать их можно здесь, в личном кабинете, или консьержу.",
            published_at=now - timedelta(days=3),
        ),
    )


def meetings(now: datetime) -> tuple[Meeting, ...]:
    """The owners' meeting in progress, run in a system they adopted."""
    return (
        Meeting(
            id="roof",
            title="Ремонт кровли",
            starts_at=_at(now, -10, time(9)),
            ends_at=_at(now, 17, time(20)),
            participated=Decimal("38"),
            questions=tuple(
                Question(id=f"roof-{number}", number=number, text=text) for number, text in enumerate(_QUESTIONS, 1)
            ),
            adopted=True,
        ),
    )


def _at(now: datetime, days: int, clock: time) -> datetime:
    day = now.astimezone(ZoneInfo(ZONE)).date() + timedelta(days=days)
    return datetime.combine(day, clock, ZoneInfo(ZONE))
