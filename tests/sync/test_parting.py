"""The company shuts the account during the visit: its rows go at once, the shell hears it, and nobody else is meant."""

from collections.abc import Callable

import pytest
from sqlalchemy import update

from kiosk import accounts, payments
from kiosk.connection import PARTED
from kiosk.domain.accounts import LinkStatus
from kiosk.parting import Parting
from sync.client import Client
from sync.server.tables import LinkRow, ResidentSession
from tests.sync.company import DEMO_PHONE, Company
from tests.sync.conditions import until
from tests.sync.machine import ACCOUNT
from tests.sync.turner import Turner, device, turner

__all__ = ["device", "turner"]


def unlink(company: Company) -> None:
    with company.database.write() as db:
        ours = (LinkRow.phone == DEMO_PHONE, LinkRow.account_id == ACCOUNT)
        db.execute(update(LinkRow).where(*ours).values(status=LinkStatus.DECLINED))


def end_session(company: Company) -> None:
    with company.database.write() as db:
        db.execute(update(ResidentSession).values(ended_at=company.clock()))


@pytest.mark.parametrize(("shut", "why"), [(unlink, Parting.UNLINKED), (end_session, Parting.SESSION_ENDED)])
def test_nothing_of_a_shut_account_stays_and_the_shell_is_told(
    turner: Turner, company: Company, shut: Callable[[Company], None], why: Parting
) -> None:
    engine, heard, token = turner.engine(), list[frozenset[str]](), turner.session.token
    turner.connection.listen(heard.append)
    engine.follow(token, ACCOUNT)
    engine._turn()
    assert payments.listed(turner.store, ACCOUNT)
    assert turner.connection.parting(token) is None
    shut(company)
    engine._turn()
    assert (payments.listed(turner.store, ACCOUNT), accounts.header(turner.store, ACCOUNT)) == ((), None)
    assert turner.store.cache.cursor(f"account:{ACCOUNT}") is None
    assert turner.connection.parting(token) is why
    assert turner.connection.parting("another's") is None
    assert frozenset({PARTED}) in heard
    assert turner.connection.state.reachable is True
    engine.leave()
    assert turner.connection.parting(token) is None


def test_what_the_resident_sent_before_goes_on_being_sent(turner: Turner, company: Company) -> None:
    engine = turner.engine()
    engine.follow(turner.session.token, ACCOUNT)
    engine._turn()
    op_id = turner.machine.file(turner.session)
    end_session(company)
    for _ in range(2):
        engine._turn()
    assert turner.state(op_id) is None
    assert "Прорвало трубу в подвале" in company.cli("appeals")


def test_a_refusal_meant_for_the_one_before_lets_nobody_else_go(
    turner: Turner, company: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another resident comes while the refusal is on its way."""
    engine, feed = turner.engine(), Client.feed
    engine.follow("a session that is over", ACCOUNT)

    def asking(client: Client, scope: str, *arguments: int, **named: object) -> object:
        if named.get("token") == "a session that is over":
            engine.follow(turner.session.token, ACCOUNT)
        return feed(client, scope, *arguments, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(Client, "feed", asking)
    engine._turn()
    assert turner.connection.parting(turner.session.token) is None
    engine._turn()
    assert payments.listed(turner.store, ACCOUNT)


def test_a_kiosk_that_listens_hears_of_it_at_once(turner: Turner, company: Company) -> None:
    """The feed is held for 25 seconds, the idle look is due after 60."""
    engine, token = turner.engine(), turner.session.token
    engine.follow(token, ACCOUNT)
    engine.start()
    try:
        until(lambda: turner.said, "the first round to be over")
        unlink(company)
        until(lambda: turner.connection.parting(token) is Parting.UNLINKED, "the parting", 15)
    finally:
        engine.stop()
