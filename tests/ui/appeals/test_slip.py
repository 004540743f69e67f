"""What the slip says of an appeal that the company does not have: the truth."""

from dataclasses import replace
from pathlib import Path

import pytest

from kiosk.appeals import Delivery, ListedAppeal
from kiosk.domain.errors import Refused
from tests.ui.appeals.facts import NOW, appeal, refused
from tests.ui.appeals.lobby import Lobby
from tests.ui.appeals.writing import words_of
from ui.appeals.slip import slip

SOON = "как только появится связь"


@pytest.mark.parametrize(
    ("delivery", "said", "is_soon"),
    [
        (Delivery.WAITING, "ожидает отправки", True),
        (Delivery.REFUSED, "не принято", False),
        (Delivery.STUCK, "ждёт специалиста", False),
    ],
)
def test_an_appeal_the_company_does_not_have(
    lobby: Lobby, tmp_path: Path, delivery: Delivery, said: str, is_soon: bool
) -> None:
    why = Refused("appeal.many", "Следующее можно отправить завтра.")
    refusal = refused("1", why) if delivery is Delivery.REFUSED else None
    filed = ListedAppeal(appeal=replace(appeal(1), number=""), delivery=delivery, refusal=refusal)
    made = slip(lobby.store, filed, NOW)
    assert made is not None
    words = " ".join(words_of(made(), tmp_path).split())
    assert said in words
    assert (SOON in words) is is_soon
    assert ("можно отправить завтра" in words) is (refusal is not None)
