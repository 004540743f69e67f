"""What the board says of each notice: a title with its time, the text, how long an outage has lasted."""

from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo

from kiosk.domain import words
from kiosk.domain.meetings import Meeting
from kiosk.domain.notices import Notice, NoticeKind, Service

GLYPHS = {
    Service.COLD_WATER: "droplet",
    Service.HOT_WATER: "droplet",
    Service.SEWERAGE: "bath",
    Service.ELECTRICITY: "bolt",
    Service.GAS: "flame",
    Service.HEATING: "temperature",
    Service.WASTE: "trash",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """`progress` is the part of the allowed time already used, 0 to 1, or −1 where no rule sets one."""

    title: str
    text: str
    glyph: str
    urgent: bool = False
    progress: float = -1.0
    progressText: str = ""


def notice_card(notice: Notice, now: datetime, zone: tzinfo) -> Card:
    """The card of a notice as of `now` (aware)."""
    glyph = GLYPHS[notice.services[0]] if notice.services else "info-circle"
    if notice.notice is NoticeKind.NEWS or notice.starts_at is None:
        return Card(
            title=notice.title, text=notice.text, glyph=glyph, urgent=notice.notice is NoticeKind.EMERGENCY_OUTAGE
        )
    started = notice.starts_at <= now
    title = _going_on(notice, now, zone) if started else _coming(notice, notice.starts_at, zone)
    progress, progress_text = _lasted(notice, now) if started else (-1.0, "")
    urgent = notice.notice is NoticeKind.EMERGENCY_OUTAGE
    return Card(
        title=title, text=notice.text, glyph=glyph, urgent=urgent, progress=progress, progressText=progress_text
    )


def meeting_card(meeting: Meeting, now: datetime, zone: tzinfo) -> Card:
    """The card of the meeting in progress or next to come."""
    ends = words.day_and_month(meeting.ends_at.astimezone(zone).date())
    if meeting.starts_at > now:
        starts = words.day_and_month(meeting.starts_at.astimezone(zone).date())
        return Card(
            title="Скоро собрание собственников", text=f"{meeting.title}. С {starts} по {ends}.", glyph="users-group"
        )
    share = f"{words.number(meeting.participated, 0)}{words.NBSP}%"
    quorum = f"для кворума нужно больше 50{words.NBSP}%"
    text = f"{meeting.title}. Голосование до {ends}. Приняли участие {share} голосов, {quorum}."
    return Card(title="Идёт собрание собственников", text=text, glyph="users-group")


def length(minutes: int) -> str:
    """«2 ч 26 мин», «4 ч», «15 мин»."""
    hours, rest = divmod(minutes, 60)
    parts = [f"{hours}{words.NBSP}ч"] if hours else []
    if rest or not hours:
        parts.append(f"{rest}{words.NBSP}мин")
    return " ".join(parts)


def _going_on(notice: Notice, now: datetime, zone: tzinfo) -> str:
    if notice.ends_at is None:
        return notice.title
    end = notice.ends_at.astimezone(zone)
    same_day = end.date() == now.astimezone(zone).date()
    return f"{notice.title} до {words.clock(end.time()) if same_day else words.day_and_month(end.date())}"


def _coming(notice: Notice, starts_at: datetime, zone: tzinfo) -> str:
    start = starts_at.astimezone(zone)
    when = f"{words.day_and_month(start.date())}, {words.clock(start.time())}"
    if notice.ends_at is not None:
        when += f"–{words.clock(notice.ends_at.astimezone(zone).time())}"
    return f"{when} — {notice.title[:1].lower()}{notice.title[1:]}"


def _lasted(notice: Notice, now: datetime) -> tuple[float, str]:
    if notice.allowed_minutes is None or notice.allowed_minutes < 1 or notice.starts_at is None:
        return -1.0, ""
    lasted = int((now - notice.starts_at) / timedelta(minutes=1))
    text = f"Идёт {length(lasted)} из {length(notice.allowed_minutes)}, допустимых за один раз"
    return min(1.0, lasted / notice.allowed_minutes), text
