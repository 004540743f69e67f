"""Every page on every screen, in ordinary and in large words: readable, reachable, nothing on top of another."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from kiosk.domain.accounts import Account
from kiosk.domain.money import Kopecks
from kiosk.domain.refusals import RefusedOperation
from sync.server import facts
from sync.server.demo import places
from tests.sync.company import DEMO_PHONE, Company
from tests.sync.conftest import company, site
from tests.ui import sizes
from tests.ui.lobby.conftest import cabinet, dark, kiosk, line
from tests.ui.lobby.kiosk import Kiosk
from tests.ui.lobby.test_parting import unlink
from tests.ui.stage import LAYOUTS, PORTRAIT

__all__ = ["cabinet", "company", "dark", "kiosk", "line", "site"]

SCREENS = [(name, large) for name in LAYOUTS for large in (False, True)]


def told(kiosk: Kiosk, page: str) -> Iterator[str]:
    """What is wrong with the page that is shown, on each screen; afterwards it stands as before."""
    for name, large in SCREENS:
        sizes.show(kiosk.window, LAYOUTS[name], large=large)
        for fault in sizes.faults(kiosk.window, LAYOUTS[name], large=large):
            yield f"{page}, {name}{' large' if large else ''}: {fault}"
    sizes.show(kiosk.window, PORTRAIT, large=False)


def test_before_login_everything_can_be_read_and_tapped(kiosk: Kiosk) -> None:
    found = [*told(kiosk, "board")]
    kiosk.tap("login")
    kiosk.waits_for("Ваш номер телефона")
    found += told(kiosk, "phone")
    kiosk.tap("read:agreement")
    kiosk.waits_for("Пользовательское соглашение")
    found += told(kiosk, "consent")
    assert "\n".join(found) == ""


def test_the_cabinet_and_its_lists_can_be_read_and_tapped(cabinet: Kiosk) -> None:
    found = [*told(cabinet, "cabinet")]
    for block, words in (("payments", "№ 317"), ("appeals", "№ 301"), ("invoices", "№ 5575")):
        cabinet.tap(f"block:{block}")
        cabinet.waits_for(words)
        found += told(cabinet, block)
        cabinet.tap("back")
        cabinet.waits_for("3 открытых")
    cabinet.tap("switch")
    cabinet.waits_for("Сменить лицевой счёт")
    found += told(cabinet, "accounts")
    assert "\n".join(found) == ""


def test_what_was_refused_can_be_read_and_tapped(cabinet: Kiosk, company: Company) -> None:
    """Everywhere it is told: in the cabinet, on its own page, in the list, on the appeal's page, in the form."""
    with company.database.write() as db:
        for fact in refused(company.clock()):
            facts.publish(db, facts.account("10117"), fact, company.clock(), fact.id, DEMO_PHONE)
    cabinet.machine.exchange.wake()
    cabinet.waits_for("Компания не приняла: 4")
    found = [*told(cabinet, "cabinet")]
    cabinet.tap("refusals")
    cabinet.waits_for("Уже учтено")
    found += told(cabinet, "refusals")
    cabinet.tap("back", "block:appeals", "appeal:r-file")
    cabinet.waits_for("Записано в киоске")
    found += told(cabinet, "refused appeal")
    cabinet.tap("correct")
    cabinet.waits_for("Почему не приняли")
    found += told(cabinet, "corrected")
    cabinet.tap("back")
    cabinet.visit._appeals.openAppeal("appeal-268")
    cabinet.tap("askCancel")
    cabinet.waits_for("Да, отменить")
    found += told(cabinet, "cancelling")
    assert "\n".join(found) == ""


def refused(now: datetime) -> tuple[RefusedOperation, ...]:
    """One of each sort that a card can be."""
    filed: dict[str, object] = {
        "type_id": "water",
        "type_name": "Вода",
        "text": "Нет воды " * 30,
        "visit": None,
        "photos": [],
    }
    late = "Обращение уже «В работе», поэтому изменения не приняты. Позвоните в управляющую компанию."
    vote = {"meeting_id": "roof", "question_id": "roof-1", "choice": "for"}
    kept = (
        ("r-file", "appeal.file", filed, "Такое обращение вы уже отправляли.", False),
        ("r-edit", "appeal.edit", {**filed, "appeal_id": "appeal-301"}, late, False),
        ("r-read", "reading.give", {"meter_id": "m", "values": ["12.5"]}, "Показание меньше предыдущего.", False),
        ("r-vote", "vote.cast", vote, "Ваш голос по этому вопросу уже записан: «Против».", True),
    )
    return tuple(
        RefusedOperation(
            id=op_id, operation=kind, payload=payload, made_at=now, code="x", sentence=sentence, conflict=conflict
        )
        for op_id, kind, payload, sentence, conflict in kept
    )


def test_an_appeals_form_can_be_read_and_tapped(cabinet: Kiosk) -> None:
    cabinet.tap("newAppeal")
    cabinet.waits_for("О чём обращение?")
    found = [*told(cabinet, "types")]
    cabinet.tap("type:engineering", "type:water")
    cabinet.waits_for("Опишите, что случилось")
    cabinet.puts("text", "Прорвало трубу")
    found += told(cabinet, "text")
    cabinet.tap("typingAction")
    cabinet.waits_for("Покажите, что случилось")
    found += told(cabinet, "photos")
    cabinet.tap("next")
    cabinet.waits_for("Когда удобно?")
    found += told(cabinet, "visit")
    cabinet.tap("skip")
    cabinet.waits_for("Проверьте обращение")
    found += told(cabinet, "check")
    assert "\n".join(found) == ""


def test_why_one_was_let_go_can_be_read(cabinet: Kiosk, company: Company) -> None:
    unlink(company)
    cabinet.waits_for("Кабинет закрыт")
    assert "\n".join(told(cabinet, "parting")) == ""


def test_the_longest_names_still_fit(cabinet: Kiosk, company: Company) -> None:
    home = places.BUILDINGS["1"]
    street = "Петропавловск-Камчатский, ул. Рыбаков Северо-Западной Камчатки"
    long = replace(home, street=street, house="Дом 121, корпус 3, подъезд 12")
    with company.database.write() as db:
        scope = facts.account("10117")
        account = facts.read(db, scope, Account, "10117")
        assert account is not None
        told_anew = replace(account, address=f"г. {street}, 121к3", debt=Kopecks(123_456_789))
        facts.publish_changed(db, scope, (told_anew,), company.clock())
        facts.publish_changed(db, facts.building("1"), (long,), company.clock())
    cabinet.machine.exchange.wake()
    cabinet.waits_for("Камчатки")
    cabinet.tap("sums")
    cabinet.waits_for("1 234 567,89")
    found = [*told(cabinet, "cabinet")]
    cabinet.leaves()
    cabinet.tap("toBoard")
    cabinet.waits_for("Дом 121")
    found += told(cabinet, "board")
    assert "\n".join(found) == ""


def test_words_of_ordinary_size_are_too_small_for_who_asked_for_large_ones(kiosk: Kiosk) -> None:
    sizes.show(kiosk.window, PORTRAIT, large=False)
    said = "\n".join(sizes.faults(kiosk.window, PORTRAIT, large=True))
    assert "«Вид» is 4.9 mm high" in said and "«Войти в личный кабинет»" not in said
