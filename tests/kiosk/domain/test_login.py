"""Phone numbers as they are typed."""

import pytest

from kiosk.domain.errors import Refused
from kiosk.domain.login import phone_mask, phone_number


def test_ten_digits_become_an_international_number() -> None:
    assert phone_number("9281234567") == "+79281234567"


@pytest.mark.parametrize("digits", ["0000000000", "1234567890", "92812345678"])
def test_a_number_that_cannot_exist_is_refused(digits: str) -> None:
    with pytest.raises(Refused) as refused:
        phone_number(digits)
    assert refused.value.code == "phone.malformed"


def test_a_short_number_says_how_many_digits_are_missing() -> None:
    with pytest.raises(Refused) as refused:
        phone_number("928123")
    assert refused.value.values == {"missing": 4}


def test_the_mask_shows_a_blank_for_each_missing_digit() -> None:
    assert phone_mask("") == "+7 (___) ___-__-__"
    assert phone_mask("9281234") == "+7 (928) 123-4_-__"
