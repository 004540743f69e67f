"""Wiping waits for nobody, least of all for the company's answer to an earlier goodbye."""

import pytest

from sync import transport
from tests.sync.company import Company
from tests.ui.lobby.kiosk import ACCOUNT, Kiosk
from tests.ui.taps import wait
from tests.ui.wire import Wire
from ui.lobby.lobby_view_model import Page


def test_a_resident_is_wiped_while_the_company_still_thinks_about_the_one_before(
    cabinet: Kiosk, company: Company, line: Wire, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(transport, "READ", 60.0)
    cache, scope = cabinet.machine.store.cache, f"account:{ACCOUNT}"
    line.at = b"DELETE /v1/session"
    line.hold()
    cabinet.leaves()
    cabinet.tap("toBoard")
    company.clock.pass_(seconds=61)
    cabinet.comes()
    cabinet.waits_at(Page.CABINET)
    wait(lambda: cache.count("payment", scope) > 0, "the account's facts")
    cabinet.leaves()
    wait(lambda: cache.count("payment", scope) == 0, "the account's facts to be wiped")
