"""What the company did not do: told here and kept by it are one entry, shown until their resident has put it away."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from kiosk import appeals, outbox, refusals
from kiosk.appeals import Delivery, Draft
from kiosk.database import Store
from kiosk.domain.errors import Refused
from kiosk.domain.meters import GiveReading
from kiosk.domain.refusals import DismissRefusal, RefusedOperation
from kiosk.outbox import State
from tests.kiosk.stores import ACCOUNT, BUILDING, LEAF, SCOPE, resident, retract, tell

NOW = datetime(2026, 11, 17, 8, 36, tzinfo=UTC)
WHY = Refused("appeal.many", "Сегодня уже {most} обращений.", {"most": 10})
PAYLOAD = {
    "type_id": LEAF.id,
    "type_name": LEAF.name,
    "text": "Прорвало трубу",
    "visit": None,
    "photos": ["0" * 64],
}
KEPT = RefusedOperation(
    id="op-1",
    operation="appeal.file",
    payload=PAYLOAD,
    made_at=NOW - timedelta(days=3),
    code=WHY.code,
    sentence=WHY.sentence,
    values=WHY.values,
)


def refused(store: Store, session_id: str = "session-1") -> str:
    """Filed at this visit, and refused while its resident is here."""
    draft = Draft().with_type(LEAF).with_text("Прорвало трубу").with_photos_done()
    appeals.file(store, replace(resident(), session_id=session_id), draft, NOW)
    outbox.rejected(store, draft.op_id, WHY)
    return draft.op_id


def kept(store: Store, **changed: object) -> RefusedOperation:
    """The company has kept this from an earlier visit."""
    fact = replace(KEPT, **changed)  # type: ignore[arg-type]
    tell(store, SCOPE, fact)
    return fact


def texts(store: Store, session_id: str = "session-1") -> list[str]:
    return [each.text for each in refusals.listed(store, ACCOUNT, replace(resident(), session_id=session_id))]


def kinds(store: Store) -> list[str]:
    return [command.kind for command in store.spool.in_states(*State)]


def test_what_the_company_kept_is_listed_with_its_reason(store: Store) -> None:
    kept(store)
    (refusal,) = refusals.listed(store, ACCOUNT, replace(resident(), session_id="another visit"))
    assert (refusal.text, refusal.operation, refusal.conflict) == ("Сегодня уже 10 обращений.", "appeal.file", False)
    (entry,) = appeals.listed(store, ACCOUNT, resident())
    assert (entry.delivery, entry.appeal.text, entry.refusal) == (Delivery.REFUSED, "Прорвало трубу", refusal)
    assert appeals.open_count(store, ACCOUNT, resident()) == 0


def test_told_here_and_kept_by_the_company_it_is_one_entry(store: Store) -> None:
    op_id = refused(store)
    tell(store, SCOPE, replace(KEPT, id=op_id))
    assert len(refusals.listed(store, ACCOUNT, resident())) == len(appeals.listed(store, ACCOUNT, resident())) == 1


def test_a_refusal_read_before_its_answer_is_heard_is_no_second_appeal(store: Store) -> None:
    draft = Draft().with_type(LEAF).with_text("Прорвало трубу").with_photos_done()
    appeals.file(store, resident(), draft, NOW)
    tell(store, SCOPE, replace(KEPT, id=draft.op_id))
    assert [each.delivery for each in appeals.listed(store, ACCOUNT, resident())] == [Delivery.REFUSED]
    assert kinds(store) == ["appeal.file"], "it is asked again until the answer is heard"


def test_what_another_visit_heard_here_is_not_shown_to_this_one(store: Store) -> None:
    refused(store, session_id="somebody else's")
    assert texts(store) == [] and len(texts(store, "somebody else's")) == 1
    assert appeals.listed(store, ACCOUNT, resident()) == ()


def test_put_away_it_is_gone_here_at_once_and_the_company_is_told(store: Store) -> None:
    op_id = refused(store)
    tell(store, SCOPE, replace(KEPT, id=op_id))
    refusals.dismiss(store, resident(), op_id, NOW)
    refusals.dismiss(store, resident(), op_id, NOW)
    assert refusals.listed(store, ACCOUNT, resident()) == () and appeals.listed(store, ACCOUNT, resident()) == ()
    (command,) = store.spool.in_states(*State)
    assert outbox.payload(command, DismissRefusal) == DismissRefusal(refused_id=op_id)


def test_it_stays_away_until_the_company_takes_its_row_back(store: Store) -> None:
    kept(store)
    refusals.dismiss(store, resident(), KEPT.id, NOW)
    (command,) = store.spool.in_states(*State)
    outbox.applied(store, command.op_id, {"at": NOW.isoformat()}, None, rev=2)
    outbox.settle(store, ACCOUNT)
    assert refusals.listed(store, ACCOUNT, resident()) == () and kinds(store) == ["refusal.dismiss"]
    retract(store, SCOPE, RefusedOperation.kind, KEPT.id)
    outbox.settle(store, ACCOUNT)
    assert refusals.listed(store, ACCOUNT, resident()) == () and kinds(store) == []


def test_a_dismissal_that_is_refused_shows_the_refusal_again_and_is_none_itself(store: Store) -> None:
    kept(store)
    refusals.dismiss(store, resident(), KEPT.id, NOW)
    (command,) = store.spool.in_states(*State)
    outbox.rejected(store, command.op_id, Refused("op.account", "Счёт больше не привязан."))
    assert [each.id for each in refusals.listed(store, ACCOUNT, resident())] == [KEPT.id]


def test_a_kept_one_opens_with_everything_but_its_photos_bytes(store: Store) -> None:
    tell(store, BUILDING, LEAF)
    kept(store)
    draft = appeals.revision(store, ACCOUNT, KEPT.id, NOW, resident())
    assert (draft.text, draft.corrects, draft.changes) == ("Прорвало трубу", KEPT.id, "")
    assert [(photo.sha256, photo.jpeg) for photo in draft.photos] == [("0" * 64, None)]
    filed = appeals.file(store, resident(), draft, NOW)
    assert kinds(store) == ["appeal.file", "refusal.dismiss"]
    assert [each.appeal.id for each in appeals.listed(store, ACCOUNT, resident())] == [filed.appeal.id]


def test_a_command_of_a_contract_we_do_not_know_is_listed_all_the_same(store: Store) -> None:
    tell(store, SCOPE, replace(KEPT, id="a", operation="lift.call"), replace(KEPT, id="b", payload={"text": "?"}))
    listed = refusals.listed(store, ACCOUNT, resident())
    assert [(each.id, each.command) for each in listed] == [("b", None), ("a", None)]
    assert appeals.listed(store, ACCOUNT, resident()) == ()
    refusals.dismiss(store, resident(), "a", NOW)
    assert [each.id for each in refusals.listed(store, ACCOUNT, resident())] == ["b"]


def test_two_refused_readings_of_one_meter_are_one_entry_of_the_last(store: Store) -> None:
    session = resident()
    for op_id, value in (("r1", 7), ("r2", 8)):
        outbox.put(store, session, GiveReading(meter_id="m", values=(Decimal(value),)), op_id=op_id, now=NOW)
        outbox.rejected(store, op_id, Refused("reading.less", "Меньше прежнего."))
    (refusal,) = refusals.listed(store, ACCOUNT, resident())
    assert (refusal.id, refusal.ids) == ("r2", ("r2", "r1"))


def test_the_newest_comes_first(store: Store) -> None:
    tell(store, SCOPE, KEPT, replace(KEPT, id="op-2", made_at=NOW, sentence="Новое."))
    assert texts(store) == ["Новое.", "Сегодня уже 10 обращений."]


@pytest.mark.parametrize("conflict", [True, False])
def test_a_conflict_is_told_apart(store: Store, conflict: bool) -> None:
    op_id = refused(store)
    outbox.rejected(store, op_id, WHY, conflict=conflict)
    assert refusals.listed(store, ACCOUNT, resident())[0].conflict is conflict
