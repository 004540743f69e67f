"""The company absent, slow, failing, or somebody else answering, at every step of the assembled kiosk."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from kiosk import appeals, outbox
from kiosk.appeals import Delivery, Draft
from kiosk.domain.appeals import FileAppeal
from sync import transport
from sync.engine import Engine
from sync.server.demo.people import PASSWORD
from sync.server.demo.places import PYATAKOVA
from tests.kiosk.stores import resident
from tests.sync.company import Company
from tests.sync.faulty import FAULT, HALF, PORTAL
from tests.sync.machine import jpeg
from tests.ui.lobby.kiosk import ACCOUNT, Kiosk
from tests.ui.lobby.test_leaving import cached
from tests.ui.taps import find, wait
from tests.ui.wire import Wire
from ui.lobby.lobby_view_model import Page

KEPT = "Введённое сохранено на экране"
SLOW = 0.4
"""Seconds of patience with a slow company, so that a test need not have more."""


@contextmanager
def trouble(line: Wire, kind: str, at: bytes) -> Iterator[None]:
    """While it lasts requests to this door fare so."""
    line.at, line.met = at, 0
    line.cut, line.mute = kind == "absent", kind == "slow"
    line.instead = {"failing": FAULT, "portal": PORTAL, "half": HALF}.get(kind, b"")
    with pytest.MonkeyPatch.context() as patch:
        if line.mute:
            line.hold()
            patch.setattr(transport, "READ", SLOW)
        yield
    line.cut = line.mute = False
    line.instead = b""
    line.free()


KINDS = ("absent", "slow", "failing", "portal", "half")


def told_each_time(kiosk: Kiosk, line: Wire, at: bytes, ask: Callable[[], None], words: str = KEPT) -> None:
    """However the company fares, asking is answered in words."""
    for kind in KINDS:
        with trouble(line, kind, at):
            ask()
            wait(lambda: line.met > 0, f"a request to be met by a company that is {kind}")
            kiosk.waits_for(words)


def test_no_code_can_be_sent_and_then_it_can(kiosk: Kiosk, line: Wire) -> None:
    kiosk.tap("login")
    kiosk.waits_at(Page.LOGIN)
    kiosk.dial("9281234567")
    kiosk.tap("consent:agreement", "consent:personal_data")
    told_each_time(kiosk, line, b"POST /v1/codes ", lambda: kiosk.tap("proceed"))
    assert "123-45-67" in kiosk.reads.replace("‑", "-")
    kiosk.tap("proceed")
    find(kiosk.window, "resend")


def test_no_code_can_be_confirmed_and_then_it_can(kiosk: Kiosk, company: Company, line: Wire) -> None:
    kiosk.tap("login")
    kiosk.waits_at(Page.LOGIN)
    kiosk.dial("9281234567")
    kiosk.tap("consent:agreement", "consent:personal_data", "proceed")
    find(kiosk.window, "resend")
    digits = list(company.postbox.code)

    def check() -> None:
        kiosk.dial("".join(digits)) if digits else kiosk.tap("recheck")
        digits.clear()

    told_each_time(kiosk, line, b"POST /v1/codes/", check)
    kiosk.tap("recheck")
    kiosk.waits_for("3 открытых")


def test_no_list_of_accounts_can_be_got_and_then_it_can(cabinet: Kiosk, line: Wire) -> None:
    with trouble(line, "absent", b"GET /v1/links"):
        cabinet.tap("switch")
        cabinet.waits_for("с тех пор статусы могли измениться")
    told_each_time(
        cabinet, line, b"GET /v1/links", lambda: cabinet.tap("refresh"), "с тех пор статусы могли измениться"
    )
    cabinet.tap("refresh")
    cabinet.waits_until_gone("с тех пор статусы могли измениться")
    cabinet.tap("account:10117")
    cabinet.waits_at(Page.CABINET)


def test_no_account_can_be_linked_by_login_and_then_it_can(cabinet: Kiosk, line: Wire) -> None:
    cabinet.tap("switch", "addByLogin")
    cabinet.puts("login", "10119")
    cabinet.puts("password", PASSWORD)
    cabinet.tap("hideKeyboard")
    told_each_time(cabinet, line, b"POST /v1/links/by-login", lambda: cabinet.tap("link"))
    assert find(cabinet.window, "loginInput").property("text") == "10119"
    assert find(cabinet.window, "passwordInput").property("text") == PASSWORD
    cabinet.tap("link")
    cabinet.waits_for("Счёт № 10119 добавлен.")


def test_no_account_can_be_linked_by_address_and_then_it_can(cabinet: Kiosk, line: Wire) -> None:
    cabinet.tap("switch", "addByAddress")
    for field, text in (("number", "10118"), ("address", PYATAKOVA), ("apartment", "4")):
        cabinet.puts(field, text)
    cabinet.tap("hideKeyboard")
    told_each_time(cabinet, line, b"POST /v1/links/by-address", lambda: cabinet.tap("link"))
    assert find(cabinet.window, "addressInput").property("text") == PYATAKOVA
    cabinet.tap("link")
    cabinet.waits_for("Счёт № 10118 добавлен.")


@pytest.mark.parametrize("kind", KINDS)
def test_no_news_can_be_got_and_then_they_can(cabinet: Kiosk, company: Company, line: Wire, kind: str) -> None:
    with trouble(line, kind, b"GET /v1/feed"):
        cabinet.machine.exchange.wake()
        cabinet.waits_for("Нет связи с компанией · данные на ")
        company.cli("move", "301", "closed")
        assert "3 открытых" in cabinet.reads
    cabinet.machine.exchange.wake()
    cabinet.waits_for("2 открытых")
    cabinet.waits_until_gone("Нет связи с компанией")


@pytest.mark.parametrize("door", [b"PUT /v1/blobs/", b"POST /v1/ops"], ids=["photo", "operation"])
def test_no_appeal_can_be_delivered_and_then_every_one_is_once(
    cabinet: Kiosk, company: Company, line: Wire, door: bytes
) -> None:
    engine = cabinet.machine.exchange
    assert isinstance(engine, Engine)
    engine._patience._chance = engine._push._chance = lambda: 0.01
    cabinet.tap("block:appeals")
    for number, kind in enumerate(KINDS):
        with trouble(line, kind, door):
            files(cabinet, f"Не горит свет на этаже {number}")
            wait(lambda: line.met > 0, f"a delivery to be met by a company that is {kind}")
            wait(lambda: is_told(cabinet), "that it is not with the company yet")
            assert waiting(cabinet) == {f"Не горит свет на этаже {number}"}
        engine.wake()
        wait(lambda: not waiting(cabinet), "the appeal to be delivered")
        wait(lambda: not is_told(cabinet), "that the company has it")
    assert company.cli("appeals").count("Не горит свет на этаже") == len(KINDS)


def files(kiosk: Kiosk, text: str) -> None:
    """An appeal with a photo, without its taps."""
    session, machine = kiosk.session, kiosk.machine
    assert session is not None
    kinds = appeals.types(machine.store)
    leaf = next(kind for kind in kinds if kind.id == "water")
    draft = Draft().with_type(leaf).with_text(text).with_photo(jpeg()).with_photos_done()
    appeals.file(machine.store, session, draft.with_visit(None, machine.company.now()), machine.company.now())


def is_told(kiosk: Kiosk) -> bool:
    """The list says that something waits, or is on its way: an answer may be long in coming."""
    return any(words in kiosk.reads for words in ("Ожидает отправки", "Отправляется"))


def waiting(kiosk: Kiosk) -> set[str]:
    """Texts of appeals the company has not got."""
    listed = appeals.listed(kiosk.machine.store, ACCOUNT, resident())
    return {one.appeal.text for one in listed if one.delivery is not Delivery.COMPANY}


@pytest.mark.parametrize("kind", KINDS)
def test_leaving_wipes_though_the_company_cannot_be_told(
    cabinet: Kiosk, company: Company, line: Wire, kind: str
) -> None:
    with trouble(line, kind, b"DELETE /v1/session"):
        cabinet.leaves()
        wait(lambda: not cached(cabinet), "the cache to be wiped")
        wait(lambda: line.met > 0, "the company to be told in vain")
        cabinet.tap("toBoard")
        cabinet.waits_at(Page.BOARD)
    assert outbox.unsettled(cabinet.machine.store, ACCOUNT, FileAppeal.kind) == ()
    company.clock.pass_(seconds=61)
    cabinet.at_cabinet()
