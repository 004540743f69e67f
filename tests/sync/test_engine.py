"""The engine over the company: news comes by itself, leaving forgets, faults do not end it."""

import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from kiosk import accounts, appeals, leaving, login, outbox, payments
from kiosk.appeals import Delivery
from kiosk.company import Offline
from kiosk.domain.accounts import LinkByAddress, LinkByLogin, LinkStatus
from kiosk.domain.appeals import AppealStatus
from kiosk.domain.errors import Refused
from kiosk.domain.login import CodeSent
from kiosk.session import Session, SessionKey
from sync import listener
from sync.client import enrol
from sync.contract import FeedPage
from tests.kiosk.stores import resident
from tests.sync.company import Company
from tests.sync.conditions import until
from tests.sync.machine import ACCOUNT, Machine


@pytest.fixture
def machine(company: Company, tmp_path: Path) -> Iterator[Machine]:
    machine = Machine(tmp_path / "kiosk", enrol(company.url, company.cli("enrol", "--building", "1").strip()))
    yield machine
    machine.switch_off()


@pytest.fixture
def session(machine: Machine, company: Company) -> Session:
    return machine.at_account(lambda _sent: company.postbox.code)


def moved(machine: Machine, number: str, status: AppealStatus) -> bool:
    return any(
        entry.appeal.number == number and entry.appeal.status is status
        for entry in appeals.listed(machine.store, ACCOUNT, resident())
    )


def test_the_manuals_appeals_and_payments_are_there_after_choosing_the_account(
    machine: Machine, session: Session
) -> None:
    assert [entry.appeal.number for entry in appeals.listed(machine.store, ACCOUNT, resident())] == [
        "301",
        "297",
        "268",
        "209",
        "185",
    ]
    assert [payment.number for payment in payments.listed(machine.store, ACCOUNT)] == [
        "317",
        "285",
        "255",
        "221",
        "191",
    ]


def test_an_appeal_filed_gets_its_number_and_is_settled_when_its_row_comes(machine: Machine, session: Session) -> None:
    op_id = machine.file(session, photos=2)
    until(lambda: machine.number(op_id), "the number")
    until(lambda: machine.store.spool.command(op_id) is None, "settling")
    assert len(appeals.listed(machine.store, ACCOUNT, resident())) == 6
    assert frozenset({"outbox"}) in machine.changes
    digest = machine.appeal(op_id).appeal.photos[0]
    assert machine.store.spool.blob(digest) is None
    assert appeals.photo(machine.store, machine.client, session, digest).startswith(b"\xff\xd8")


def test_the_companys_changes_come_while_one_looks_each_time(
    machine: Machine, session: Session, company: Company
) -> None:
    company.cli("move", "268", "in_work")
    until(lambda: moved(machine, "268", AppealStatus.IN_WORK), "the first change")
    company.cli("move", "268", "done")
    until(lambda: moved(machine, "268", AppealStatus.DONE), "the second change")
    assert frozenset({"appeal"}) in machine.changes


def test_a_new_command_does_not_wait_behind_the_listening(machine: Machine, session: Session) -> None:
    until(lambda: threading.active_count() > 2, "both threads")
    started = time.monotonic()
    op_id = machine.file(session)
    until(lambda: machine.number(op_id), "the number")
    assert time.monotonic() - started < 10  # the feed is held for 25


def test_leaving_wipes_the_account_and_pushing_goes_on(machine: Machine, session: Session) -> None:
    op_id = machine.file(session, photos=3)
    leaving.leave(machine.store, machine.engine, machine.client, session)
    assert accounts.header(machine.store, ACCOUNT) is None
    until(lambda: machine.store.spool.command(op_id) is None, "delivery and settling")
    assert appeals.listed(machine.store, ACCOUNT, resident()) == ()
    with pytest.raises(Refused):
        machine.client.links(session.token)


def test_what_was_delivered_after_leaving_is_seen_at_the_next_login(
    machine: Machine, session: Session, company: Company
) -> None:
    op_id = machine.file(session)
    leaving.leave(machine.store, machine.engine, machine.client, session)
    until(lambda: machine.store.spool.command(op_id) is None, "delivery")
    company.clock.pass_(minutes=2)
    machine.at_account(lambda _sent: company.postbox.code)
    until(lambda: len(appeals.listed(machine.store, ACCOUNT, resident())) == 6, "the new appeal")


def test_switching_accounts_forgets_the_first(machine: Machine, company: Company, session: Session) -> None:
    claim = LinkByLogin(login="10119", password="Teplo-2019")
    session = accounts.link(machine.client, session, claim)
    assert [link.status for link in session.links if link.number == "10119"] == [LinkStatus.CONFIRMED]
    session = accounts.choose(machine.engine, session, "10119")
    until(lambda: accounts.header(machine.store, "10119"), "the other header")
    assert accounts.header(machine.store, ACCOUNT) is None


def test_a_claim_by_address_waits_for_the_company_and_is_not_chosen_meanwhile(
    machine: Machine, session: Session
) -> None:
    (address,) = accounts.suggest(machine.store, "100 стрелковой 1", limit=1)
    claim = LinkByAddress(number="10120", address=address, apartment="19")
    session = accounts.link(machine.client, session, claim)
    with pytest.raises(Refused) as refused:
        accounts.choose(machine.engine, session, "10120")
    assert refused.value.code == "link.pending"


