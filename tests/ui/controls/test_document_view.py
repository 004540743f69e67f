"""The document viewer under fingers: pages, sizes, pinch, drag, taps, and documents that are none."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QImage, qGreen, qRed
from PySide6.QtQuick import QQuickItem
from PySide6.QtTest import QTest

from kiosk.domain.errors import Refused
from tests.ui.controls.pdfs import locked, pages
from tests.ui.invoices.cabinet import resident
from tests.ui.stage import LAYOUTS, PORTRAIT, Layout, Stage
from tests.ui.taps import centre, draw, find, seen, tap, texts, wait
from ui.controls.document_view import DocumentViewModel
from ui.controls.jobs import Jobs
from ui.controls.resident import Resident


class Desk:
    """A document on a screen, and the fingers over it."""

    def __init__(self) -> None:
        self.jobs = Jobs()
        self.resident = Resident()
        self.resident.put(resident())
        self.model = DocumentViewModel(jobs=self.jobs, resident=self.resident)
        self.stage: Stage | None = None
        self.touch = QTest.createTouchDevice()

    def open(self, pdf: bytes, layout: Layout = PORTRAIT) -> Stage:
        self.stage = Stage("../tests/ui/controls/Viewer.qml", self.model, layout)
        self.model.open(lambda: pdf)
        wait(lambda: not self.model.loading, "the document to be opened")
        return self.stage

    @property
    def sheet(self) -> QQuickItem:
        assert self.stage is not None
        return find(self.stage.window, "documentSheet")

    @property
    def scroll(self) -> QPointF:
        assert self.stage is not None
        flick = find(self.stage.window, "sheet")
        return QPointF(flick.property("contentX"), flick.property("contentY"))

    def settle(self) -> QImage:
        """What is seen, once it is drawn for its size."""
        assert self.stage is not None
        wait(lambda: bool(self.sheet.property("sharp")), "a sharp page")
        return self.stage.window.grabWindow()

    def pinch(self, start: int, end: int) -> None:
        """Two fingers about the middle move from `start` to `end` pixels apart."""
        middle, step = centre(self.sheet), (end - start) // 8
        spans = [start + step * number for number in range(9)]
        self._touch([[middle - QPoint(span // 2, 0), middle + QPoint(span // 2, 0)] for span in spans])

    def drag(self, by: QPoint) -> None:
        """One finger goes from the middle so far."""
        self._touch([[centre(self.sheet) + by * number / 8] for number in range(9)])

    def _touch(self, moments: list[list[QPoint]]) -> None:
        """Fingers come down, move, and are lifted; the screen keeps up with them."""
        assert self.stage is not None
        for number, places in enumerate((*moments, moments[-1])):
            event = QTest.touchEvent(self.stage.window, self.touch)
            for finger, at in enumerate(places):
                act = event.press if number == 0 else event.release if number == len(moments) else event.move
                act(finger, at, self.stage.window)
            event.commit()
            draw(self.stage.window)  # Qt hands touches on when the next frame begins

    def close(self) -> None:
        if self.stage is not None:
            self.stage.close()
        self.jobs.stop()


@pytest.fixture
def desk(qapp: object) -> Iterator[Desk]:
    desk = Desk()
    yield desk
    desk.close()


def red_spot(image: QImage) -> QPoint:
    """Where the middle of the page's square is on the screen; white paper and black rules are around it."""
    small = image.scaled(image.width() // 6, image.height() // 6)
    red = [
        (x, y)
        for y in range(small.height())
        for x in range(small.width())
        if qRed(pixel := small.pixel(x, y)) > 150 and qGreen(pixel) < 60
    ]
    assert red, "the square is not in sight"
    xs, ys = zip(*red, strict=True)
    return QPoint(3 * (min(xs) + max(xs) + 1), 3 * (min(ys) + max(ys) + 1))


def blur(desk: Desk, image: QImage) -> float:
    """The share of grey among the pixels of a row of black rules on white."""
    sheet = desk.sheet.mapRectToScene(desk.sheet.boundingRect()).toRect()
    row = sheet.center().y() + sheet.height() // 3
    greys = [qRed(image.pixel(x, row)) for x in range(sheet.left() + 100, sheet.right() - 100)]
    assert min(greys) < 60 and max(greys) > 240, "rules on paper"
    return sum(60 < grey < 240 for grey in greys) / len(greys)


def test_pages_are_turned_by_buttons_and_counted(desk: Desk) -> None:
    stage = desk.open(pages(3))
    desk.settle()
    tap(stage.window, "previousPage")
    assert desk.model.page == 0
    for page in (1, 2, 2):
        tap(stage.window, "nextPage")
        assert desk.model.page == page and desk.model.pages == 3
        desk.settle()


def test_one_page_needs_no_buttons_to_turn_it(desk: Desk) -> None:
    stage = desk.open(pages(1))
    assert seen(stage.window, "nextPage") is None and seen(stage.window, "larger") is not None


def test_an_enlarged_page_is_drawn_anew_and_not_stretched(desk: Desk) -> None:
    stage = desk.open(pages(1))
    desk.settle()
    for _time in range(4):
        tap(stage.window, "larger")
    assert desk.sheet.property("zoom") == 5.0
    assert blur(desk, desk.settle()) < 0.25
    desk.drag(QPoint(0, -200))
    wait(lambda: not find(stage.window, "sheet").property("moving"), "the page to stop")
    assert blur(desk, desk.settle()) < 0.25


def test_smaller_goes_back_to_the_whole_page_and_no_further(desk: Desk) -> None:
    stage = desk.open(pages(1))
    tap(stage.window, "larger")
    for _time in range(3):
        tap(stage.window, "smaller")
    assert desk.sheet.property("zoom") == 1.0 and desk.scroll == QPointF(0, 0)
    for _time in range(9):
        tap(stage.window, "larger")
    assert desk.sheet.property("zoom") == 5.0


def test_two_fingers_enlarge_about_the_place_they_hold(desk: Desk) -> None:
    desk.open(pages(1))
    before = red_spot(desk.settle())
    desk.pinch(200, 600)
    after = red_spot(desk.settle())
    assert desk.sheet.property("zoom") > 1.8
    assert (after - before).manhattanLength() < 40, "the middle stays in the middle"
    desk.pinch(600, 100)
    assert desk.sheet.property("zoom") == 1.0


def test_an_enlarged_page_is_dragged_by_one_finger(desk: Desk) -> None:
    stage = desk.open(pages(1))
    tap(stage.window, "larger")
    tap(stage.window, "larger")
    before = red_spot(desk.settle())
    desk.drag(QPoint(0, -400))
    wait(lambda: not find(stage.window, "sheet").property("moving"), "the page to stop")
    after = red_spot(desk.settle())
    assert before.y() - after.y() > 100 and abs(before.x() - after.x()) < 20


def test_a_tap_brings_a_place_to_the_middle_so_that_nothing_needs_dragging(desk: Desk) -> None:
    stage = desk.open(pages(1))
    spot = red_spot(desk.settle())
    QTest.mouseClick(stage.window, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, spot + QPoint(-150, -200))
    closer = red_spot(desk.settle())
    assert desk.sheet.property("zoom") == pytest.approx(2.25)
    assert closer.x() > spot.x() + 200 and closer.y() > spot.y() + 200
    QTest.mouseClick(stage.window, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, closer)
    assert (red_spot(desk.settle()) - centre(desk.sheet)).manhattanLength() < 20
    assert desk.sheet.property("zoom") == pytest.approx(2.25)


def test_the_next_page_begins_at_its_top(desk: Desk) -> None:
    stage = desk.open(pages(2))
    tap(stage.window, "larger")
    tap(stage.window, "nextPage")
    assert desk.scroll.y() == 0 and desk.sheet.property("zoom") == 1.5


@pytest.mark.parametrize("pdf", [b"", b"not a document", locked()], ids=["empty", "nonsense", "locked"])
def test_what_is_no_document_is_said(desk: Desk, pdf: bytes) -> None:
    stage = desk.open(pdf)
    assert "Документ не открывается" in texts(stage.window)
    assert seen(stage.window, "larger") is None and desk.model.pdf == b""
    desk.model.open(lambda: pages(1))
    wait(lambda: desk.model.ready, "another document")
    assert "не открывается" not in texts(stage.window)


def test_a_refusal_while_the_document_is_made_is_said(desk: Desk) -> None:
    stage = desk.open(pages(1))

    def refused() -> bytes:
        raise Refused("document.gone", "Документа больше нет.")

    desk.model.open(refused)
    wait(lambda: desk.model.problem != "", "the refusal")
    assert "Документа больше нет." in texts(stage.window)


def test_a_document_is_made_off_the_gui_thread_and_leaves_no_file(desk: Desk) -> None:
    threads: list[threading.Thread] = []

    def made() -> bytes:
        threads.append(threading.current_thread())
        return pages(1)

    desk.open(pages(1))
    desk.model.open(made)
    wait(lambda: desk.model.ready, "the document")
    desk.settle()
    assert threads and threads[0] is not threading.main_thread()
    assert [name for name in open_files() if name.endswith(".pdf")] == []


def open_files() -> list[str]:
    handles = Path("/proc/self/fd")
    return [str(handle.readlink()) for handle in handles.iterdir() if handle.is_symlink() and handle.exists()]


def test_a_document_replaced_while_it_is_drawn_does_no_harm(desk: Desk) -> None:
    stage = desk.open(pages(2))
    for _time in range(10):
        tap(stage.window, "larger")
        desk.model.open(lambda: pages(3))
        wait(lambda: desk.model.ready, "the document")
    desk.settle()
    assert desk.model.pages == 3


def test_only_the_last_asked_document_is_shown(desk: Desk) -> None:
    desk.open(pages(1))
    held = threading.Event()

    def slow() -> bytes:
        held.wait(10)
        return pages(5)

    desk.model.open(slow)
    desk.model.open(lambda: pages(2))
    wait(lambda: desk.model.ready, "the document")
    held.set()
    answers: list[int] = []
    for round_ in range(20):
        desk.jobs.run(lambda: desk.model.pages, answers.append)
        wait(lambda: len(answers) > round_, "a later job")  # noqa: B023
    assert desk.model.pages == 2


def test_leaving_forgets_the_document_and_its_pictures(desk: Desk) -> None:
    stage = desk.open(pages(2))
    shown = desk.settle()
    desk.resident.put(None)
    assert desk.model.pdf == b"" and desk.model.pages == 0
    assert seen(stage.window, "documentSheet") is None
    assert stage.window.grabWindow() != shown


@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_whole_page_is_seen_in_every_layout(desk: Desk, layout: str) -> None:
    stage = desk.open(pages(2), LAYOUTS[layout])
    middle = red_spot(desk.settle())
    assert (middle - centre(desk.sheet)).manhattanLength() < 8
    for name in ("nextPage", "larger"):
        button = find(stage.window, name)
        assert not button.mapRectToScene(button.boundingRect()).intersects(
            desk.sheet.mapRectToScene(desk.sheet.boundingRect())
        )
