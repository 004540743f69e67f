"""The list of payment documents, by taps on the real page over a real store."""

from dataclasses import replace

import pytest

from kiosk.domain.facts import Fact
from kiosk.domain.words import NBSP
from tests.ui.invoices.cabinet import BILLS, FLAT, Cabinet, cards, months, owing
from tests.ui.stage import LAYOUTS
from tests.ui.taps import find, seen, tap, texts, wait


def test_documents_are_listed_newest_first_and_two_of_one_number_stay_two(cabinet: Cabinet) -> None:
    said = cards(cabinet.enter())
    assert [card.split(", ")[:2] for card in said] == [
        ["Март 2019", "№ 5575"],
        ["Март 2019", "№ 5575"],
        ["Февраль 2019", "№ 5531"],
        ["Февраль 2019", "№ 5531"],
        ["Март 2018", "№ 3703"],
    ]


def test_sums_are_not_seen_until_asked_for_and_can_be_hidden_again(cabinet: Cabinet) -> None:
    stage = cabinet.enter()
    assert "₽" not in texts(stage.window) and "Отсутствует" not in texts(stage.window)
    tap(stage.window, "sums")
    sums = [card.split(", ")[2][:-2] for card in cards(stage)]
    assert sums == ["3 680,39", "335,50", "3 680,39", "335,50", "2 380,49"]
    assert find(stage.window, "debt").property("text") == "Отсутствует"
    tap(stage.window, "sums")
    assert "₽" not in texts(stage.window) and "Отсутствует" not in texts(stage.window)


@pytest.mark.parametrize(
    ("debt", "said"), [(0, "Отсутствует"), (4704800, "47 048,00 ₽"), (-12050, "Переплата 120,50 ₽")]
)
def test_the_debt_is_said_on_top(cabinet: Cabinet, debt: int, said: str) -> None:
    stage = cabinet.enter((owing(debt), *BILLS))
    tap(stage.window, "sums")
    assert str(find(stage.window, "debt").property("text")).replace(NBSP, " ") == said


def test_a_company_that_keeps_no_charges_with_us_is_said(cabinet: Cabinet) -> None:
    stage = cabinet.enter((owing(None),))
    assert "не подключила начисления и оплаты" in texts(stage.window)
    assert seen(stage.window, "sums") is None


def test_a_document_that_does_not_add_up_is_marked_in_the_list(cabinet: Cabinet) -> None:
    marked = [card for card in cards(cabinet.enter()) if "расчёт не сходится: 2" in card]
    assert [card.split(", ")[1] for card in marked] == ["№ 5531"]


def test_an_empty_list_says_what_will_be_here(cabinet: Cabinet) -> None:
    stage = cabinet.enter((FLAT,))
    assert "Здесь будут ваши платёжные документы" in texts(stage.window)


def test_until_the_company_has_told_anything_loading_is_said(cabinet: Cabinet) -> None:
    stage = cabinet.enter(())
    assert "Загружаем документы…" in texts(stage.window)
    cabinet.hear(FLAT, *BILLS)
    wait(lambda: len(cards(stage)) == 5, "the documents to be listed")
    assert "Загружаем" not in texts(stage.window)


def test_without_the_network_the_list_says_how_old_it_is(cabinet: Cabinet) -> None:
    stage = cabinet.enter()
    cabinet.connection.lost("no route")
    wait(lambda: "Нет связи" in texts(stage.window), "the age of the data")
    assert "17 ноября 2026 в" in texts(stage.window).replace(NBSP, " ")
    assert len(cards(stage)) == 5


def test_without_the_network_and_without_documents_it_says_why_there_are_none(cabinet: Cabinet) -> None:
    cabinet.connection.lost("no route")
    assert "нет связи с управляющей компанией" in texts(cabinet.enter(()).window)


def test_five_hundred_documents_are_listed_page_by_page_and_the_list_stays_in_its_place(cabinet: Cabinet) -> None:
    stage = cabinet.enter((FLAT, *months(500)))
    for shown in range(50, 500, 50):
        assert cabinet.model.more
        scroll = find(stage.window, "scroll")
        scroll.setProperty("contentY", scroll.property("originY") + scroll.property("contentHeight") - scroll.height())
        before = scroll.property("contentY")
        tap(stage.window, "more")
        assert scroll.property("contentY") >= before > 0, f"after {shown} rows the list jumped"
    assert not cabinet.model.more and seen(stage.window, "more") is None


def test_the_buttons_reach_what_does_not_fit(cabinet: Cabinet) -> None:
    stage = cabinet.enter((FLAT, *months(40)))
    assert find(stage.window, "invoice:0").isVisible()
    first = find(stage.window, "scroll").property("contentY")
    tap(stage.window, "scrollDown")
    assert find(stage.window, "scroll").property("contentY") > first
    tap(stage.window, "scrollUp")
    assert find(stage.window, "scroll").property("contentY") == first


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("facts", [(FLAT,), (FLAT, BILLS[0]), (FLAT, *months(500))], ids=["0", "1", "500"])
def test_every_layout_holds_no_one_and_many_rows(cabinet: Cabinet, layout: str, facts: tuple[Fact, ...]) -> None:
    stage = cabinet.enter(facts, LAYOUTS[layout])
    assert len(cards(stage)) >= min(len(facts) - 1, 3)
    for name in ("back", "sums", *(["invoice:0"] if len(facts) > 1 else [])):
        item = find(stage.window, name)
        area = item.mapRectToScene(item.boundingRect())
        assert stage.window.contentItem().boundingRect().contains(area), f"{name} is not wholly on the screen"
        assert min(area.width(), area.height()) >= 20 * LAYOUTS[layout].mm, f"{name} is too small for a finger"


def test_leaving_forgets_the_list_and_hides_the_sums(cabinet: Cabinet) -> None:
    stage = cabinet.enter()
    tap(stage.window, "sums")
    cabinet.leave()
    assert cards(stage) == [] and not cabinet.model.sumsShown
    assert "₽" not in texts(stage.window)


def test_another_account_shows_its_own_documents(cabinet: Cabinet) -> None:
    stage = cabinet.enter()
    tap(stage.window, "invoice:0")
    session = cabinet.resident.session
    assert session is not None
    cabinet.resident.put(replace(session, account_id="10118"))
    assert not cabinet.model.opened and cards(stage) == []


def test_back_from_the_list_leaves_the_flow(cabinet: Cabinet) -> None:
    stage = cabinet.enter()
    told = []
    cabinet.model.left.connect(lambda: told.append(True))
    tap(stage.window, "back")
    assert told == [True]
