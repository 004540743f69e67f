"""The feed: every row once, the strange ones set aside, restored servers read anew."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from kiosk import appeals, cached, login, notices, payments
from kiosk.company import Broken
from kiosk.database.rows import Cursor, SetAside
from kiosk.domain.accounts import Address
from kiosk.domain.errors import Refused
from kiosk.domain.login import Consent, ConsentKind, Method
from sync import pull
from sync.client import Client, enrol
from sync.contract import FeedPage
from sync.pull import Pull
from sync.server import facts
from sync.server.demo import consents
from tests.kiosk.stores import opened
from tests.sync import faulty as faults
from tests.sync.company import Company
from tests.sync.faulty import faulty
from tests.sync.machine import ACCOUNT
from tests.sync.reader import BUILDING, SCOPE, Reader, payment, publish, reader, spoil

__all__ = ["reader"]


def test_a_feed_of_another_life_on_every_page_is_not_read_without_end(
    reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []

    def another_life(_client: Client, scope: str, after: int, **_: object) -> FeedPage:
        asked.append(after)
        life = f"life {len(asked)}"
        return FeedPage(scope=scope, after=after, epoch=life, rev=after + 1, more=True, rows=())

    reader.pull.pull(BUILDING)
    monkeypatch.setattr(Client, "feed", another_life)
    with pytest.raises(Broken, match="another life"):
        reader.pull.pull(BUILDING)
    assert len(asked) == 3
    assert reader.restored >= 2


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
