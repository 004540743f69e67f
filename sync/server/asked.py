"""What an operation asks for, as the rules of each kind get it."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Generic, TypeVar

from sqlalchemy.orm import Session

from kiosk.domain.commands import Command
from kiosk.domain.company import Building
from kiosk.domain.errors import Refused
from sync import contract
from sync.server import facts
from sync.server.office import Office
from sync.server.tables import AccountRow

C = TypeVar("C", bound=Command)


class Conflict(Refused):
    """Something else already stands where the operation's effect would be: told as `conflict`, not as `rejected`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked(Generic[C]):
    """An operation with its command, whose it is (E.164), the transaction that settles it; `now` is the server's."""

    db: Session
    office: Office
    operation: contract.Operation = field(repr=False)
    command: C = field(repr=False)
    phone: str = field(repr=False)
    now: datetime

    @property
    def op_id(self) -> str:
        return self.operation.op_id

    @property
    def account_id(self) -> str:
        return self.operation.account_id

    @property
    def scope(self) -> str:
        return facts.account(self.operation.account_id)

    @property
    def made_at(self) -> datetime:
        """When it was made; a kiosk's clock may be a little ahead, and nothing was made after now."""
        return min(self.operation.made_at, self.now)

    def building(self) -> Building:
        """Where the account's flat is."""
        return building_of(self.db, self.account_id)


def building_of(db: Session, account_id: str) -> Building:
    """Where an account's flat is."""
    account = db.get_one(AccountRow, account_id)
    place = facts.read(db, facts.building(account.building_id), Building, account.building_id)
    if place is None:
        raise LookupError("an account without a building")
    return place
