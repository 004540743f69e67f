"""The cabinet reads beside the GUI thread: whatever comes late or fails, what was opened is what is shown."""

from collections.abc import Callable
from typing import Any

import pytest

from kiosk.company import Broken
from tests.ui.lobby.kiosk import Kiosk
from ui.lobby.lobby_view_model import Page


class Held:
    """Jobs whose answers come when the test lets them."""

    def __init__(self) -> None:
        self.waiting: list[tuple[Any, Callable[[Any], None], Callable[[Any], None]]] = []

    def run(self, work: Callable[[], Any], done: Callable[[Any], None], failed: Callable[[Any], None]) -> None:
        self.waiting.append((work(), done, failed))

    def answer(self) -> None:
        while self.waiting:
            result, done, _ = self.waiting.pop(0)
            done(result)


def test_a_block_opened_while_the_cabinet_is_read_stays_open(cabinet: Kiosk, monkeypatch: pytest.MonkeyPatch) -> None:
    held, model = Held(), cabinet.visit._cabinet
    monkeypatch.setattr(model, "_jobs", held)
    model.refresh()
    assert len(held.waiting) == 1
    cabinet.tap("block:payments")
    cabinet.waits_at(Page.SUMMARY)
    held.answer()
    assert (model.summaryTitle, model._lines.rowCount()) == ("Платежи", 5)


def test_after_a_reading_that_failed_the_next_news_are_read(cabinet: Kiosk, monkeypatch: pytest.MonkeyPatch) -> None:
    held, model = Held(), cabinet.visit._cabinet
    monkeypatch.setattr(model, "_jobs", held)
    model.refresh()
    _, _, failed = held.waiting.pop()
    failed(Broken("OperationalError"))
    model.refresh()
    assert len(held.waiting) == 1
