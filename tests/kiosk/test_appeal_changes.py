"""Edits, cancels and ratings: shown at once over what the company said, in order, and gone when it has said so."""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

import pytest

from kiosk import appeals, outbox, refusals
from kiosk.appeals import Delivery, Draft, ListedAppeal
from kiosk.database import Store
from kiosk.domain.appeals import NOT_DONE, Appeal, AppealStatus, CancelAppeal, EditAppeal, FileAppeal, RateAppeal, Visit
from kiosk.domain.errors import Refused
from kiosk.outbox import State
from tests.kiosk.stores import ACCOUNT, BUILDING, LEAF, SCOPE, resident, tell

NOW = datetime(2026, 11, 17, 8, 36, tzinfo=UTC)
NEW = Appeal(
    id="a301",
    number="301",
    type_id=LEAF.id,
    type_name=LEAF.name,
    text="Прорвало трубу",
    status=AppealStatus.NEW,
    filed_at=NOW - timedelta(days=1),
)
DONE = replace(NEW, id="a300", number="300", status=AppealStatus.DONE)


def shown(store: Store, appeal_id: str = NEW.id) -> ListedAppeal:
    found = appeals.find(store, ACCOUNT, appeal_id, resident())
    assert found is not None
    return found


def edit(store: Store, appeal_id: str = NEW.id, text: str = "Прорвало две трубы", jpeg: bytes | None = None) -> str:
    """Change an appeal's text by the form, perhaps with one more photo; the command's id."""
    tell(store, BUILDING, LEAF)
    draft = appeals.revision(store, ACCOUNT, appeal_id, NOW, resident()).with_text(text)
    draft = draft if jpeg is None else draft.with_photo(jpeg)
    appeals.file(store, resident(), draft, NOW)
    return draft.op_id


def cancel(store: Store, appeal_id: str = NEW.id, op_id: str = "op-cancel") -> ListedAppeal:
    return appeals.cancel(store, resident(), appeal_id, op_id=op_id, now=NOW)


def rate(store: Store, rating: int, comment: str = "", op_id: str = "op-rate") -> ListedAppeal:
    command = RateAppeal(appeal_id=DONE.id, rating=rating, comment=comment)
    return appeals.rate(store, resident(), command, op_id=op_id, now=NOW)


def filed(store: Store, *photos: bytes) -> str:
    draft = Draft().with_type(LEAF).with_text("Прорвало трубу").with_photos_done()
    for jpeg in photos:
        draft = draft.with_photo(jpeg)
    return appeals.file(store, resident(), draft, NOW).appeal.id


def states(store: Store) -> list[tuple[str, str]]:
    commands = store.spool.in_states(*State)
    return [(command.kind, command.aggregate) for command in commands]


def test_an_edit_is_shown_at_once_and_waits(store: Store) -> None:
    tell(store, SCOPE, NEW)
    edit(store)
    entry = shown(store)
    assert (entry.appeal.text, entry.appeal.number) == ("Прорвало две трубы", "301")
    assert (entry.delivery, entry.asked, entry.with_company) == (Delivery.WAITING, EditAppeal.kind, True)
    assert [each.appeal.text for each in appeals.listed(store, ACCOUNT, resident())] == ["Прорвало две трубы"]


def test_changes_of_a_pending_appeal_share_its_aggregate_and_keep_their_order(store: Store) -> None:
    op_id = filed(store, b"one")
    edit(store, op_id, jpeg=b"two")
    cancel(store, op_id)
    things = [(kind, thing) for kind, thing in states(store)]
    assert things == [(kind, f"appeal:{op_id}") for kind in (FileAppeal.kind, EditAppeal.kind, CancelAppeal.kind)]
    (entry,) = appeals.listed(store, ACCOUNT, resident())
    assert (entry.appeal.text, entry.appeal.status) == ("Прорвало две трубы", AppealStatus.CANCELLED)
    assert (entry.delivery, entry.asked, entry.with_company) == (Delivery.WAITING, FileAppeal.kind, False)
    assert len(entry.appeal.photos) == 2
    assert len(outbox.due(store, 0.0)[0]) == 1


def test_an_edit_keeps_photos_the_company_has_without_sending_them_again(store: Store) -> None:
    tell(store, SCOPE, replace(NEW, photos=("0" * 64,)))
    op_id = edit(store, jpeg=b"two")
    command = store.spool.command(op_id)
    assert command is not None
    assert outbox.payload(command, EditAppeal).photos[0] == "0" * 64
    assert len(store.spool.blobs(op_id)) == 1


