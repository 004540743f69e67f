"""Rules of a vote."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from kiosk.domain.errors import Refused
from kiosk.domain.meetings import CastVote, Choice, Meeting, Question, check_vote

START = datetime(2026, 11, 1, 9, tzinfo=UTC)
END = START + timedelta(days=14)
MEETING = Meeting(
    id="roof",
    title="Ремонт кровли",
    starts_at=START,
    ends_at=END,
    participated=Decimal(0),
    questions=(Question(id="roof-1", number=1, text="Ремонтировать?"),),
    adopted=True,
)
VOTE = CastVote(meeting_id="roof", question_id="roof-1", choice=Choice.FOR)
MOMENT = timedelta(microseconds=1)


@pytest.mark.parametrize("cast_at", [START, END - MOMENT])
def test_a_vote_is_cast_from_the_first_moment_to_the_last(cast_at: datetime) -> None:
    check_vote(MEETING, VOTE, cast_at)


@pytest.mark.parametrize(
    ("meeting", "vote", "cast_at", "code"),
    [
        (MEETING, VOTE, START - MOMENT, "vote.early"),
        (MEETING, VOTE, END, "vote.over"),
        (replace(MEETING, adopted=False), VOTE, START, "vote.paper"),
        (MEETING, replace(VOTE, question_id="walls-1"), START, "vote.question"),
        (replace(MEETING, questions=()), VOTE, START, "vote.question"),
    ],
)
def test_no_other_vote_is(meeting: Meeting, vote: CastVote, cast_at: datetime, code: str) -> None:
    with pytest.raises(Refused) as refused:
        check_vote(meeting, vote, cast_at)
    assert refused.value.code == code


def test_choices_are_called_as_the_decision_form_has_them() -> None:
    assert [choice.word for choice in Choice] == ["За", "Против", "Воздержался"]
