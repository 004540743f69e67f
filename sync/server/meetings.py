"""Owners' meetings at the company: who may vote, votes recorded once and for ever, meetings opened and closed."""

import uuid
from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from kiosk.domain.commands import Taken
from kiosk.domain.errors import Refused
from kiosk.domain.meetings import CastVote, Choice, Meeting, Question, Vote, check_vote
from sync.server import asked, facts, links
from sync.server.records import Owner, VoteRow
from sync.server.tables import AccountRow, Counter, LinkRow

WHOLE = Decimal(100)
"""Percent of the common property."""


def cast(wish: asked.Asked[CastVote]) -> Taken:
    """Record an owner's choice; Conflict tells the recorded one, Refused why there is none."""
    meeting, owner = _meeting(wish), _owner(wish)
    earlier = recorded(wish.db, wish.command.question_id, owner.id)
    if earlier is not None:
        raise _already(Choice(earlier.choice))
    check_vote(meeting, wish.command, wish.made_at)
    if wish.now >= meeting.ends_at + wish.office.settings.vote_delivery:
        raise Refused("vote.late", "Голос дошёл до компании, когда голоса уже подсчитали, и не принят.")
    _record(wish, owner)
    vote = Vote(id=wish.command.question_id, meeting_id=meeting.id, choice=wish.command.choice, cast_at=wish.made_at)
    facts.publish(wish.db, wish.scope, vote, wish.now, wish.op_id, wish.phone)
    return Taken(at=wish.now)


def recorded(db: Session, question_id: str, owner_id: str) -> VoteRow | None:
    """An owner's vote on a question, or None. The table has place for one: a second that was not seen here fails."""
    return db.get(VoteRow, (question_id, owner_id))


def owner_of(db: Session, account_id: str, phone: str) -> Owner | None:
    """A linked resident as a verified owner, or None."""
    mine = select(Owner).join(LinkRow, links.of_the_owner())
    return db.scalar(mine.where(Owner.account_id == account_id, Owner.phone == phone))


def verify_owner(db: Session, link_id: str, share: Decimal, now: datetime) -> None:
    """Mark a linked resident as an owner with a share in percent, or change the share.

    LookupError when there is no such link; Refused when the share is none, or all shares would be more than the whole.
    """
    link = db.scalar(select(LinkRow).where(LinkRow.id == link_id))
    if link is None:
        raise LookupError(link_id)
    mine = select(Owner).where(Owner.account_id == link.account_id, Owner.phone == link.phone)
    owner = db.scalar(mine)
    taken = sum((other.share for other in _owners_beside(db, link)), Decimal(0))
    if not share.is_finite() or share <= 0 or taken + share > WHOLE:
        raise Refused("owner.share", "Доля должна быть больше нуля, а все доли дома вместе – не больше 100 %.")
    if owner is None:
        owner = Owner(id=str(uuid.uuid4()), account_id=link.account_id, phone=link.phone)
        db.add(owner)
    owner.share, owner.verified_at = share, now


def open_meeting(db: Session, building_id: str, meeting: Meeting, now: datetime) -> None:
    """Let kiosks of a building show a meeting; LookupError when there is no such building."""
    if db.get(Counter, facts.building(building_id)) is None:
        raise LookupError(building_id)
    facts.publish(db, facts.building(building_id), meeting, now)


def close_meeting(db: Session, building_id: str, meeting_id: str, now: datetime) -> None:
    """End a meeting now; LookupError when there is none such."""
    scope = facts.building(building_id)
    meeting = facts.read(db, scope, Meeting, meeting_id)
    if meeting is None:
        raise LookupError(meeting_id)
    facts.publish(db, scope, replace(meeting, ends_at=min(meeting.ends_at, now)), now)


def made(title: str, questions: tuple[str, ...], adopted: bool, now: datetime, days: int) -> Meeting:
    """A meeting that begins now and lasts `days`; its questions are numbered in their order."""
    meeting_id = str(uuid.uuid4())
    return Meeting(
        id=meeting_id,
        title=title,
        starts_at=now,
        ends_at=now + timedelta(days=days),
        participated=Decimal(0),
        adopted=adopted,
        questions=tuple(
            Question(id=f"{meeting_id}-{number}", number=number, text=text) for number, text in enumerate(questions, 1)
        ),
    )


def _meeting(wish: asked.Asked[CastVote]) -> Meeting:
    scope = facts.building(wish.building().id)
    meeting = facts.read(wish.db, scope, Meeting, wish.command.meeting_id)
    if meeting is None:
        raise Refused("vote.meeting", "Такого собрания в вашем доме нет.")
    return meeting


def _owner(wish: asked.Asked[CastVote]) -> Owner:
    owner = owner_of(wish.db, wish.account_id, wish.phone)
    if owner is None:
        sentence = "Голосуют собственники, которых проверила компания. Обратитесь в управляющую компанию."
        raise Refused("vote.owner", sentence)
    return owner


def _already(choice: Choice) -> asked.Conflict:
    sentence = "Ваш голос по этому вопросу уже записан: «{recorded}». Изменить его нельзя."
    return asked.Conflict("vote.cast", sentence, {"recorded": choice.word, "choice": choice.value})


def _record(wish: asked.Asked[CastVote], owner: Owner) -> None:
    wish.db.add(
        VoteRow(
            question_id=wish.command.question_id,
            owner_id=owner.id,
            meeting_id=wish.command.meeting_id,
            choice=wish.command.choice.value,
            share=owner.share,
            cast_at=wish.made_at,
            received_at=wish.now,
            op_id=wish.op_id,
        )
    )
    wish.db.flush()


def _owners_beside(db: Session, link: LinkRow) -> list[Owner]:
    """The other owners of the same building."""
    home = select(AccountRow.building_id).where(AccountRow.id == link.account_id).scalar_subquery()
    neighbours = select(Owner).join(AccountRow, AccountRow.id == Owner.account_id).where(AccountRow.building_id == home)
    own = (link.account_id, link.phone)
    return [owner for owner in db.scalars(neighbours) if (owner.account_id, owner.phone) != own]