def test_a_cancel_moves_an_appeal_among_the_closed_ones(store: Store) -> None:
    tell(store, SCOPE, NEW, DONE)
    entry = cancel(store)
    assert (entry.appeal.status, entry.delivery) == (AppealStatus.CANCELLED, Delivery.WAITING)
    assert [each.appeal.id for each in appeals.listed(store, ACCOUNT, resident(), is_open=True)] == [DONE.id]
    assert [each.appeal.id for each in appeals.listed(store, ACCOUNT, resident(), is_open=False)] == [NEW.id]
    assert appeals.open_count(store, ACCOUNT, resident()) == 1


@pytest.mark.parametrize(
    ("rating", "comment", "status"), [(4, "", AppealStatus.CLOSED), (NOT_DONE, "Течёт", AppealStatus.IN_WORK)]
)
def test_a_rating_closes_or_opens_again(store: Store, rating: int, comment: str, status: AppealStatus) -> None:
    tell(store, SCOPE, DONE)
    entry = rate(store, rating, comment)
    assert (entry.appeal.status, entry.appeal.rating, entry.asked) == (status, rating, RateAppeal.kind)
    assert appeals.open_count(store, ACCOUNT, resident()) == int(status.is_open)


def test_what_no_rule_allows_is_refused_and_nothing_is_written(store: Store) -> None:
    tell(store, SCOPE, replace(NEW, status=AppealStatus.IN_WORK), DONE)
    for wrong in (lambda: edit(store), lambda: cancel(store), lambda: cancel(store, "nobody"), lambda: rate(store, 6)):
        with pytest.raises(Refused):
            wrong()
    with pytest.raises(Refused):
        rate(store, NOT_DONE)
    assert states(store) == []


def test_the_same_tap_twice_is_one_command(store: Store) -> None:
    tell(store, SCOPE, NEW, DONE)
    assert cancel(store) == cancel(store)
    assert rate(store, 5) == rate(store, 5)
    assert [kind for kind, _ in states(store)] == [CancelAppeal.kind, RateAppeal.kind]


def test_a_change_is_settled_by_the_row_that_names_it(store: Store) -> None:
    tell(store, SCOPE, NEW)
    op_id = edit(store)
    outbox.applied(store, op_id, {"appeal_id": NEW.id, "status": "new"}, NEW.id)
    outbox.settle(store, ACCOUNT)
    assert shown(store).appeal.text == "Прорвало две трубы"  # the row is still the old one
    tell(store, SCOPE, replace(NEW, text="Прорвало две трубы"), op_id=op_id)
    outbox.settle(store, ACCOUNT)
    assert states(store) == []
    assert (shown(store).appeal.text, shown(store).delivery) == ("Прорвало две трубы", Delivery.COMPANY)


def test_a_change_the_feed_has_passed_is_settled_though_a_later_one_took_the_row(store: Store) -> None:
    tell(store, SCOPE, NEW)
    op_id = edit(store)
    outbox.applied(store, op_id, {"appeal_id": NEW.id, "status": "new"}, NEW.id, rev=2)
    tell(store, SCOPE, replace(NEW, text="Сосед написал иначе"), op_id="another kiosk's")
    assert shown(store).appeal.text == "Сосед написал иначе"
    outbox.settle(store, ACCOUNT)
    assert states(store) == []


def test_of_two_changes_the_row_names_the_last_and_both_are_settled(store: Store) -> None:
    tell(store, SCOPE, NEW)
    first, second = edit(store, text="Сначала так"), edit(store, text="Потом иначе")
    for op_id in (first, second):
        outbox.applied(store, op_id, {"appeal_id": NEW.id, "status": "new"}, NEW.id)
    tell(store, SCOPE, replace(NEW, text="Потом иначе"), op_id=second)
    assert shown(store).delivery is Delivery.COMPANY
    outbox.settle(store, ACCOUNT)
    assert states(store) == []


def test_a_restored_company_is_told_again_what_it_may_have_lost(store: Store) -> None:
    tell(store, SCOPE, NEW)
    op_id = edit(store)
    outbox.applied(store, op_id, {"appeal_id": NEW.id, "status": "new"}, NEW.id, rev=1)
    outbox.restored(store, None)
    assert (shown(store).delivery, shown(store).appeal.text) == (Delivery.WAITING, "Прорвало две трубы")
    assert [command.op_id for command in outbox.due(store, 0.0)[0]] == [op_id]


def test_an_appeal_on_its_way_says_so(store: Store) -> None:
    op_id = filed(store)
    outbox.sending(store, op_id)
    assert shown(store, op_id).delivery is Delivery.SENDING
    outbox.stuck(store, op_id, "418")
    edit_of_it = cancel(store, op_id)
    assert edit_of_it.delivery is Delivery.STUCK


