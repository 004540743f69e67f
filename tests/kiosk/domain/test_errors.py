"""A refusal's words: its values filled in, and nothing more, whatever template the company sent."""

import pytest

from kiosk.domain.errors import Refused


def test_values_are_filled_in() -> None:
    refused = Refused("code.wrong", "Осталось попыток: {attempts}, {who}.", {"attempts": 4, "who": "{attempts}"})
    assert refused.text == "Осталось попыток: 4, {attempts}."
    assert str(refused) == "code.wrong"


@pytest.mark.parametrize(
    "sentence",
    ["Через {unknown}.", "{", "}", "{}", "{0}", "{attempts.__class__}", "{attempts:>9999999999}", "{attempts!r:{who}}"],
)
def test_a_template_that_makes_no_sense_is_read_as_it_is(sentence: str) -> None:
    assert Refused("any", sentence, {"attempts": 4}).text == sentence
