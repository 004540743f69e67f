"""What the resident of an account agreed to receive, with the choice the company has not heard yet laid over it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from kiosk import cached, delivery, outbox, refusals
from kiosk.delivery import Delivery
from kiosk.domain.notifications import ChooseNotifications, NotificationChoices
from kiosk.refusals import Refusal

if TYPE_CHECKING:
    from kiosk.database import Store
    from kiosk.session import Session


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """The choices as they will be; `refusal` is given only when REFUSED, and then they are what stands."""

    choices: NotificationChoices
    delivery: Delivery = Delivery.COMPANY
    refusal: Refusal | None = None


def chosen(store: Store, account_id: str, session: Session) -> Chosen:
    """An account's choices; everything is off until chosen. `session` as in `refusals`."""
    waiting = [
        each for each in outbox.unsettled(store, account_id, ChooseNotifications.kind) if outbox.refusal(each) is None
    ]
    refused = refusals.listed(store, account_id, session)
    heard = cached.first(store, NotificationChoices, cached.account_scope(account_id))
    standing = heard or NotificationChoices(id=account_id)
    if waiting:
        last = outbox.payload(waiting[-1], ChooseNotifications)
        return Chosen(choices=choices(standing, last), delivery=delivery.gravest(waiting))
    refusal = next((each for each in refused if each.operation == ChooseNotifications.kind), None)
    return Chosen(choices=standing, delivery=Delivery.REFUSED if refusal else Delivery.COMPANY, refusal=refusal)


def choices(standing: NotificationChoices, command: ChooseNotifications) -> NotificationChoices:
    """An account's choices after a command, which sets every one."""
    return NotificationChoices(
        id=standing.id, appeals_by_sms=command.appeals_by_sms, outages_by_sms=command.outages_by_sms
    )


def choose(store: Store, session: Session, command: ChooseNotifications, *, op_id: str, now: datetime) -> Chosen:
    """Write the choices to the outbox and return them as they are shown then; with the same `op_id` once.

    `now` is aware. Refused when the disk refuses; SessionClosed after leaving.
    """
    outbox.put(store, session, command, op_id=op_id, now=now)
    return chosen(store, outbox.chosen_account(session), session)
