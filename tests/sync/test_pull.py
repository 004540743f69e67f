"""The feed: every row once, the strange ones set aside, restored servers read anew."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import update

from kiosk import appeals, cached, login, notices, payments
from kiosk.company import Broken
from kiosk.database import Store, aside
from kiosk.database.rows import Cursor, FeedRow, SetAside
from kiosk.domain.accounts import Address
from kiosk.domain.errors import Refused
from kiosk.domain.login import Consent, ConsentKind, Method
from kiosk.domain.money import Kopecks
from kiosk.domain.payments import Payment
from sync import pull
from sync.client import Client, enrol
from sync.contract import FeedPage
from sync.pull import Pull
from sync.server import facts
from sync.server.demo import consents
from sync.server.tables import FactRow
from tests.kiosk.stores import opened
from tests.sync import faulty as faults
from tests.sync.company import Company
from tests.sync.faulty import faulty
from tests.sync.machine import ACCOUNT

BUILDING = "building:1"
SCOPE = cached.account_scope(ACCOUNT)


class Reader:
    """A kiosk that only reads; `restored` counts how often the server turned out another."""

    def __init__(self, directory: Path, company: Company) -> None:
        self.device = enrol(company.url, company.cli("enrol", "--building", "1").strip())
        self.store: Store = opened(directory)
        self.restored = 0
        self.pull = Pull(self.store, Client(self.device), self._restored)

    def _restored(self) -> None:
        self.restored += 1


@pytest.fixture
def reader(tmp_path: Path, company: Company) -> Iterator[Reader]:
    reader = Reader(tmp_path / "kiosk", company)
    yield reader
    reader.store.close()


def publish(company: Company, scope: str, *said: Payment) -> None:
    with company.database.write() as db:
        for fact in said:
            facts.publish(db, scope, fact, datetime.now(UTC))


def spoil(company: Company, kind: str, fact_id: str, data: dict[str, object]) -> None:
    """The company's programmers make a mistake in one row."""
    with company.database.write() as db:
        db.execute(update(FactRow).where(FactRow.kind == kind, FactRow.id == fact_id).values(data=data))


def payment(number: int) -> Payment:
    return Payment(id=f"p{number}", number=f"{number:05}", paid_on=date(2026, 11, 17), total=Kopecks(number))


def test_the_building_is_read_and_then_nothing_more_has_changed(reader: Reader) -> None:
    assert "appeal_type" in reader.pull.pull(BUILDING)
    assert appeals.types(reader.store)
    board = notices.board(reader.store, datetime.now(UTC))
    assert board.company is not None
    assert board.building is not None
    assert reader.pull.pull(BUILDING) == frozenset()


def test_an_account_of_many_pages_is_read_whole(company: Company, tmp_path: Path) -> None:
    many = [payment(n) for n in range(450)]
    publish(company, SCOPE, *many)
    store = opened(tmp_path / "kiosk")
    device = enrol(company.url, company.cli("enrol", "--building", "1").strip())
    token = _token(company, device_client := Client(device))
    store.cache.admit(SCOPE)
    Pull(store, device_client, lambda: None).pull(SCOPE, token)
    assert store.cache.count("payment", SCOPE) == 455
    assert payments.listed(store, ACCOUNT, limit=2) == (many[-1], many[-2])
    store.close()


def _token(company: Company, client: Client) -> str:
    now = company.clock()
    given = tuple(Consent(consent=kind, version=consents.VERSION, given_at=now) for kind in ConsentKind)
    sent = client.send_code("+79281234567", Method.SMS, given)
    return login.confirm(client, "", sent, company.postbox.code).token


def test_a_row_that_is_not_understood_is_set_aside_and_told_without_its_content(
    reader: Reader, company: Company, caplog: pytest.LogCaptureFixture
) -> None:
    (kind, fact_id) = next(
        (row.kind, row.id) for row in reader.pull._client.feed(BUILDING, 0).rows if row.kind == "notice"
    )
    spoil(company, kind, fact_id, {"id": fact_id, "title": "Канарейка"})
    reader.pull.pull(BUILDING)
    assert reader.pull.set_aside == (SetAside(scope=BUILDING, kind=kind, id=fact_id),)
    assert reader.store.cache.row(kind, BUILDING, fact_id) is None
    assert appeals.types(reader.store)
    assert f"set aside: {kind} {fact_id!r}" in caplog.text
    assert "Канарейка" not in caplog.text


def test_a_row_under_anothers_id_or_in_the_wrong_scope_is_set_aside(reader: Reader, company: Company) -> None:
    publish(company, BUILDING, payment(1))
    reader.pull.pull(BUILDING)
    first, second = appeals.types(reader.store)[:2]
    data = json.loads(cached.adapter(type(first)).dump_json(first))
    with company.database.write() as db:
        facts.publish(db, BUILDING, second, datetime.now(UTC))
    spoil(company, "appeal_type", second.id, data)
    reader.pull.pull(BUILDING)
    places = {(each.scope, each.kind, each.id) for each in reader.pull.set_aside}
    assert places == {(BUILDING, "payment", "p1"), (BUILDING, "appeal_type", second.id)}
    assert second in appeals.types(reader.store)


