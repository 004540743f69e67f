"""Owners' meetings of the building, and what the resident has voted, heard by the company or not."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from kiosk import cached, delivery, outbox, refusals
from kiosk.delivery import Delivery
from kiosk.domain import operations
from kiosk.domain.errors import Refused
from kiosk.domain.meetings import CastVote, Meeting, Vote, check_vote
from kiosk.refusals import Refusal

if TYPE_CHECKING:
    from kiosk.database import Store
    from kiosk.session import Session

MOST = 1000
"""Votes of one resident that are read at once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedVote:
    """A choice on one question. In conflict, `vote` is what stands recorded and `refusal` says so."""

    vote: Vote
    delivery: Delivery = Delivery.COMPANY
    refusal: Refusal | None = None


def listed(store: Store, limit: int = cached.PAGE, offset: int = 0) -> tuple[Meeting, ...]:
    """Latest start first."""
    return cached.listed(store, Meeting, store.building_scope, limit, offset)


def find(store: Store, meeting_id: str) -> Meeting | None:
    """One by the company's id."""
    return cached.found(store, Meeting, store.building_scope, meeting_id)


def nearest(store: Store, now: datetime) -> Meeting | None:
    """The meeting in progress or, without one, the next to begin; `now` is aware."""
    ahead = [meeting for meeting in listed(store) if meeting.ends_at > now]
    return min(ahead, key=lambda meeting: meeting.starts_at, default=None)


def may_vote(session: Session) -> bool:
    """Whether the company has verified this resident as an owner of the chosen account."""
    return any(link.account_id == session.account_id and link.share is not None for link in session.links)


def votes(store: Store, session: Session, meeting_id: str) -> tuple[ListedVote, ...]:
    """The resident's own choices at a meeting, by question. Nobody else is shown them: a vote is secret."""
    account_id = outbox.chosen_account(session)
    ours = [
        each
        for each in outbox.unsettled(store, account_id, CastVote.kind)
        if each.session_id == session.session_id and outbox.refusal(each) is None
    ]
    refused = {each.concerns: each for each in refusals.listed(store, account_id, session)}
    waiting = (ListedVote(vote=_vote(command), delivery=delivery.of(command.state)) for command in ours)
    recorded = (
        ListedVote(vote=vote, refusal=refused.get(_concerns(vote, account_id)))
        for vote in cached.listed(store, Vote, cached.account_scope(account_id), limit=MOST)
    )
    found = {entry.vote.id: entry for entry in (*waiting, *recorded) if entry.vote.meeting_id == meeting_id}
    return tuple(found[question] for question in sorted(found))


def vote(store: Store, session: Session, choice: CastVote, *, op_id: str, now: datetime) -> ListedVote:
    """Write a choice to the outbox and return it as it is shown then; with the same `op_id` once. `now` is aware.

    Refused unless an owner votes for the first time on a question of a meeting in progress, or when the disk refuses;
    SessionClosed after leaving.
    """
    if store.spool.command(op_id) is None:
        _check(store, session, choice, now)
    outbox.put(store, session, choice, op_id=op_id, now=now)
    return next(each for each in votes(store, session, choice.meeting_id) if each.vote.id == choice.question_id)


def _check(store: Store, session: Session, choice: CastVote, now: datetime) -> None:
    meeting = find(store, choice.meeting_id)
    if meeting is None:
        raise Refused("vote.meeting", "Такого собрания в вашем доме нет.")
    if not may_vote(session):
        sentence = "Голосуют собственники, которых проверила компания. Обратитесь в управляющую компанию."
        raise Refused("vote.owner", sentence)
    check_vote(meeting, choice, now)
    for each in votes(store, session, choice.meeting_id):
        if each.vote.id == choice.question_id:
            sentence = "Ваш голос по этому вопросу уже записан: «{recorded}». Изменить его нельзя."
            raise Refused("vote.cast", sentence, {"recorded": each.vote.choice.word})


def _vote(command: outbox.Command) -> Vote:
    cast = outbox.payload(command, CastVote)
    return Vote(id=cast.question_id, meeting_id=cast.meeting_id, choice=cast.choice, cast_at=command.made_at)


def _concerns(vote: Vote, account_id: str) -> str:
    choice = CastVote(meeting_id=vote.meeting_id, question_id=vote.id, choice=vote.choice)
    return operations.concerns(choice, "", account_id)
