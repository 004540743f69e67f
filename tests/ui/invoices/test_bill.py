"""One payment document: its sums, what changed, what does not add up, its pages."""

from dataclasses import replace

import pytest

from kiosk.database.rows import FeedRow
from kiosk.domain.invoices import Invoice
from kiosk.domain.money import Kopecks
from kiosk.domain.words import NBSP
from kiosk.idle import Activity
from tests.ui.invoices.cabinet import BILLS, EARLIER, FLAT, LATEST, SCOPE, Cabinet, cards, drawn
from tests.ui.stage import LAYOUTS, Stage
from tests.ui.taps import find, seen, tap, texts, wait

MISPRINTED = BILLS[2]


def opened(cabinet: Cabinet, *bills: Invoice, first: str = "invoice:0") -> Stage:
    """The page of one of these documents."""
    stage = cabinet.enter((FLAT, *bills))
    tap(stage.window, first)
    return stage


def words_of(stage: Stage, *names: str) -> str:
    return "\n".join(str(find(stage.window, name).property("text")) for name in names).replace(NBSP, " ")


def test_a_bill_says_its_month_sum_and_that_it_adds_up(cabinet: Cabinet) -> None:
    stage = opened(cabinet, LATEST)
    assert "Октябрь 2026" in texts(stage.window) and "№ 7348" in texts(stage.window)
    assert words_of(stage, "sum", "verdict") == "6 386,80 ₽\nрасчёт сходится"
    assert seen(stage.window, "mismatch:0") is None


def test_the_manuals_misprints_are_shown_in_plain_words(cabinet: Cabinet) -> None:
    stage = opened(cabinet, MISPRINTED)
    assert words_of(stage, "verdict", "mismatch:0", "mismatch:1").splitlines() == [
        "расчёт не сходится: 2",
        "ГВС СОИ: в документе 651,93, по расчёту 652,23",
        "Паспортный стол: в документе 832,85, по расчёту 852,85",
    ]
    assert seen(stage.window, "mismatch:2") is None


def test_a_total_that_is_not_its_parts_is_shown_too(cabinet: Cabinet) -> None:
    stage = opened(cabinet, replace(LATEST, total=Kopecks(LATEST.total + 100)))
    assert words_of(stage, "mismatch:0") == "Итого к оплате: в документе 6 387,80, по расчёту 6 386,80"


def test_what_is_to_be_paid_is_told_apart_from_what_was_charged(cabinet: Cabinet) -> None:
    stage = opened(cabinet, MISPRINTED)
    assert words_of(stage, "due") == "Всего к оплате 47 048,00 ₽: долг на начало месяца 43 367,61 ₽"


def test_a_bill_is_compared_to_the_one_before_it_service_by_service(cabinet: Cabinet) -> None:
    stage = opened(cabinet, EARLIER, LATEST)
    assert words_of(stage, "difference") == "На 105,98 ₽ больше, чем за сентябрь 2026"
    assert words_of(stage, "explanation").endswith("Электроснабжение, +77,14 ₽. Объём: 161 кВт·ч, было 148 кВт·ч.")
    share = find(stage.window, "share:4")
    assert [share.property(name) for name in ("service", "change", "rise")] == ["Горячее водоснабжение", "−53,83", -1]
    assert find(stage.window, "share:5").property("service") == f"Остальное, 6{NBSP}услуг"
    assert seen(stage.window, "share:6") is None


def test_the_dearest_service_has_the_longest_bar(cabinet: Cabinet) -> None:
    stage = opened(cabinet, LATEST)
    lengths = [float(find(stage.window, f"share:{n}").property("length")) for n in range(5)]
    assert lengths[0] == 1.0 and lengths == sorted(lengths, reverse=True) and lengths[4] < 0.5


def test_a_bill_with_nothing_before_it_is_compared_to_nothing(cabinet: Cabinet) -> None:
    stage = opened(cabinet, LATEST)
    assert words_of(stage, "difference") == "Из чего складывается сумма"
    assert find(stage.window, "share:0").property("change") == ""


def test_of_two_bills_of_a_month_each_is_compared_to_its_own_kind(cabinet: Cabinet) -> None:
    stage = opened(cabinet, *BILLS, first="invoice:1")
    assert words_of(stage, "sum", "difference") == "335,50 ₽\nСтолько же, сколько за февраль 2019"


