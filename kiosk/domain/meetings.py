"""Owners' meetings: questions, the votes of those who may cast them here, and the rules of a vote."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import ClassVar

from kiosk.domain.errors import Refused


class Choice(StrEnum):
    FOR = "for"
    AGAINST = "against"
    ABSTAIN = "abstain"

    @property
    def word(self) -> str:
        """«За», as the decision form has it."""
        return _WORDS[self]


_WORDS = {Choice.FOR: "За", Choice.AGAINST: "Против", Choice.ABSTAIN: "Воздержался"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One point of an agenda; `id` is the company's, unique over all meetings."""

    id: str
    number: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting:
    """`participated` is the share of all votes cast so far, in percent.

    `adopted`: run in a system that the owners adopted, so that verified owners may vote here.
    """

    kind: ClassVar[str] = "meeting"
    id: str
    title: str
    starts_at: datetime
    ends_at: datetime
    participated: Decimal
    questions: tuple[Question, ...] = ()
    adopted: bool = False

    @property
    def order(self) -> str:
        return self.starts_at.isoformat()


@dataclass(frozen=True, slots=True, kw_only=True)
class Vote:
    """A voter's recorded choice; `id` is the question's. It never changes, and nobody else is told it."""

    kind: ClassVar[str] = "vote"
    id: str
    meeting_id: str
    choice: Choice
    cast_at: datetime

    @property
    def order(self) -> str:
        return self.cast_at.isoformat()


@dataclass(frozen=True, slots=True, kw_only=True)
class CastVote:
    """The command of one choice; unique for a question and a voter, who is a verified owner of the account."""

    kind: ClassVar[str] = "vote.cast"
    meeting_id: str
    question_id: str
    choice: Choice


def check_vote(meeting: Meeting, command: CastVote, cast_at: datetime) -> None:
    """Refused unless the meeting is adopted, asks this question, and goes on at `cast_at`; who may vote is apart."""
    if not meeting.adopted:
        sentence = "На этом собрании голосуют только на бумаге. Возьмите бланк решения в управляющей компании."
        raise Refused("vote.paper", sentence)
    if all(question.id != command.question_id for question in meeting.questions):
        raise Refused("vote.question", "Этого вопроса больше нет в повестке собрания.")
    if cast_at < meeting.starts_at:
        raise Refused("vote.early", "Голосование ещё не началось.")
    if cast_at >= meeting.ends_at:
        raise Refused("vote.over", "Голосование уже закончилось, голос не принят.")
