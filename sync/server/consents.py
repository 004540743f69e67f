"""Consents at the company: given before a code or in the cabinet, taken back in the cabinet; every decision is kept.

They are a phone's, not an account's: no feed carries them, and an operation about them needs no account.
"""

from sqlalchemy import select
from sqlalchemy.orm import Session

from kiosk.domain.commands import Taken
from kiosk.domain.errors import Refused
from kiosk.domain.login import ConsentKind, ConsentText, DecideConsent
from sync.server import asked, facts
from sync.server.tables import ConsentGiven, Device


def decide(wish: asked.Asked[DecideConsent]) -> Taken:
    """Write down that a consent was given or taken back; Refused when given to a text that is no longer in force."""
    command = wish.command
    if command.given and command.version not in _in_force(wish):
        raise Refused("consent.stale", "Текст согласия обновился. Прочитайте его и отметьте ещё раз.")
    wish.db.add(
        ConsentGiven(
            phone=wish.phone,
            consent=command.consent.value,
            version=command.version,
            given_at=wish.made_at,
            device_id=wish.operation.device_id,
            confirmed_at=wish.now,
            op_id=wish.op_id,
            given=command.given,
        )
    )
    return Taken(at=wish.now)


def history(db: Session, phone: str) -> tuple[ConsentGiven, ...]:
    """What a phone's resident decided, in the order it arrived; what no code confirmed is left out."""
    mine = select(ConsentGiven).where(ConsentGiven.phone == phone, ConsentGiven.confirmed_at.is_not(None))
    return tuple(db.scalars(mine.order_by(ConsentGiven.confirmed_at, ConsentGiven.id)))


def standing(db: Session, phone: str) -> dict[ConsentKind, bool]:
    """Which consents are in force: the last decision to arrive counts."""
    return {ConsentKind(decision.consent): decision.given for decision in history(db, phone)}


def _in_force(wish: asked.Asked[DecideConsent]) -> set[str]:
    device = wish.db.get_one(Device, wish.operation.device_id)
    texts = facts.listed(wish.db, facts.building(device.building_id), ConsentText)
    return {text.version for text in texts if text.consent is wish.command.consent}
