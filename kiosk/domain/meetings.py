"""Owners' meetings: questions, and the votes of those who may cast them here."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import ClassVar


class Choice(StrEnum):
    FOR = "for"
    AGAINST = "against"
    ABSTAIN = "abstain"


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
    """An account's recorded choice; `id` is the question's. It never changes."""

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
    """The command of one choice; unique for a question and a voter."""

    kind: ClassVar[str] = "vote.cast"
    meeting_id: str
    question_id: str
    choice: Choice