def test_a_refused_change_leaves_the_appeal_as_it_is_and_says_why(store: Store) -> None:
    tell(store, SCOPE, NEW)
    op_id = edit(store)
    outbox.rejected(store, op_id, Refused("appeal.edit.late", "Обращение уже «В работе»."))
    tell(store, SCOPE, replace(NEW, status=AppealStatus.IN_WORK))
    entry = shown(store)
    assert (entry.appeal.text, entry.appeal.status) == (NEW.text, AppealStatus.IN_WORK)
    assert (entry.delivery, entry.with_company, entry.asked) == (Delivery.REFUSED, True, EditAppeal.kind)
    assert entry.refusal is not None and entry.refusal.text == "Обращение уже «В работе»."
    assert not appeals.correctable(entry) and not appeals.editable(entry)


def test_a_refused_edit_of_a_new_appeal_opens_with_what_was_entered(store: Store) -> None:
    tell(store, SCOPE, NEW)
    op_id = edit(store, jpeg=b"two")
    outbox.rejected(store, op_id, Refused("appeal.photos.missing", "Снимки не дошли."))
    draft = appeals.revision(store, ACCOUNT, NEW.id, NOW, resident())
    assert (draft.text, draft.changes, draft.corrects) == ("Прорвало две трубы", NEW.id, op_id)
    assert [photo.jpeg for photo in draft.photos] == [b"two"]


def test_a_refused_filing_opens_with_what_was_written_last_and_is_replaced_by_the_corrected_one(store: Store) -> None:
    tell(store, BUILDING, LEAF)
    session = resident()
    op_id = filed(store, b"one")
    outbox.rejected(store, op_id, Refused("appeal.many", "Завтра."))
    draft = appeals.revision(store, ACCOUNT, op_id, NOW, session)
    assert (draft.type, draft.text, draft.changes, draft.corrects) == (LEAF, "Прорвало трубу", "", op_id)
    assert [photo.jpeg for photo in draft.photos] == [b"one"]
    assert draft.step is appeals.Step.CHECK and draft.op_id != op_id
    made = appeals.file(store, session, draft.with_text("Прорвало всё"), NOW)
    assert [each.appeal for each in appeals.listed(store, ACCOUNT, resident())] == [made.appeal]
    assert refusals.listed(store, ACCOUNT, resident()) == ()
    assert store.spool.command(op_id) is None
    assert store.spool.blob(made.appeal.photos[0]) == b"one"


def test_a_corrected_form_begins_where_no_rule_allows_what_was_entered(store: Store) -> None:
    tell(store, BUILDING, LEAF)
    visit = Visit(on=NOW.date(), start=time(9), end=time(10))
    draft = (
        Draft()
        .with_type(LEAF)
        .with_text("Прорвало трубу")
        .with_photos_done()
        .with_visit(visit, NOW.replace(tzinfo=None))
    )
    appeals.file(store, resident(), draft, NOW)
    outbox.rejected(store, draft.op_id, Refused("x", "Нет."))
    late = NOW + timedelta(days=2)
    again = appeals.revision(store, ACCOUNT, draft.op_id, late, resident())
    assert (again.step, again.visit, again.text) == (appeals.Step.VISIT, None, "Прорвало трубу")
    tell(store, BUILDING, replace(LEAF, id="group"), replace(LEAF, id=LEAF.id, parent_id="group"))
    tell(store, BUILDING, replace(LEAF, id="leaf", parent_id=LEAF.id))
    assert appeals.revision(store, ACCOUNT, draft.op_id, late, resident()).step is appeals.Step.TYPE


def test_a_refused_filing_and_the_edit_refused_after_it_are_one_entry(store: Store) -> None:
    tell(store, BUILDING, LEAF)
    op_id = filed(store)
    later = edit(store, op_id, text="Прорвало сильнее")
    outbox.rejected(store, op_id, Refused("appeal.many", "Завтра."))
    (entry,) = appeals.listed(store, ACCOUNT, resident())
    assert (entry.delivery, entry.appeal.text) == (Delivery.REFUSED, "Прорвало сильнее")
    assert [command.op_id for command in outbox.due(store, 0.0)[0]] == [later]
    outbox.rejected(store, later, Refused("appeal.unknown", "Такого обращения нет."))
    (entry,) = appeals.listed(store, ACCOUNT, resident())
    assert entry.refusal is not None
    assert (entry.refusal.text, entry.refusal.ids, entry.appeal.text) == ("Завтра.", (op_id, later), "Прорвало сильнее")
    assert appeals.revision(store, ACCOUNT, op_id, NOW, resident()).text == "Прорвало сильнее"
    refusals.dismiss(store, resident(), op_id, NOW)
    assert appeals.listed(store, ACCOUNT, resident()) == ()
    assert [kind for kind, _ in states(store)] == ["refusal.dismiss", "refusal.dismiss"]


def test_a_refused_appeal_cannot_be_changed(store: Store) -> None:
    op_id = filed(store)
    outbox.rejected(store, op_id, Refused("x", "Нет."))
    with pytest.raises(Refused) as refused:
        cancel(store, op_id)
    assert refused.value.code == "appeal.unknown"
