"""What residents chose to be told: the last choice to arrive is in force, every one is kept."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from kiosk.domain.commands import Taken
from kiosk.domain.company import CompanyProfile
from kiosk.domain.errors import Refused
from kiosk.domain.notifications import ChooseNotifications, NotificationChoices
from sync.server import asked, facts
from sync.server.records import NotificationChoice


def choose(wish: asked.Asked[ChooseNotifications]) -> Taken:
    """Set an account's choices; Refused when something is switched on that the company does not send."""
    command = wish.command
    if (command.appeals_by_sms or command.outages_by_sms) and not _sends_sms(wish):
        raise Refused("notifications.sms", "Управляющая компания не рассылает СМС. Уведомления остались выключены.")
    wish.db.add(
        NotificationChoice(
            account_id=wish.account_id,
            phone=wish.phone,
            appeals_by_sms=command.appeals_by_sms,
            outages_by_sms=command.outages_by_sms,
            made_at=wish.made_at,
            received_at=wish.now,
            op_id=wish.op_id,
        )
    )
    chosen = NotificationChoices(
        id=wish.account_id, appeals_by_sms=command.appeals_by_sms, outages_by_sms=command.outages_by_sms
    )
    facts.publish(wish.db, wish.scope, chosen, wish.now, wish.op_id)
    return Taken(at=wish.now)


def history(db: Session, account_id: str) -> tuple[NotificationChoice, ...]:
    """An account's choices in the order they arrived."""
    chosen = select(NotificationChoice).where(NotificationChoice.account_id == account_id)
    return tuple(db.scalars(chosen.order_by(NotificationChoice.id)))


def _sends_sms(wish: asked.Asked[ChooseNotifications]) -> bool:
    companies = facts.listed(wish.db, facts.building(wish.building().id), CompanyProfile)
    return any(company.modules.sms for company in companies)
