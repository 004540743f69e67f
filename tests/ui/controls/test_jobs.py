"""Slow work off the GUI thread: what comes back, in what order, and what does not come back."""

import threading
from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from kiosk.company import Broken
from tests.ui.taps import wait
from ui.controls.jobs import Jobs, Trouble


@pytest.fixture
def jobs(qapp: object) -> Iterator[Jobs]:
    jobs = Jobs()
    yield jobs
    jobs.stop()


def test_news_of_work_under_way_is_heard_on_the_gui_thread_in_order(jobs: Jobs) -> None:
    heard: list[tuple[int, bool]] = []

    def hear(number: int) -> None:
        heard.append((number, threading.current_thread() is threading.main_thread()))

    tell = jobs.courier(hear)

    def work() -> int:
        for number in range(5):
            tell(number)
        return 5

    jobs.run(work, lambda last: heard.append((last, True)))
    wait(lambda: len(heard) == 6, "all the news")
    assert heard == [(number, True) for number in range(6)]


def test_news_of_work_begun_for_somebody_who_left_is_dropped(jobs: Jobs) -> None:
    heard: list[str] = []
    go = threading.Event()
    tell = jobs.courier(heard.append)

    def work() -> None:
        go.wait(10)
        tell("late")

    jobs.run(work, lambda _nothing: heard.append("done"))
    jobs.forget()
    go.set()
    after: list[int] = []
    for number in range(20):
        jobs.run(lambda: 0, after.append)
        wait(lambda: len(after) > number, "later work")  # noqa: B023
    assert heard == []


def test_a_fault_of_ours_is_raised_and_whoever_waits_is_told(jobs: Jobs, qtbot: QtBot) -> None:
    told: list[Trouble] = []

    def work() -> None:
        raise ZeroDivisionError("7 9281234567")

    with qtbot.captureExceptions() as raised:
        jobs.run(work, lambda _nothing: None, told.append)
        wait(lambda: bool(told), "the trouble")
    assert [type(trouble) for trouble in told] == [Broken]
    assert str(told[0]) == "ZeroDivisionError"
    assert [kind for kind, *_ in raised] == [ZeroDivisionError]


def test_nothing_is_begun_after_the_program_ended(jobs: Jobs) -> None:
    jobs.stop()
    begun: list[bool] = []
    jobs.run(lambda: begun.append(True), lambda _nothing: None)
    assert begun == []
