"""Votes: one for a question and an owner, where the owners adopted it and while the meeting goes on."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from kiosk.domain.accounts import Link
from kiosk.domain.meetings import Meeting, Vote
from sync import contract
from sync.server import facts, meetings
from sync.server.records import VoteRow
from tests.sync.company import DEMO_PHONE, OTHER_PHONE, Company, Kiosk, Visit
from tests.sync.server.answers import outcome
from tests.sync.server.asking import MEETING, QUESTION, ask, fact, newest, operation, rows, said, text

BUILDING = "building:1"


def ballot(question: str = QUESTION, choice: str = "for", meeting: str = MEETING) -> dict[str, Any]:
    return {"meeting_id": meeting, "question_id": question, "choice": choice}


def vote(visit: Visit, question: str = QUESTION, choice: str = "for", **changed: Any) -> contract.Outcome:
    return ask(visit, "vote.cast", ballot(question, choice), **changed)


def votes(company: Company) -> int:
    with company.database.read() as db:
        return db.scalars(select(func.count()).select_from(VoteRow)).one()


def meeting(company: Company, meeting_id: str = MEETING) -> Meeting:
    with company.database.read() as db:
        found = facts.read(db, BUILDING, Meeting, meeting_id)
    assert found is not None
    return found


def change(company: Company, **changed: Any) -> None:
    """The company tells the demonstration's meeting otherwise."""
    told = replace(meeting(company), **changed)
    with company.database.write() as db:
        facts.publish(db, BUILDING, told, company.clock())


def link(company: Company, visit: Visit, account_id: str) -> Link:
    """A confirmed link of this resident to an account."""
    claim = {"login": account_id, "password": "Teplo-2019"}
    answer = visit.ask("POST", contract.LINKS_BY_LOGIN, json=claim)
    assert answer.status_code == 200, answer.text
    made: Link = facts.adapter(Link).validate_json(answer.content)
    return made


def test_a_vote_is_recorded_with_its_share_and_told(company: Company, visit: Visit) -> None:
    settled = vote(visit, choice="abstain")
    told = facts.adapter(Vote).validate_python(fact(visit, "vote", QUESTION))
    assert (told.meeting_id, told.choice.value, told.cast_at) == (MEETING, "abstain", company.clock())
    with company.database.read() as db:
        (row,) = db.scalars(select(VoteRow)).all()
    assert (row.question_id, row.choice, row.share, row.op_id) == (
        QUESTION,
        "abstain",
        Decimal("1.4482"),
        settled.op_id,
    )


def test_each_question_is_voted_on_by_itself(company: Company, visit: Visit) -> None:
    for question in ("roof-1", "roof-2", "roof-3"):
        assert vote(visit, question).outcome == "applied"
    assert votes(company) == 3


@pytest.mark.parametrize("choice", ["for", "against"])
def test_a_second_vote_is_a_conflict_that_says_what_is_recorded(company: Company, visit: Visit, choice: str) -> None:
    vote(visit, choice="for")
    second = vote(visit, choice=choice)
    assert said(second) == ("conflict", "vote.cast")
    assert second.refusal is not None
    assert second.refusal.values == {"choice": "for", "recorded": "За"}
    assert "«За»" in text(second.refusal)
    assert votes(company) == 1
    kept = fact(visit, "refused_operation", second.op_id)
    assert kept is not None and kept["conflict"] is True


def test_a_conflict_is_a_conflict_also_when_the_meeting_is_over(company: Company, visit: Visit) -> None:
    vote(visit)
    change(company, ends_at=company.clock())
    assert said(vote(visit)) == ("conflict", "vote.cast")


def test_sixteen_votes_at_once_on_one_question_are_one_vote(company: Company, visit: Visit) -> None:
    different = [operation(visit, "vote.cast", ballot(choice=choice)) for choice in ("for", "against") * 8]
    with ThreadPoolExecutor(16) as pool:
        settled = [outcome(answer) for answer in pool.map(visit.deliver, different)]
    assert sorted(one.outcome for one in settled) == ["applied"] + ["conflict"] * 15
    assert votes(company) == 1