@pytest.mark.parametrize(
    "claim",
    [
        LinkByLogin(login="10119", password="wrong"),
        LinkByLogin(login="99999", password="wrong"),
        LinkByAddress(number="10118", address="г. Волгодонск, ул. Пятакова, 17", apartment="999"),
    ],
)
def test_a_wrong_claim_is_refused_without_saying_what_is_wrong(
    machine: Machine, session: Session, claim: LinkByLogin | LinkByAddress
) -> None:
    with pytest.raises(Refused) as refused:
        accounts.link(machine.client, session, claim)
    assert "не совпали" in refused.value.text


def test_wrong_codes_are_answered_in_words_and_the_fifth_ends_the_code(machine: Machine, company: Company) -> None:
    sent = machine.ask_code()
    wrong = f"{(int(company.postbox.code) + 1) % 10_000:04}"
    sentences = []
    for code in [wrong] * 5 + [company.postbox.code]:
        with pytest.raises(Refused) as refused:
            login.confirm(machine.client, machine.device.device_id, sent, code)
        sentences.append(refused.value.text)
    assert all(sentences)
    assert sentences[0] != sentences[4]


def test_an_expired_code_is_refused_in_words(machine: Machine, company: Company) -> None:
    def late(_sent: CodeSent) -> str:
        company.clock.pass_(seconds=181)
        return company.postbox.code

    with pytest.raises(Refused) as refused:
        machine.log_in(late)
    assert refused.value.text


def test_stopping_ends_a_held_feed_at_once(machine: Machine, session: Session) -> None:
    started = time.monotonic()
    machine.switch_off()
    assert time.monotonic() - started < 5
    assert not [thread for thread in threading.enumerate() if thread.name in ("engine", "listener")]


def test_an_unforeseen_fault_is_logged_without_content_and_the_engine_goes_on(
    machine: Machine, session: Session, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    faults = iter([RuntimeError("Канарейка"), RuntimeError("Канарейка")])
    due = outbox.due

    def failing(*arguments: object) -> object:
        fault = next(faults, None)
        if fault is not None:
            raise fault
        return due(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(outbox, "due", failing)
    op_id = machine.file(session)
    until(machine.lost, "trouble told")
    until(lambda: machine.number(op_id), "the number in spite of the faults")
    assert "fault RuntimeError at test_engine.py" in caplog.text
    assert "Канарейка" not in caplog.text + machine.connection.state.trouble


def test_a_command_left_sending_by_a_fault_is_sent_again(
    machine: Machine, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    faults = iter([RuntimeError()])
    applied = outbox.applied

    def failing(*arguments: object) -> None:
        fault = next(faults, None)
        if fault is not None:
            raise fault
        applied(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(outbox, "applied", failing)
    op_id = machine.file(session)
    until(lambda: machine.store.spool.command(op_id) is None, "the second delivery, and settling")
    until(lambda: len(appeals.listed(machine.store, ACCOUNT, resident())) == 6, "one appeal only")


def test_a_stuck_operation_is_told_to_the_operator(machine: Machine, session: Session) -> None:
    forged = replace(session, key=SessionKey())
    op_id = machine.file(forged)
    until(lambda: machine.appeal(op_id).delivery is Delivery.STUCK, "the company's refusal")
    until(lambda: "застряло операций: 1" in machine.connection.state.trouble, "the trouble")
    assert machine.agreed()


def test_a_fault_of_the_listener_does_not_end_it(
    machine: Machine, session: Session, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    asked: list[str] = []

    def fail(scope: str, *_: object, **__: object) -> None:
        asked.append(scope)
        raise ZeroDivisionError(scope)

    monkeypatch.setattr(listener, "PAUSE", 0.05)
    monkeypatch.setattr(machine.engine._listener._client, "feed", fail)
    machine.engine.follow(session.token, ACCOUNT)
    until(lambda: len(asked) > 2, "the listener to go on asking")
    assert "fault ZeroDivisionError" in caplog.text
    assert asked[0] not in caplog.text


def test_a_company_of_another_life_at_every_knock_is_not_knocked_at_without_end(
    machine: Machine, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []

    def another_life(scope: str, after: int, **_: object) -> FeedPage:
        asked.append(after)
        return FeedPage(scope=scope, after=after, epoch=f"life {len(asked)}", rev=after, more=False, rows=())

    monkeypatch.setattr(machine.engine._listener._client, "feed", another_life)
    machine.engine.follow(session.token, ACCOUNT)
    until(lambda: bool(asked), "the listener to ask")
    for _ in range(5):
        machine.engine.wake()
        agreed = machine.connection.state.agreed_at
        until(lambda agreed=agreed: machine.connection.state.agreed_at != agreed, "the engine to have read the feed")  # type: ignore[misc]
    assert len(asked) <= 2


def test_a_door_that_shuts_at_once_is_not_knocked_at_without_end(
    machine: Machine, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []

    def shut(*_: object, **__: object) -> None:
        asked.append(len(machine.changes))
        raise Offline("shut")

    monkeypatch.setattr(machine.engine._listener._client, "feed", shut)
    machine.engine.follow(session.token, ACCOUNT)
    until(lambda: bool(asked), "the listener to ask")
    for _ in range(5):
        machine.engine.wake()
        agreed = machine.connection.state.agreed_at
        until(lambda agreed=agreed: machine.connection.state.agreed_at != agreed, "the engine to have read the feed")  # type: ignore[misc]
    assert len(asked) <= 2
