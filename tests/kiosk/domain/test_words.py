"""How things are written for people."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from kiosk.domain import words
from kiosk.domain.money import Kopecks


def plain(text: str) -> str:
    return text.replace(words.NBSP, " ")


def test_money_is_grouped_with_a_comma_and_a_true_minus() -> None:
    assert plain(words.money(Kopecks(368_039))) == "3 680,39 ₽"
    assert plain(words.money(Kopecks(-5))) == "−0,05 ₽"


@pytest.mark.parametrize(
    ("n", "text"), [(1, "1 цифру"), (2, "2 цифры"), (5, "5 цифр"), (11, "11 цифр"), (21, "21 цифру"), (0, "0 цифр")]
)
def test_counts_follow_the_russian_plural(n: int, text: str) -> None:
    assert plain(words.count(n, "цифру", "цифры", "цифр")) == text


def test_moments_are_told_in_the_buildings_time() -> None:
    moment = datetime(2026, 11, 17, 8, 36, tzinfo=UTC)
    assert plain(words.moment(moment, ZoneInfo("Europe/Moscow"))) == "17 ноября 2026, 11:36"
    assert plain(words.day(date(2026, 11, 17))) == "17 ноября 2026"
    assert words.month(date(2019, 3, 1)) == "март 2019"
    assert words.clock(time(8, 5)) == "08:05"


def test_phones_are_written_as_they_are_dialled() -> None:
    assert plain(words.phone("+79281234567")) == "+7 928 123-45-67"
    assert plain(words.phone("+78007654321")) == "8 (800) 765-43-21"
    assert words.phone("консьерж") == "консьерж"
