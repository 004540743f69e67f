"""What was refused is kept for who made it: told at their next login anywhere, to nobody else, until dismissed."""

import pytest

from kiosk.domain.refusals import RefusedOperation
from sync import contract
from sync.server import facts, housekeeping
from sync.server.records import RefusedPhoto
from sync.server.tables import FactRow
from tests.sync.company import OTHER_PHONE, Company, Kiosk, Visit
from tests.sync.server.answers import outcome, refused
from tests.sync.server.asking import ask, everything, fact, filing, newest, operation, rows, said
from tests.sync.server.pictures import digest, jpeg

LOGIN = {"login": "10119", "password": "Teplo-2019"}


def refused_id(visit: Visit, account_id: str = "10117") -> str:
    settled = ask(visit, "appeal.file", filing(text="кот"), account_id=account_id)
    assert said(settled) == ("rejected", "appeal.text.short")
    return settled.op_id


def dismiss(visit: Visit, refused_id: str, account_id: str = "10117") -> contract.Outcome:
    return ask(visit, "refusal.dismiss", {"refused_id": refused_id}, account_id=account_id)


def linked(visit: Visit) -> Visit:
    """This resident with account 10119."""
    assert visit.ask("POST", contract.LINKS_BY_LOGIN, json=LOGIN).status_code == 200
    return visit


def kinds(visit: Visit, account_id: str) -> set[str]:
    page = contract.FeedPage.model_validate_json(visit.feed(f"account:{account_id}").content)
    return {row.kind for row in page.rows if not row.deleted}


def test_what_is_refused_after_its_resident_left_is_told_at_the_next_login_anywhere(
    company: Company, visit: Visit
) -> None:
    waiting = operation(visit, "appeal.file", filing(text="кот", photos=[]))
    visit.ask("DELETE", contract.SESSION)
    company.clock.pass_(days=3)
    outcome(visit.deliver(waiting))
    elsewhere = company.enrol().log_in()
    told = facts.adapter(RefusedOperation).validate_python(fact(elsewhere, "refused_operation", waiting.op_id))
    assert (told.operation, told.payload["text"], told.made_at) == ("appeal.file", "кот", waiting.made_at)
    assert told.sentence.format_map(told.values).endswith("не хватает 3.")


def test_a_replay_of_what_was_refused_tells_it_once(company: Company, visit: Visit) -> None:
    one = operation(visit, "appeal.file", filing(text="кот"))
    first = visit.deliver(one)
    before = everything(company)
    assert visit.deliver(one).content == first.content
    assert everything(company) == before


def test_others_of_the_same_account_are_not_told(company: Company, kiosk: Kiosk) -> None:
    mine, theirs = linked(kiosk.log_in(OTHER_PHONE)), linked(company.enrol().log_in("+79281234570"))
    gone = refused_id(mine, "10119")
    assert "refused_operation" in kinds(mine, "10119")
    assert "refused_operation" not in kinds(theirs, "10119")
    assert dismiss(theirs, gone, "10119").outcome == "applied"
    assert "refused_operation" in kinds(mine, "10119"), "nobody dismisses for another"


def test_a_dismissed_refusal_is_gone_everywhere(company: Company, visit: Visit) -> None:
    gone, kept = refused_id(visit), refused_id(visit)
    before = newest(visit)
    settled = dismiss(visit, gone)
    (tombstone,) = rows(visit, after=before)
    assert (tombstone.id, tombstone.deleted, tombstone.data, tombstone.op_id) == (gone, True, None, settled.op_id)
    assert settled.rev == tombstone.rev
    assert fact(company.enrol().log_in(), "refused_operation", kept) is not None
    assert fact(visit, "refused_operation", gone) is None


def test_a_refusal_that_is_not_there_is_dismissed_without_ado(visit: Visit) -> None:
    gone, before = refused_id(visit), newest(visit)
    dismiss(visit, gone)
    for refused_one in (gone, "nothing"):
        again = dismiss(visit, refused_one)
        assert (again.outcome, again.rev) == ("applied", None)
    assert newest(visit) == before + 1


def test_a_refusal_nobody_dismissed_lapses(company: Company, visit: Visit) -> None:
    old = refused_id(visit)
    company.clock.pass_(days=89)
    young = refused_id(company.enrol().log_in())
    company.clock.pass_(days=1)
    housekeeping.tidy(company.office)
    later = company.enrol().log_in()
    assert (fact(later, "refused_operation", old), fact(later, "refused_operation", young) is None) == (None, False)
    assert [row.deleted for row in rows(later) if row.id == old] == [True]


def test_photos_of_what_was_refused_are_shown_to_who_made_it_until_it_is_dismissed(
    company: Company, kiosk: Kiosk
) -> None:
    mine, theirs = linked(kiosk.log_in(OTHER_PHONE)), linked(company.enrol().log_in("+79281234570"))
    data = jpeg()
    where = contract.BLOB.format(sha256=digest(data))
    kiosk.ask("PUT", where, data=data)
    gone = ask(mine, "appeal.file", filing(text="кот", photos=[digest(data)]), account_id="10119").op_id
    assert mine.ask("GET", where).content == data
    assert refused(theirs.ask("GET", where)) == (404, "blob.absent")
    dismiss(mine, gone, "10119")
    assert refused(mine.ask("GET", where)) == (404, "blob.absent")
    with company.database.read() as db:
        assert db.get(RefusedPhoto, (gone, 0)) is None


@pytest.mark.parametrize("account_id", ["10118", "nobody"])
def test_a_strangers_account_is_told_nothing_and_grows_by_nothing(
    company: Company, visit: Visit, account_id: str
) -> None:
    before = everything(company)
    settled = ask(visit, "appeal.cancel", {"appeal_id": "appeal-268"}, account_id=account_id)
    assert (said(settled), settled.rev) == (("rejected", "op.account"), None)
    after = everything(company)
    assert {table for table in before if before[table] != after[table]} == {"operation"}


def test_what_was_refused_because_the_link_was_gone_is_told_when_it_is_back(company: Company, visit: Visit) -> None:
    waiting = operation(visit, "appeal.file", filing())
    link_id = company.cli("links", "--all").split("\t")[0]
    company.cli("decline-link", link_id, "--reason", "Проверяем")
    assert said(outcome(visit.deliver(waiting))) == ("rejected", "op.account")
    company.cli("confirm-link", link_id)
    told = fact(visit, "refused_operation", waiting.op_id)
    assert told is not None and told["payload"]["text"] == "Прорвало трубу"


def test_a_refusal_is_in_the_same_transaction_as_its_answer(
    company: Company, visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, before = operation(visit, "appeal.file", filing(text="кот")), everything(company)

    def torn(*arguments: object) -> FactRow:
        raise OSError

    with monkeypatch.context() as patch:
        patch.setattr("sync.server.facts._new", torn)
        assert visit.deliver(one).status_code == 500
    assert everything(company) == before
    assert said(outcome(visit.deliver(one))) == ("rejected", "appeal.text.short")