def test_the_first_page_opens_the_document_and_its_pages_are_turned(cabinet: Cabinet) -> None:
    stage = opened(cabinet, MISPRINTED)
    drawn(stage)
    tap(stage.window, "thumbnail")
    drawn(stage, "documentSheet")
    assert "Страница 1 из 2" in texts(stage.window)
    tap(stage.window, "nextPage")
    drawn(stage, "documentSheet")
    assert "Страница 2 из 2" in texts(stage.window)
    tap(stage.window, "previousPage")
    assert "Страница 1 из 2" in texts(stage.window)
    tap(stage.window, "back")
    assert words_of(stage, "sum") == "3 680,39 ₽"
    tap(stage.window, "back")
    assert len(cards(stage)) == 1


def test_reading_a_document_takes_longer_than_looking_at_a_page(cabinet: Cabinet) -> None:
    stage = opened(cabinet, LATEST)
    assert cabinet.model.activity is Activity.PAGE
    tap(stage.window, "read")
    assert cabinet.model.activity is Activity.LONG


def test_a_bill_corrected_by_the_company_is_drawn_anew_while_it_is_looked_at(cabinet: Cabinet) -> None:
    stage = opened(cabinet, MISPRINTED)
    wait(lambda: cabinet.model.invoice.document.ready, "the document")
    before = cabinet.model.invoice.document.pdf
    assert "по расчёту 652,23" in texts(stage.window)
    right = {"ГВС СОИ": Kopecks(65223)}
    lines = (replace(line, charged=right.get(line.service, line.charged)) for line in MISPRINTED.lines)
    cabinet.hear(replace(MISPRINTED, lines=tuple(lines)))
    wait(lambda: "по расчёту 652,23" not in texts(stage.window), "the correction")
    wait(lambda: cabinet.model.invoice.document.pdf not in (b"", before), "the document to be drawn anew")


def test_a_bill_withdrawn_by_the_company_leads_back_to_the_list_with_a_word(cabinet: Cabinet) -> None:
    stage = opened(cabinet, *BILLS)
    asked = cabinet.store.cache.cursor(SCOPE)
    assert asked is not None
    gone = FeedRow(kind="invoice", id=BILLS[0].id, rev=asked.rev + 1, order="", op_id=None, data=None)
    cabinet.store.cache.apply(SCOPE, asked, replace(asked, rev=asked.rev + 1), [gone])
    cabinet.connection.changed("invoice")
    wait(lambda: len(cards(stage)) == 4, "the list")
    assert "Управляющая компания убрала этот документ" in texts(stage.window)


def test_leaving_while_a_document_is_read_forgets_it(cabinet: Cabinet) -> None:
    stage = opened(cabinet, MISPRINTED)
    tap(stage.window, "read")
    drawn(stage, "documentSheet")
    cabinet.leave()
    document = cabinet.model.invoice.document
    assert document.pdf == b"" and not document.ready and cabinet.model.invoice.invoice is None
    assert "3 680" not in texts(stage.window) and "ГВС" not in texts(stage.window)


def test_leaving_while_a_document_is_being_made_shows_it_to_nobody(cabinet: Cabinet) -> None:
    opened(cabinet, MISPRINTED)
    cabinet.leave()
    cabinet.jobs.run(lambda: None, lambda _nothing: cabinet.connection.changed("invoice"))
    wait(lambda: not cabinet.model.invoice.document.loading, "nothing")
    assert cabinet.model.invoice.document.pdf == b""


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("large", [False, True], ids=["normal", "large"])
def test_every_layout_leads_to_paper_and_pages(cabinet: Cabinet, layout: str, large: bool) -> None:
    stage = cabinet.enter((FLAT, MISPRINTED), LAYOUTS[layout])
    stage.window.setProperty("large", large)
    tap(stage.window, "invoice:0")
    for name in ("print", "read", "thumbnail"):
        target = find(stage.window, name)
        assert min(target.width(), target.height()) >= 20 * LAYOUTS[layout].mm, f"{name} is too small for a finger"
    tap(stage.window, "read")
    drawn(stage, "documentSheet")
    for name in ("back", "previousPage", "nextPage", "smaller", "larger"):
        target = find(stage.window, name)
        area = target.mapRectToScene(target.boundingRect())
        assert stage.window.contentItem().boundingRect().contains(area), f"{name} is not wholly on the screen"
        assert min(area.width(), area.height()) >= 20 * LAYOUTS[layout].mm, f"{name} is too small for a finger"
