"""Commands from the moment they are made until nobody needs them."""

import hashlib
import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from kiosk import appeals, outbox
from kiosk.appeals import Draft
from kiosk.database import Store
from kiosk.domain.appeals import CancelAppeal
from kiosk.domain.errors import Refused
from kiosk.outbox import State
from kiosk.session import Session, SessionClosed
from tests.kiosk.stores import ACCOUNT, KEY, LEAF, opened, resident

NOW = datetime(2026, 11, 17, 8, 36, tzinfo=UTC)


def draft(*photos: bytes) -> Draft:
    made = Draft().with_type(LEAF).with_text("Прорвало трубу")
    for jpeg in photos:
        made = made.with_photo(jpeg)
    return made.with_photos_done()


def file(store: Store, *photos: bytes, session: Session | None = None) -> str:
    made = draft(*photos)
    appeals.file(store, session or resident(), made, NOW)
    return made.op_id


def state(store: Store, op_id: str) -> State | None:
    command = store.spool.command(op_id)
    return None if command is None else command.state


def test_the_body_is_signed_by_the_session_and_names_the_photos(store: Store) -> None:
    session = resident()
    command = store.spool.command(file(store, b"one", b"two", session=session))
    assert command is not None
    Ed25519PublicKey.from_public_bytes(session.key.public).verify(command.signature, command.body)
    digests = [hashlib.sha256(content).hexdigest() for content in (b"one", b"two")]
    assert json.loads(command.body)["blobs"] == json.loads(command.body)["payload"]["photos"] == digests
    assert store.spool.blobs(command.op_id) == digests
    assert [store.spool.blob(digest) for digest in digests] == [b"one", b"two"]


def test_filing_a_draft_twice_is_one_command(store: Store) -> None:
    made, session = draft(b"one"), resident()
    first = appeals.file(store, session, made, NOW)
    assert appeals.file(store, session, made, NOW) == first
    assert len(appeals.listed(store, ACCOUNT, resident())) == 1
    assert len(outbox.due(store, 0.0)[0]) == 1


def test_a_command_rings_whoever_sends(store: Store) -> None:
    rung: list[str] = []
    store.on_put(lambda: rung.append("rung"))
    file(store)
    assert rung == ["rung"]


def test_nothing_is_filed_without_an_account_or_after_leaving(store: Store) -> None:
    with pytest.raises(Refused):
        file(store, session=resident(None))
    gone = resident()
    gone.close()
    with pytest.raises(SessionClosed):
        file(store, session=gone)
    assert outbox.due(store, 0.0) == ((), None)


def test_a_full_disk_refuses_in_words_and_keeps_nothing(store: Store, caplog: pytest.LogCaptureFixture) -> None:
    file(store)
    with store.spool._file.reading() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
    store.spool._file._engine.dispose()
    _limit_pages(store, pages)
    with pytest.raises(Refused) as refused:
        file(store, bytes(200_000))
    assert refused.value.code == "outbox.disk"
    assert "ничего не отправлено" in refused.value.text
    assert "SQLITE_FULL" in caplog.text
    assert "Прорвало" not in caplog.text
    assert len(appeals.listed(store, ACCOUNT, resident())) == 1
    assert store.spool.blob(hashlib.sha256(bytes(200_000)).hexdigest()) is None


def test_a_wiped_kiosk_takes_nothing_more_and_says_so(store: Store) -> None:
    rung: list[str] = []
    store.on_put(lambda: rung.append("rung"))
    store.wipe(NOW, ())
    with pytest.raises(Refused) as refused:
        file(store, b"one")
    assert (refused.value.code, rung) == ("outbox.wiped", [])
    assert "не сохранено и не отправлено" in refused.value.text
    assert store.spool.in_states(*State) == []


