"""What was asked about an account's appeals and is not in the cache yet: new ones, changes of others, refusals."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kiosk import delivery, outbox, refusals
from kiosk.appeals.projection import CHANGES, Change, changed, filed
from kiosk.delivery import Delivery
from kiosk.domain import operations
from kiosk.domain.appeals import Appeal, AppealFiled, EditAppeal, FileAppeal
from kiosk.refusals import Refusal

if TYPE_CHECKING:
    from kiosk.database import Store
    from kiosk.session import Session

KINDS = (FileAppeal.kind, *(change.kind for change in CHANGES))


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedAppeal:
    """An appeal as it will be once the company has heard everything.

    `delivery` is of what it has not heard yet: the appeal itself, or a change of one that it has. `asked` is the kind
    of the last such command, empty when there is none. `refusal` is given only when REFUSED.
    """

    appeal: Appeal
    delivery: Delivery
    refusal: Refusal | None = None
    asked: str = ""

    @property
    def with_company(self) -> bool:
        """The company has the appeal, whatever becomes of changes to it."""
        return self.delivery is Delivery.COMPANY or self.asked not in ("", FileAppeal.kind)


@dataclass(frozen=True, slots=True, kw_only=True)
class Unheard:
    """One reading of the outbox, oldest first, and of refusals; `filings` and `changes` are those not refused."""

    filings: tuple[outbox.Command, ...]
    changes: tuple[outbox.Command, ...]
    refused: tuple[Refusal, ...]

    def new(self) -> tuple[ListedAppeal, ...]:
        """Appeals the company does not have, refused ones among them, newest first."""
        waiting = [self._waiting(command) for command in self.filings]
        refused = [self._refused(refusal, refusal.command) for refusal in self.refused]
        entries = [*waiting, *(entry for entry in refused if entry is not None)]
        return tuple(sorted(entries, key=lambda entry: (entry.appeal.filed_at, entry.appeal.id), reverse=True))

    def over(self, appeal: Appeal, made_by: str | None) -> ListedAppeal:
        """The company's appeal with what it has not heard laid over it; `made_by` is what its row names."""
        names = {_thing(appeal.id), _thing(made_by or appeal.id)}
        changes = [command for command in self.changes if command.aggregate in names]
        if changes:
            last = next((each for each in reversed(changes) if each.state is not outbox.State.APPLIED), None)
            return ListedAppeal(
                appeal=changed(appeal, map(_change, changes)),
                delivery=delivery.gravest(changes),
                asked=last.kind if last else "",
            )
        refusal = next((each for each in self.refused if each.concerns in names), None)
        if refusal is None:
            return ListedAppeal(appeal=appeal, delivery=Delivery.COMPANY)
        return ListedAppeal(appeal=appeal, delivery=Delivery.REFUSED, refusal=refusal, asked=refusal.operation)

    def changed_ids(self) -> frozenset[str]:
        """Ids of appeals, or of the commands that made them, that a change is on its way for."""
        return frozenset(command.aggregate.partition(":")[2] for command in self.changes)

    def _waiting(self, command: outbox.Command) -> ListedAppeal:
        answer = outbox.answer(command, AppealFiled)
        number = answer.number if answer else ""
        appeal = filed(outbox.payload(command, FileAppeal), command.op_id, command.made_at, number)
        changes = [change for change in self.changes if change.aggregate == command.aggregate]
        undelivered = [each for each in (command, *changes) if each.state is not outbox.State.APPLIED]
        return ListedAppeal(
            appeal=changed(appeal, map(_change, changes)),
            delivery=delivery.gravest(undelivered),
            asked=undelivered[0].kind if undelivered else "",
        )

    def _refused(self, refusal: Refusal, command: object) -> ListedAppeal | None:
        """As it was written last, so that it can be corrected; None for a refusal of something else."""
        if not isinstance(command, FileAppeal):
            return None
        appeal = filed(command, refusal.id, refusal.made_at)
        edits = [other.command for other in refusal.others if isinstance(other.command, EditAppeal)]
        waiting = [_change(each) for each in self.changes if each.aggregate == refusal.concerns]
        return ListedAppeal(
            appeal=changed(appeal, (*edits, *(change for change in waiting if isinstance(change, EditAppeal)))),
            delivery=Delivery.REFUSED,
            refusal=refusal,
            asked=FileAppeal.kind,
        )


def read(store: Store, account_id: str, session: Session) -> Unheard:
    """As it stands now. Read it before the rows: one that comes meanwhile is then found among them."""
    commands = [each for each in outbox.unsettled(store, account_id, *KINDS) if outbox.refusal(each) is None]
    refused = refusals.listed(store, account_id, session)
    return Unheard(
        filings=tuple(command for command in commands if command.kind == FileAppeal.kind),
        changes=tuple(command for command in commands if command.kind != FileAppeal.kind),
        refused=tuple(refusal for refusal in refused if refusal.operation in KINDS),
    )


def _thing(appeal_id: str) -> str:
    return f"{Appeal.kind}:{appeal_id}"


def _change(command: outbox.Command) -> Change:
    of: Any = operations.KINDS[command.kind].command
    change: Change = outbox.payload(command, of)
    return change


def without(entries: Iterable[ListedAppeal], spoken_for: set[str | None]) -> tuple[ListedAppeal, ...]:
    """Entries of which no row speaks."""
    return tuple(entry for entry in entries if entry.appeal.id not in spoken_for)
