"""What the list shows: what the company said, and what it has not heard yet."""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

import pytest

from kiosk import appeals, outbox
from kiosk.appeals import Delivery, Draft
from kiosk.database import Store
from kiosk.domain.appeals import Appeal, AppealStatus, AppealType, Visit
from kiosk.domain.company import Building
from kiosk.domain.errors import Refused
from tests.kiosk.stores import ACCOUNT, BUILDING, LEAF, SCOPE, resident, tell

NOW = datetime(2026, 11, 17, 8, 36, tzinfo=UTC)
OLD = Appeal(
    id="a301",
    number="301",
    type_id=None,
    type_name="н/у",
    text="",
    status=AppealStatus.CLOSED,
    filed_at=NOW - timedelta(days=300),
    visit=Visit(on=NOW.date()),
)


def filed(store: Store, text: str = "Прорвало трубу") -> str:
    draft = Draft().with_type(LEAF).with_text(text).with_photo(b"jpeg").with_photos_done()
    return appeals.file(store, resident(), draft, NOW).appeal.id


def numbers(store: Store, is_open: bool | None = None) -> list[tuple[str, Delivery]]:
    return [(entry.appeal.number, entry.delivery) for entry in appeals.listed(store, ACCOUNT, resident(), is_open)]


def apply(store: Store, op_id: str, appeal_id: str | None = None) -> Appeal:
    """The company took it as № 303; the row its feed will bring."""
    made = appeal_id or op_id
    outbox.applied(store, op_id, {"appeal_id": made, "number": "303"}, made)
    entry = appeals.find(store, ACCOUNT, op_id, resident())
    assert entry is not None
    return replace(entry.appeal, id=made, number="303", status=AppealStatus.IN_WORK)


def test_a_filed_appeal_is_listed_at_once_as_waiting(store: Store) -> None:
    tell(store, SCOPE, OLD)
    op_id = filed(store)
    assert numbers(store) == [("", Delivery.WAITING), ("301", Delivery.COMPANY)]
    entry = appeals.find(store, ACCOUNT, op_id, resident())
    assert entry is not None
    assert (entry.appeal.text, entry.appeal.type_name, entry.appeal.filed_at) == ("Прорвало трубу", LEAF.name, NOW)
    assert entry.appeal.status is AppealStatus.NEW


def test_old_holes_are_listed_as_they_are(store: Store) -> None:
    tell(store, SCOPE, OLD)
    assert [entry.appeal for entry in appeals.listed(store, ACCOUNT, resident())] == [OLD]


def test_the_answer_gives_the_number_before_the_feed_brings_the_row(store: Store) -> None:
    apply(store, filed(store))
    assert numbers(store) == [("303", Delivery.COMPANY)]


def test_once_the_row_is_there_the_command_is_hidden_and_settled(store: Store) -> None:
    op_id = filed(store)
    row = apply(store, op_id)
    tell(store, SCOPE, row, op_id=op_id)
    assert [entry.appeal for entry in appeals.listed(store, ACCOUNT, resident())] == [row]
    outbox.settle(store, ACCOUNT)
    assert store.spool.command(op_id) is None
    assert [entry.appeal for entry in appeals.listed(store, ACCOUNT, resident())] == [row]
    assert store.spool.blob(row.photos[0]) is None


@pytest.mark.parametrize("names_the_operation", [True, False])
def test_a_row_that_comes_before_the_answer_hides_the_command_too(store: Store, names_the_operation: bool) -> None:
    op_id = filed(store)
    entry = appeals.find(store, ACCOUNT, op_id, resident())
    assert entry is not None
    tell(store, SCOPE, replace(entry.appeal, number="303"), op_id=op_id if names_the_operation else None)
    assert numbers(store) == [("303", Delivery.COMPANY)]


def test_a_company_with_ids_of_its_own_and_a_later_change_is_understood(store: Store) -> None:
    op_id = filed(store)
    row = apply(store, op_id, appeal_id="theirs-303")
    tell(store, SCOPE, row, op_id=None)
    assert numbers(store) == [("303", Delivery.COMPANY)]
    outbox.settle(store, ACCOUNT)
    assert store.spool.command(op_id) is None


