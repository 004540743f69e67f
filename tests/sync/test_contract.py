"""What the kiosk writes by itself is held equal to the contract."""

import json
from datetime import UTC, datetime, time
from pathlib import Path

from kiosk import appeals, cached
from kiosk.appeals import Draft
from kiosk.database import tables
from kiosk.domain.appeals import AppealStatus, AppealType, FileAppeal, Visit
from sync import contract
from tests.kiosk.stores import opened, resident

NOW = datetime(2026, 11, 17, 8, 36, 12, 345678, tzinfo=UTC)
LEAF = AppealType(id="burst", parent_id=None, name="Прорыв трубы", icon="droplet", position=1)


def test_the_cache_has_a_table_for_every_kind_of_fact_and_no_other() -> None:
    assert set(tables.KINDS) == set(contract.FACTS)
    assert len(tables.KINDS) == len(set(tables.KINDS))


def test_the_caches_ended_appeals_are_those_the_rules_call_not_open() -> None:
    assert set(tables.ENDED) == {status for status in AppealStatus if not status.is_open}


def test_an_operations_frozen_body_is_the_contracts_envelope(tmp_path: Path) -> None:
    store = opened(tmp_path)
    draft = Draft().with_type(LEAF).with_text("Прорвало трубу").with_photo(b"jpeg").with_photos_done()
    draft = draft.with_visit(Visit(on=NOW.date(), start=time(13), end=time(15)), NOW)
    session = resident()
    appeals.file(store, session, draft, NOW)
    command = store.spool.command(draft.op_id)
    store.close()
    assert command is not None
    operation = contract.Operation.model_validate_json(command.body)
    assert set(json.loads(command.body)) == set(contract.Operation.model_fields)
    assert operation.model_dump() == {
        "op_id": draft.op_id,
        "kind": FileAppeal.kind,
        "device_id": session.device_id,
        "session_id": session.session_id,
        "account_id": session.account_id,
        "made_at": NOW,
        "payload": cached.adapter(FileAppeal).dump_python(draft.command(), mode="json"),
        "blobs": tuple(photo.sha256 for photo in draft.photos),
    }
    assert cached.adapter(FileAppeal).validate_python(operation.payload) == draft.command()