def _limit_pages(store: Store, pages: int) -> None:
    """SQLite's own limit: its answer is the one a full disk gives."""
    from sqlalchemy import event

    @event.listens_for(store.spool._file._engine, "connect")
    def limit(connection: object, _record: object) -> None:
        connection.execute(f"PRAGMA max_page_count={pages}")  # type: ignore[attr-defined]


def test_what_was_being_sent_when_the_machine_stopped_is_ready_again(tmp_path: Path) -> None:
    store = opened(tmp_path)
    op_id = file(store)
    outbox.sending(store, op_id)
    assert outbox.due(store, 0.0) == ((), None)
    store.close()
    store = Store.open(tmp_path, KEY)
    assert [command.op_id for command in outbox.due(store, 0.0)[0]] == [op_id]
    store.close()


def test_the_pause_grows_from_two_seconds_to_a_quarter_of_an_hour_with_full_jitter(store: Store) -> None:
    op_id = file(store)
    pauses = []
    for _ in range(14):
        command = store.spool.command(op_id)
        assert command is not None
        outbox.put_back(store, command, now=1000.0, chance=0.5, trouble="500")
        again = store.spool.command(op_id)
        assert again is not None
        pauses.append(again.next_try_at - 1000.0)
    assert pauses[:4] == [1.0, 2.0, 4.0, 8.0]
    assert pauses[-1] == 450.0


def test_a_command_waits_for_its_time_and_hurrying_ends_the_wait(store: Store) -> None:
    op_id = file(store)
    command = store.spool.command(op_id)
    assert command is not None
    outbox.put_back(store, command, now=1000.0, chance=0.5, trouble="500")
    assert outbox.due(store, 1000.5) == ((), 1001.0)
    assert [due.op_id for due in outbox.due(store, 1001.0)[0]] == [op_id]
    outbox.hurry(store)
    assert [due.op_id for due in outbox.due(store, 1000.5)[0]] == [op_id]


def test_a_clock_set_back_by_a_year_holds_nothing_up(store: Store) -> None:
    command = store.spool.command(file(store))
    assert command is not None
    outbox.put_back(store, command, now=40_000_000.0, chance=0.5, trouble="500")
    assert len(outbox.due(store, 8_000_000.0)[0]) == 1


def test_commands_of_one_appeal_go_in_order_and_others_do_not_wait(store: Store) -> None:
    session = resident()
    first, other = file(store, session=session), file(store, session=session)
    second = draft()
    outbox.put(store, session, CancelAppeal(appeal_id=first), op_id=second.op_id, now=NOW)
    assert [due.op_id for due in outbox.due(store, 0.0)[0]] == [first, other]
    outbox.stuck(store, first, "403")
    assert [due.op_id for due in outbox.due(store, 0.0)[0]] == [other]
    outbox.applied(store, first, {}, None)
    assert [due.op_id for due in outbox.due(store, 0.0)[0]] == [other, second.op_id]


def test_photos_are_deleted_with_the_last_command_that_needs_them(store: Store) -> None:
    session = resident()
    one, two = file(store, b"same", b"own", session=session), file(store, b"same", session=session)
    same, own = (hashlib.sha256(content).hexdigest() for content in (b"same", b"own"))
    store.spool.delete([one])
    assert (store.spool.blob(same), store.spool.blob(own)) == (b"same", None)
    store.spool.delete([two])
    assert store.spool.blob(same) is None


def test_after_the_resident_left_applied_commands_go_and_stuck_and_ready_ones_stay(store: Store) -> None:
    session = resident()
    applied, stuck, ready = (file(store, session=session) for _ in range(3))
    outbox.applied(store, applied, {"appeal_id": applied, "number": "303"}, applied)
    outbox.stuck(store, stuck, "403")
    outbox.settle(store, followed=ACCOUNT)
    assert state(store, applied) is State.APPLIED
    outbox.settle(store, followed=None)
    assert [state(store, op_id) for op_id in (applied, stuck, ready)] == [None, State.STUCK, State.READY]
