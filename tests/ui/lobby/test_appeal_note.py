"""The newest appeal in its block: what the company does not have is never called new."""

from dataclasses import replace

import pytest

from kiosk.appeals import Delivery, ListedAppeal
from tests.ui.appeals.facts import appeal
from ui.lobby.cabinet_blocks import _appeal_note


@pytest.mark.parametrize(
    ("delivery", "note"),
    [
        (Delivery.WAITING, "без номера — ожидает отправки"),
        (Delivery.SENDING, "без номера — отправляется"),
        (Delivery.STUCK, "без номера — ждёт специалиста"),
        (Delivery.REFUSED, "без номера — не принято"),
    ],
)
def test_an_appeal_without_a_number(delivery: Delivery, note: str) -> None:
    assert _appeal_note(ListedAppeal(appeal=replace(appeal(1), number=""), delivery=delivery)) == note


def test_an_appeal_with_a_number() -> None:
    assert _appeal_note(ListedAppeal(appeal=appeal(301), delivery=Delivery.COMPANY)) == "№ 301 — в работе"
