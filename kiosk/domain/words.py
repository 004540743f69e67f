"""How dates, money, phones and counts are written; the one place that formats them for people and paper."""

from datetime import date, datetime, time, tzinfo
from decimal import Decimal

import phonenumbers
from babel import Locale
from babel.dates import format_date, format_datetime
from babel.numbers import format_decimal

from kiosk.domain.money import Kopecks

NBSP = "\N{NO-BREAK SPACE}"


def money(kopecks: Kopecks, locale: str = "ru") -> str:
    """«3 680,39 ₽», with no-break spaces and a true minus."""
    return f"{amount(kopecks, locale)}{NBSP}₽"


def amount(kopecks: Kopecks, locale: str = "ru") -> str:
    """«3 680,39», as tables print it."""
    return number(Decimal(kopecks) / 100, 2, locale)


def number(value: Decimal, decimals: int, locale: str = "ru") -> str:
    """A grouped number with exactly `decimals` places."""
    pattern = "#,##0." + "0" * decimals if decimals else "#,##0"
    return str(format_decimal(value, pattern, locale=locale)).replace("-", "−")


def day(value: date, locale: str = "ru") -> str:
    """«17 ноября 2026»."""
    return str(format_date(value, "d MMMM y", locale=locale)).replace(" ", NBSP)


def day_and_month(value: date, locale: str = "ru") -> str:
    """«17 ноября», where the year goes without saying."""
    return str(format_date(value, "d MMMM", locale=locale)).replace(" ", NBSP)


def short_day(value: date, locale: str = "ru") -> str:
    """«пн, 23 ноября»."""
    return str(format_date(value, "EEE, d MMMM", locale=locale))


def moment(value: datetime, zone: tzinfo, locale: str = "ru") -> str:
    """«17 ноября 2026, 11:36» in the building's time."""
    return str(format_datetime(value.astimezone(zone), "d MMMM y, HH:mm", locale=locale))


def clock(value: time) -> str:
    """«11:36»."""
    return value.strftime("%H:%M")


def month(value: date, locale: str = "ru") -> str:
    """«март 2019»."""
    return str(format_date(value, "LLLL y", locale=locale))


def phone(e164: str) -> str:
    """«+7 928 123-45-67», and «8 (800) 765-43-21» as toll-free numbers are dialled; no number comes back as it is."""
    try:
        parsed = phonenumbers.parse(e164, "RU")
    except phonenumbers.NumberParseException:
        return e164
    toll_free = phonenumbers.number_type(parsed) == phonenumbers.PhoneNumberType.TOLL_FREE
    style = phonenumbers.PhoneNumberFormat.NATIONAL if toll_free else phonenumbers.PhoneNumberFormat.INTERNATIONAL
    return phonenumbers.format_number(parsed, style)


def count(n: int, one: str, few: str, many: str) -> str:
    """«1 снимок», «2 снимка», «5 снимков» by the Russian plural rule."""
    form = Locale("ru").plural_form(n)
    words = {"one": one, "few": few}
    return f"{n}{NBSP}{words.get(form, many)}"


def wait(seconds: int) -> str:
    """How long to wait, rounded up: «45 секунд», «12 минут», «3 часа»; in the accusative, as after «через»."""
    if seconds < 60:
        return count(seconds, "секунду", "секунды", "секунд")
    minutes = -(-seconds // 60)
    if minutes < 60:
        return count(minutes, "минуту", "минуты", "минут")
    return count(-(-minutes // 60), "час", "часа", "часов")