def test_a_refused_appeal_says_why_in_the_companys_words(store: Store) -> None:
    op_id = filed(store)
    outbox.rejected(store, op_id, Refused("appeal.quota", "Сегодня уже {most} обращений.", {"most": 10}))
    (entry,) = appeals.listed(store, ACCOUNT, resident())
    assert entry.delivery is Delivery.REFUSED
    assert entry.refusal is not None
    assert entry.refusal.text == "Сегодня уже 10 обращений."
    assert appeals.open_count(store, ACCOUNT, resident()) == 0


def test_a_stuck_appeal_is_still_shown(store: Store) -> None:
    outbox.stuck(store, filed(store), "403 op.signature")
    assert numbers(store) == [("", Delivery.STUCK)]


def test_the_list_is_filtered_into_open_and_closed(store: Store) -> None:
    tell(store, SCOPE, OLD, replace(OLD, id="a302", number="302", status=AppealStatus.IN_WORK))
    filed(store)
    assert numbers(store, is_open=True) == [("", Delivery.WAITING), ("302", Delivery.COMPANY)]
    assert numbers(store, is_open=False) == [("301", Delivery.COMPANY)]
    assert appeals.open_count(store, ACCOUNT, resident()) == 2


def test_another_account_sees_nothing_of_it(store: Store) -> None:
    op_id = filed(store)
    assert appeals.listed(store, "10118", resident()) == ()
    assert appeals.find(store, "10118", op_id, resident()) is None


def test_a_photo_is_shown_from_the_spool_while_it_waits_and_asked_for_afterwards(store: Store) -> None:
    class Company:
        def photo(self, token: str, sha256: str) -> bytes:
            assert token == "token-1"
            return b"theirs"

    op_id = filed(store)
    entry = appeals.find(store, ACCOUNT, op_id, resident())
    assert entry is not None
    (digest,) = entry.appeal.photos
    assert appeals.photo(store, Company(), resident(), digest) == b"jpeg"  # type: ignore[arg-type]
    store.spool.delete([op_id])
    assert appeals.photo(store, Company(), resident(), digest) == b"theirs"  # type: ignore[arg-type]


def test_the_visit_is_judged_by_the_buildings_time(store: Store) -> None:
    tell(store, BUILDING, Building(id="1", street="…", house="…", timezone="Asia/Vladivostok"))
    late = datetime(2026, 11, 17, 14, 30, tzinfo=UTC)  # already the 18th in Vladivostok
    visit = Visit(on=late.date(), start=time(20), end=time(22))
    draft = Draft().with_type(LEAF).with_text("Прорвало трубу").with_photos_done()
    with pytest.raises(Refused) as refused:
        appeals.file(store, resident(), replace(draft, visit=visit, visit_done=True), late)
    assert refused.value.code == "appeal.visit.day"
    assert appeals.listed(store, ACCOUNT, resident()) == ()


def test_the_type_tree_comes_in_the_companys_order(store: Store) -> None:
    tree = [AppealType(id=f"t{n}", parent_id=None, name="…", icon="…", position=n) for n in (3, 1, 12, 2)]
    tell(store, BUILDING, *tree)
    assert [leaf.position for leaf in appeals.types(store)] == [1, 2, 3, 12]


def arrives_behind(store: Store, name: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """An appeal was taken; its row comes just behind the first reading by this method of the cache."""
    op_id = filed(store)
    row = apply(store, op_id)
    read, come = getattr(store.cache, name), list[bool]()

    def reading(*asked: object, **more: object) -> object:
        heard = read(*asked, **more)
        if not come:
            come.append(True)
            tell(store, SCOPE, row, op_id=op_id)
            outbox.settle(store, ACCOUNT)
        return heard

    monkeypatch.setattr(store.cache, name, reading)
    return op_id


@pytest.mark.parametrize("name", ["row_or_made", "known"])
def test_an_appeal_is_found_while_its_row_comes(store: Store, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    found = appeals.find(store, ACCOUNT, arrives_behind(store, name, monkeypatch), resident())
    assert found is not None
    assert found.appeal.number == "303"


@pytest.mark.parametrize("name", ["page", "known"])
def test_an_appeal_is_listed_once_while_its_row_comes(store: Store, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    arrives_behind(store, name, monkeypatch)
    assert numbers(store) == [("303", Delivery.COMPANY)]