def reopened(reader: Reader) -> Store:
    reader.store.close()
    reader.store = opened(reader.store._directory)
    return reader.store


def test_what_was_set_aside_is_still_told_after_a_restart(reader: Reader, company: Company) -> None:
    publish(company, BUILDING, payment(1))
    reader.pull.pull(BUILDING)
    store = reopened(reader)
    assert Pull(store, Client(reader.device), lambda: None).set_aside == (
        SetAside(scope=BUILDING, kind="payment", id="p1"),
    )


def test_another_release_reads_again_what_was_set_aside(
    reader: Reader, company: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    reader.pull.pull(BUILDING)
    monkeypatch.setattr(aside, "VERSION", "2.0.0")
    assert reopened(reader).cache.cursor(BUILDING) is not None, "nothing was set aside: nothing is read again"
    publish(company, BUILDING, payment(1))
    Pull(reader.store, Client(reader.device), lambda: None).pull(BUILDING)
    monkeypatch.setattr(aside, "VERSION", "2.0.1")
    store = reopened(reader)
    assert (store.cache.cursor(BUILDING), store.cache.set_aside()) == (None, ())


def test_of_an_account_that_is_forgotten_the_kinds_alone_are_remembered_until_they_are_sound(reader: Reader) -> None:
    def page(rev: int, *places: tuple[str, str], odd: bool) -> None:
        """The company's page with these rows, all understood or none."""
        asides = [SetAside(scope=SCOPE, kind=kind, id=name) for kind, name in places] if odd else []
        rows = [
            FeedRow(kind=kind, id=name, rev=rev, order="", op_id=None, data="{}") for kind, name in places if not odd
        ]
        cursor = reader.store.cache.cursor(SCOPE)
        assert reader.store.cache.apply(SCOPE, cursor, Cursor(epoch="1", rev=rev), rows, asides) is not None

    cache = reader.store.cache
    cache.admit(SCOPE)
    page(1, ("payment", "p1"), ("payment", "p2"), ("meter", "m"), odd=True)
    assert len(cache.set_aside()) == 3
    cache.forget_accounts()
    assert {(each.scope, each.kind, each.id) for each in reopened(reader).cache.set_aside()} == {
        ("account", "payment", ""),
        ("account", "meter", ""),
    }
    cache = reader.store.cache
    cache.admit(SCOPE)
    page(2, ("payment", "p1"), odd=False)
    assert [each.kind for each in cache.set_aside()] == ["meter"]
    cache.forget_all()
    assert cache.set_aside() == ()


def test_a_row_mended_by_the_company_is_taken_back(reader: Reader, company: Company) -> None:
    reader.pull.pull(BUILDING)
    leaf = appeals.types(reader.store)[0]
    with company.database.write() as db:
        facts.publish(db, BUILDING, leaf, datetime.now(UTC))
    spoil(company, "appeal_type", leaf.id, {"id": leaf.id})
    reader.pull.pull(BUILDING)
    assert reader.pull.set_aside
    with company.database.write() as db:
        facts.publish(db, BUILDING, leaf, datetime.now(UTC))
    reader.pull.pull(BUILDING)
    assert reader.pull.set_aside == ()


def test_a_server_restored_from_a_backup_is_read_anew(reader: Reader, company: Company) -> None:
    reader.pull.pull(BUILDING)
    assert reader.restored == 1, "nobody knows which life of the server was spoken with before"
    before = reader.store.cache.cursor(BUILDING)
    company.cli("restored")
    assert "appeal_type" in reader.pull.pull(BUILDING)
    after = reader.store.cache.cursor(BUILDING)
    assert before is not None
    assert after is not None
    assert before.epoch != after.epoch
    assert reader.restored == 2
    assert reader.pull.pull(BUILDING) == frozenset()
    assert reader.restored == 2


def test_a_cursor_the_server_no_longer_knows_is_read_anew(reader: Reader) -> None:
    reader.pull.pull(BUILDING)
    cursor = reader.store.cache.cursor(BUILDING)
    assert cursor is not None
    ahead = Cursor(epoch=cursor.epoch, rev=cursor.rev + 1000)
    reader.store.cache.apply(BUILDING, cursor, ahead, [])
    assert "appeal_type" in reader.pull.pull(BUILDING)
    assert reader.store.cache.cursor(BUILDING) == cursor


def test_an_account_is_refused_without_its_residents_session(reader: Reader) -> None:
    reader.store.cache.admit(SCOPE)
    with pytest.raises(Refused):
        reader.pull.pull(SCOPE, "no such token")
    assert reader.store.cache.count("payment", SCOPE) == 0


def test_a_feed_that_goes_on_without_going_further_is_broken(reader: Reader) -> None:
    page = b'{"scope": "building:1", "after": 0, "epoch": "1", "rev": 5, "more": true, "rows": []}'
    with faulty(faults.answer("200 OK", faults.JSON, page)) as server:
        client = Client(replace(reader.device, server=server.url))
        with pytest.raises(Broken):
            Pull(reader.store, client, lambda: None).pull(BUILDING)
        assert len(server.requests) == 2


NOTICE = {"notice": "news", "title": "Уборка", "text": "", "published_at": "2026-11-17T08:36:00Z"}
BUILDING_ROW = {"street": "Улица", "house": "Дом 1", "timezone": "Europe/Moscow"}
MEETING = {
    "title": "Собрание",
    "starts_at": "2026-11-17T08:36:00Z",
    "ends_at": "2026-11-18T08:36:00Z",
    "participated": "12",
}


@pytest.mark.parametrize(
    ("kind", "good", "odd"),
    [
        ("notice", NOTICE, {"published_at": "2026-11-17T08:36:00"}),
        ("notice", NOTICE, {"published_at": "9999-12-31T23:59:59-12:00"}),
        ("notice", NOTICE, {"published_at": "0001-01-01T00:00:00+12:00"}),
        ("notice", NOTICE, {"allowed_minutes": 10**30}),
        ("notice", NOTICE, {"text": "я" * 300_000}),
        ("notice", NOTICE, {"services": ["gas"] * 3_000}),
        ("meeting", MEETING, {"participated": "1E+999999"}),
        ("meeting", MEETING, {"participated": "1E-999999"}),
        ("building", BUILDING_ROW, {"timezone": "Nowhere/At_All"}),
        ("building", BUILDING_ROW, {"timezone": "../../etc/passwd"}),
        ("building", BUILDING_ROW, {"timezone": "я" * 5_000}),
    ],
)
def test_a_row_beyond_belief_is_set_aside_and_the_others_are_kept(
    reader: Reader, kind: str, good: dict[str, object], odd: dict[str, object]
) -> None:
    rows = [
        {"kind": kind, "id": name, "rev": rev, "data": {**good, **extra, "id": name}}
        for rev, (name, extra) in enumerate((("good", {}), ("odd", odd)), 1)
    ]
    page = json.dumps({"scope": "building:1", "after": 0, "epoch": "1", "rev": 2, "more": False, "rows": rows}).encode()
    with faulty(faults.answer("200 OK", faults.JSON, page)) as server:
        Pull(reader.store, Client(replace(reader.device, server=server.url)), lambda: None).pull(BUILDING)
    assert reader.store.cache.row(kind, BUILDING, "good") is not None
    assert reader.store.cache.row(kind, BUILDING, "odd") is None


@pytest.mark.parametrize(
    "odd", [{"rev": 10**30}, {"rev": -1}, {"epoch": "e" * 1000}, {"rows": [{"kind": "notice", "id": "", "rev": 1}]}]
)
def test_a_page_beyond_belief_is_broken_and_stores_nothing(reader: Reader, odd: dict[str, object]) -> None:
    page = json.dumps(
        {"scope": "building:1", "after": 0, "epoch": "1", "rev": 2, "more": False, "rows": [], **odd}
    ).encode()
    with faulty(faults.answer("200 OK", faults.JSON, page)) as server, pytest.raises(Broken):
        Pull(reader.store, Client(replace(reader.device, server=server.url)), lambda: None).pull(BUILDING)
    assert reader.store.cache.cursor(BUILDING) is None


def test_a_feed_without_end_is_broken(reader: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pull, "MOST_PAGES", 3)

    def endless(scope: str, after: int, **_: object) -> FeedPage:
        return FeedPage(scope=scope, after=after, epoch="1", rev=after + 1, more=True, rows=())

    monkeypatch.setattr(reader.pull._client, "feed", endless)
    with pytest.raises(Broken, match="without end"):
        reader.pull.pull(BUILDING)


def test_a_row_of_an_account_is_set_aside_without_a_word_of_whose(
    reader: Reader, caplog: pytest.LogCaptureFixture
) -> None:
    page = (
        b'{"scope": "account:10117", "after": 0, "epoch": "1", "rev": 5, "more": false,'
        b' "rows": [{"kind": "account", "id": "10117", "rev": 5, "data": {}}]}'
    )
    reader.store.cache.admit(SCOPE)
    with faulty(faults.answer("200 OK", faults.JSON, page)) as server:
        Pull(reader.store, Client(replace(reader.device, server=server.url)), lambda: None).pull(SCOPE, "token")
    assert "set aside: account" in caplog.text
    assert "10117" not in caplog.text


def test_a_scope_of_many_pages_is_read_anew_though_its_tombstones_were_forgotten(
    reader: Reader, company: Company
) -> None:
    with company.database.write() as db:
        for number in range(250):
            text = f"ул. Новая, {number}"
            facts.publish(db, BUILDING, Address(id=text, text=text), company.clock())
        facts.retract(db, BUILDING, Address.kind, "ул. Новая, 249", company.clock())
    company.clock.pass_(days=401)
    with company.database.write() as db:
        facts.forget_tombstones(db, company.clock(), timedelta(days=400))
    company.clock.pass_(days=-401)
    reader.pull.pull(BUILDING)
    assert reader.store.cache.row(Address.kind, BUILDING, "ул. Новая, 248") is not None
    assert reader.store.cache.row(Address.kind, BUILDING, "ул. Новая, 249") is None
    assert reader.pull.pull(BUILDING) == frozenset()