def test_the_database_itself_has_no_place_for_a_second_vote(company: Company, visit: Visit) -> None:
    vote(visit)
    with company.database.read() as db:
        (row,) = db.scalars(select(VoteRow)).all()
        values = {column.name: getattr(row, column.name) for column in VoteRow.__table__.columns}
    with pytest.raises(IntegrityError), company.database.write() as db:
        db.add(VoteRow(**values | {"op_id": "another", "choice": "against"}))


def test_without_the_check_the_database_still_makes_it_a_conflict(
    company: Company, visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two workers that both saw no vote: the second is undone, looks again, and finds the first."""
    vote(visit, choice="against")
    blind = iter([True])
    look = meetings.recorded

    def recorded(*arguments: Any) -> VoteRow | None:
        return None if next(blind, False) else look(*arguments)

    monkeypatch.setattr("sync.server.meetings.recorded", recorded)
    assert said(vote(visit, choice="for")) == ("conflict", "vote.cast")
    assert votes(company) == 1


def test_owners_of_one_account_vote_each_for_themselves_and_see_only_their_own(company: Company, kiosk: Kiosk) -> None:
    upstairs = company.enrol()
    wife, husband = kiosk.log_in(OTHER_PHONE), upstairs.log_in("+79281234570")
    for visit in (wife, husband):
        company.cli("verify-owner", link(company, visit, "10119").id, "0,7")
    assert vote(wife, choice="for", account_id="10119").outcome == "applied"
    assert vote(husband, choice="against", account_id="10119").outcome == "applied"
    for visit, choice in ((wife, "for"), (husband, "against")):
        told = [row.data for row in seen(visit, "10119") if row.kind == "vote"]
        assert [data and data["choice"] for data in told] == [choice]


def seen(visit: Visit, account_id: str) -> tuple[contract.FeedRow, ...]:
    return contract.FeedPage.model_validate_json(visit.feed(f"account:{account_id}").content).rows


def test_who_is_no_verified_owner_does_not_vote(company: Company, kiosk: Kiosk) -> None:
    visit = kiosk.log_in(OTHER_PHONE)
    made = link(company, visit, "10119")
    assert made.share is None
    assert said(vote(visit, account_id="10119")) == ("rejected", "vote.owner")
    company.cli("verify-owner", made.id, "0,7")
    assert link(company, visit, "10119").share == Decimal("0.7")
    assert vote(visit, account_id="10119").outcome == "applied"


def test_who_is_confirmed_anew_is_verified_anew_and_votes_no_second_time(company: Company, visit: Visit) -> None:
    """The number may have been resold meanwhile."""
    vote(visit, "roof-1")
    link_id = company.cli("links", "--all").split("\t")[0]
    company.cli("decline-link", link_id, "--reason", "Номер сменил владельца")
    company.cli("confirm-link", link_id)
    assert said(vote(visit, "roof-2")) == ("rejected", "vote.owner")
    assert company.enrol().log_in().admitted.links[0].share is None
    company.cli("verify-owner", link_id, "1,4482")
    assert vote(visit, "roof-2").outcome == "applied"
    assert said(vote(visit, "roof-1")) == ("conflict", "vote.cast")


def test_a_login_tells_a_resident_their_share(visit: Visit) -> None:
    assert [(one.account_id, one.share) for one in visit.admitted.links] == [("10117", Decimal("1.4482"))]


def test_where_votes_are_cast_on_paper_none_is_cast_at_a_kiosk(company: Company, visit: Visit) -> None:
    change(company, adopted=False)
    assert said(vote(visit)) == ("rejected", "vote.paper")


@pytest.mark.parametrize(
    ("payload", "code"),
    [(ballot("walls-1"), "vote.question"), (ballot(meeting="walls"), "vote.meeting")],
)
def test_what_nobody_asks_is_not_voted_on(visit: Visit, payload: dict[str, Any], code: str) -> None:
    assert said(ask(visit, "vote.cast", payload)) == ("rejected", code)


def test_a_vote_is_cast_from_the_meetings_first_moment_to_its_last(company: Company, visit: Visit) -> None:
    now = company.clock()
    change(company, starts_at=now + timedelta(seconds=1))
    assert said(vote(visit)) == ("rejected", "vote.early")
    change(company, starts_at=now, ends_at=now)
    assert said(vote(visit)) == ("rejected", "vote.over")
    change(company, starts_at=now, ends_at=now + timedelta(seconds=1))
    assert vote(visit).outcome == "applied"


def test_a_vote_cast_in_time_counts_while_votes_are_still_being_gathered(company: Company, visit: Visit) -> None:
    first, second = (operation(visit, "vote.cast", ballot(question)) for question in ("roof-1", "roof-2"))
    change(company, ends_at=company.clock() + timedelta(hours=1))
    company.clock.pass_(hours=25, seconds=-1)
    assert outcome(visit.deliver(first)).outcome == "applied"
    company.clock.pass_(seconds=1)
    assert said(outcome(visit.deliver(second))) == ("rejected", "vote.late")


def test_a_meeting_is_opened_voted_in_and_closed_by_the_company(company: Company, visit: Visit) -> None:
    company.clock.pass_(minutes=1)
    printed = company.cli("open-meeting", "1", "Шлагбаум", "--question", "Поставить?", "--question", "За чей счёт?")
    meeting_id, first, second = printed.splitlines()
    opened = meeting(company, meeting_id)
    assert [(q.id, q.number, q.text) for q in opened.questions] == [
        (first, 1, "Поставить?"),
        (second, 2, "За чей счёт?"),
    ]
    assert (opened.ends_at - opened.starts_at, opened.adopted) == (timedelta(days=14), True)
    assert ask(visit, "vote.cast", ballot(first, meeting=meeting_id)).outcome == "applied"
    company.cli("close-meeting", "1", meeting_id)
    company.clock.pass_(minutes=1)
    assert said(ask(visit, "vote.cast", ballot(second, meeting=meeting_id))) == ("rejected", "vote.over")


def test_a_meeting_on_paper_is_opened_so_that_nobody_votes_here(company: Company) -> None:
    printed = company.cli("open-meeting", "1", "Шлагбаум", "--question", "Поставить?", "--paper", "--days", "30")
    assert meeting(company, printed.splitlines()[0]).adopted is False


@pytest.mark.parametrize(
    "arguments",
    [
        ("open-meeting", "77", "Шлагбаум", "--question", "Поставить?"),
        ("open-meeting", "1", "Шлагбаум"),
        ("close-meeting", "1", "nothing"),
        ("verify-owner", "nothing", "1"),
    ],
)
def test_what_is_not_there_is_neither_opened_closed_nor_verified(company: Company, arguments: tuple[str, ...]) -> None:
    company.cli(*arguments, fails=True)


@pytest.mark.parametrize("share", ["0", "-1", "98,5519", "nan", "треть"])
def test_a_share_is_a_part_of_the_whole_house(company: Company, kiosk: Kiosk, share: str) -> None:
    """1.4482 % of it are the demonstration resident's own."""
    visit = kiosk.log_in(OTHER_PHONE)
    made = link(company, visit, "10119")
    company.cli("verify-owner", "--", made.id, share, fails=True)
    company.cli("verify-owner", made.id, "98,5518")
    company.cli("verify-owner", made.id, "1")
    assert link(company, visit, "10119").share == Decimal(1)


def test_a_vote_is_nobodys_to_see_but_its_voters(company: Company, visit: Visit) -> None:
    before = newest(visit)
    company.enrol()
    neighbour = company.enrol().log_in("+79281234571")
    claim = {"number": "10117", "address": "г. Волгодонск, ул. 100 стрелковой дивизии, 1", "apartment": "17"}
    assert neighbour.ask("POST", contract.LINKS_BY_ADDRESS, json=claim).status_code == 200
    waiting = company.cli("links").split("\t")[0]
    company.cli("confirm-link", waiting)
    vote(visit)
    second = vote(visit)
    assert {row.kind for row in rows(visit, after=before)} == {"vote", "refused_operation"}
    assert rows(neighbour, after=before) == ()
    assert newest(neighbour) == second.rev
    assert all(row.kind not in ("vote", "refused_operation") for row in rows(neighbour))
    assert DEMO_PHONE not in neighbour.feed("account:10117").text
