"""The company shuts the account while its resident looks at it: they are let go, and read why and whom to ask."""

from collections.abc import Callable

import pytest
from sqlalchemy import update

from kiosk.domain.accounts import LinkStatus
from kiosk.parting import Parted, Parting
from sync.server import sessions
from sync.server.tables import LinkRow, ResidentSession
from tests.sync.company import DEMO_PHONE, Company
from tests.ui.lobby.canaries import found
from tests.ui.lobby.kiosk import ACCOUNT, Kiosk
from tests.ui.taps import find, wait
from ui.lobby.lobby_view_model import TO_READ, Page

WRITTEN = "Из крана на кухне канареечная вода"


def unlink(company: Company) -> None:
    """The company takes the link back."""
    with company.database.write() as db:
        ours = (LinkRow.phone == DEMO_PHONE, LinkRow.account_id == ACCOUNT)
        db.execute(update(LinkRow).where(*ours).values(status=LinkStatus.DECLINED))


def end_session(company: Company) -> None:
    with company.database.write() as db:
        for session in db.query(ResidentSession).filter(ResidentSession.ended_at.is_(None)):
            sessions.end(db, session.id, company.clock())


def rows(kiosk: Kiosk) -> int:
    cache = kiosk.machine.store.cache
    return sum(cache.count(kind, f"account:{ACCOUNT}") for kind in ("account", "appeal", "payment", "invoice", "meter"))


def writes_an_appeal(kiosk: Kiosk) -> None:
    kiosk.tap("newAppeal", "type:engineering", "type:water")
    kiosk.puts("text", WRITTEN)


@pytest.mark.parametrize(
    ("shut", "why", "now"),
    [
        (unlink, "отвязала этот лицевой счёт от вашего телефона.", "Причину можно узнать в компании: ООО «ТеплоДом»"),
        (end_session, "Управляющая компания завершила ваш вход.", "Чтобы продолжить, войдите ещё раз."),
    ],
)
def test_whoever_may_not_see_the_account_any_more_is_let_go_with_the_reason(
    cabinet: Kiosk, company: Company, shut: Callable[[Company], None], why: str, now: str
) -> None:
    session = cabinet.session
    writes_an_appeal(cabinet)
    assert rows(cabinet) > 0
    shut(company)
    cabinet.waits_at(Page.PARTING)
    for words in ("Кабинет закрыт", why, "Неотправленное стёрто с экрана.", now, "8 (800) 765-43-21"):
        cabinet.waits_for(words)
    assert session is not None
    wait(lambda: session.closed and rows(cabinet) == 0, "the account to be forgotten")
    assert found(cabinet, {ACCOUNT, WRITTEN, "А. В. М.", "№ 301"}) == set()
    assert not cabinet.sees("leave")
    cabinet.tap("back")
    cabinet.waits_at(Page.BOARD)
    assert why not in cabinet.reads


def test_what_was_sent_before_is_kept_and_goes_to_the_company(cabinet: Kiosk, company: Company) -> None:
    store = cabinet.machine.store
    writes_an_appeal(cabinet)
    cabinet.tap("typingAction", "next", "skip", "send")
    cabinet.waits_for("Обращение принято")
    end_session(company)
    cabinet.waits_at(Page.PARTING)
    wait(lambda: store.spool.queue().waiting == 0, "the appeal to be sent")
    assert WRITTEN in company.cli("appeals")


def test_nobody_else_is_let_go(cabinet: Kiosk, company: Company) -> None:
    """The resident left at the moment when the company shut the account, and the next one has come."""
    cabinet.machine.connection.part(Parted("the session of the one before", Parting.SESSION_ENDED))
    company.cli("move", "301", "closed")
    cabinet.waits_for("2 открытых")
    assert cabinet.session is not None and cabinet.lobby.page is Page.CABINET


def test_the_reason_is_read_as_the_rest_was_and_stands_until_it_is_read(cabinet: Kiosk, company: Company) -> None:
    usual = find(cabinet.window, "dispatcher").property("font").pixelSize()
    cabinet.tap("modes", "large", "closeModes")
    large = find(cabinet.window, "dispatcher").property("font").pixelSize()
    assert large > usual
    unlink(company)
    cabinet.waits_at(Page.PARTING)
    assert find(cabinet.window, "dispatcher").property("font").pixelSize() == large
    assert cabinet.lobby._goodbye.interval() == TO_READ
    cabinet.tap("back")
    cabinet.waits_at(Page.BOARD)
    assert find(cabinet.window, "dispatcher").property("font").pixelSize() == usual
