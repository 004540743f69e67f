"""The model's own reckoning of the list of appeals, from what it witnessed; it shares no code with the product's."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from kiosk.appeals import Delivery
from kiosk.domain.appeals import AppealStatus

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tests.faults.model.ledger import Ledger
    from tests.faults.model.machine import Machine
    from tests.faults.model.puts import Put

FILE, EDIT, CANCEL, RATE, DISMISS = "appeal.file", "appeal.edit", "appeal.cancel", "appeal.rate", "refusal.dismiss"
CHANGES = (EDIT, CANCEL, RATE)
REFUSED = ("rejected", "conflict")
_DELIVERY = {
    "stuck": Delivery.STUCK,
    "sending": Delivery.SENDING,
    "ready": Delivery.WAITING,
    "applied": Delivery.COMPANY,
}
_GRAVE = (Delivery.STUCK, Delivery.SENDING, Delivery.WAITING, Delivery.COMPANY)


class Seen(NamedTuple):
    """A line of the list."""

    id: str
    number: str
    delivery: Delivery
    status: AppealStatus
    text: str


@dataclass(frozen=True)
class Refusal:
    """A refused operation about an appeal, as its resident is still to be told."""

    id: str
    kind: str
    payload: dict[str, Any]
    made_at: datetime

    @property
    def concerns(self) -> str:
        return f"appeal:{self.id if self.kind == FILE else self.payload['appeal_id']}"


@dataclass(frozen=True)
class Waiting:
    """What of an account's commands the cache does not show, oldest first."""

    filings: list[Put]
    changes: list[Put]
    refused: list[Refusal]

    def of(self, *concerns: str) -> list[Put]:
        return [put for put in self.changes if put.aggregate in concerns]


def of(ledger: Ledger, machine: Machine) -> list[Seen]:
    """Newest first: new ones, then those of the company."""
    rows = machine.rows().get(f"account:{machine.account_id}", {})
    waiting = _waiting(ledger, machine, rows)
    facts = [(op_id, json.loads(data)) for (kind, _), (op_id, data) in rows.items() if kind == "appeal"]
    facts.sort(key=lambda fact: (_moment(fact[1]["filed_at"]).isoformat(), fact[1]["id"]), reverse=True)
    spoken_for = {fact["id"] for _, fact in facts} | {op_id for op_id, _ in facts}
    new = [*_filed(waiting), *_refused(waiting)]
    new.sort(key=lambda entry: (entry[0], entry[1].id), reverse=True)
    return [*(seen for _, seen in new if seen.id not in spoken_for), *(_known(waiting, *fact) for fact in facts)]


def _waiting(ledger: Ledger, machine: Machine, rows: dict[tuple[str, str], tuple[str | None, str]]) -> Waiting:
    mine = [
        put
        for put in ledger.puts.values()
        if (put.kiosk, put.account_id, put.gone) == (machine.name, machine.account_id, False)
    ]
    live = _unshown(machine, mine, {op_id for op_id, _ in rows.values()} | {name for _, name in rows})
    dismissed = {put.payload["refused_id"] for put in live if put.kind == DISMISS and put.state not in REFUSED}
    assert machine.session is not None
    here = [put for put in live if put.state in REFUSED and put.token == machine.session.token]
    refused = {put.op_id: Refusal(put.op_id, put.kind, put.payload, _made(put)) for put in here}
    for (kind, fact_id), (_, data) in rows.items():
        if kind == "refused_operation":
            fact = json.loads(data)
            refused[fact_id] = Refusal(fact_id, fact["operation"], fact["payload"], _moment(fact["made_at"]))
    about = [each for each in refused.values() if each.id not in dismissed and each.kind in (FILE, *CHANGES)]
    return Waiting(
        filings=[put for put in live if put.kind == FILE and put.state not in REFUSED],
        changes=[put for put in live if put.kind in CHANGES and put.state not in REFUSED],
        refused=sorted(about, key=lambda each: (each.made_at, each.id)),
    )


def _unshown(machine: Machine, puts: list[Put], named: set[str | None]) -> list[Put]:
    """A command is shown by a row that names it, by the feed's having been read so far, or by a later one's being."""
    _, rev = machine.cursors().get(f"account:{machine.account_id}", ("", -1))
    shown: set[str] = set()
    live: list[Put] = []
    for put in reversed(puts):
        reached = put.state == "applied" and (put.aggregate in shown or put.rev is None or put.rev <= rev)
        if put.op_id in named or reached:
            shown.add(put.aggregate)
        else:
            live.append(put)
    return live[::-1]


def _filed(waiting: Waiting) -> Iterable[tuple[datetime, Seen]]:
    for put in waiting.filings:
        changes = waiting.of(put.aggregate)
        number = put.answer["number"] if put.state == "applied" and put.answer else ""
        seen = Seen(put.op_id, number, Delivery.COMPANY, AppealStatus.NEW, put.payload["text"])
        undelivered = [each for each in (put, *changes) if each.state != "applied"]
        yield _made(put), _over(seen, changes)._replace(delivery=_gravest(undelivered))


def _refused(waiting: Waiting) -> Iterable[tuple[datetime, Seen]]:
    for refusal in waiting.refused:
        if refusal.kind == FILE:
            later = [each for each in waiting.refused if each.concerns == refusal.concerns and each.kind == EDIT]
            coming = [put for put in waiting.of(refusal.concerns) if put.kind == EDIT]
            texts = [each.payload["text"] for each in later] + [put.payload["text"] for put in coming]
            text = [refusal.payload["text"], *texts][-1]
            yield refusal.made_at, Seen(refusal.id, "", Delivery.REFUSED, AppealStatus.NEW, text)


def _known(waiting: Waiting, op_id: str | None, fact: dict[str, Any]) -> Seen:
    seen = Seen(fact["id"], fact["number"], Delivery.COMPANY, AppealStatus(fact["status"]), fact["text"])
    names = (f"appeal:{fact['id']}", f"appeal:{op_id}")
    changes = waiting.of(*names)
    if changes:
        return _over(seen, changes)._replace(delivery=_gravest(changes))
    if any(refusal.concerns in names for refusal in waiting.refused):
        return seen._replace(delivery=Delivery.REFUSED)
    return seen


def _over(seen: Seen, changes: list[Put]) -> Seen:
    for put in changes:
        match put.kind:
            case "appeal.edit":
                seen = seen._replace(text=put.payload["text"])
            case "appeal.cancel":
                seen = seen._replace(status=AppealStatus.CANCELLED)
            case "appeal.rate":
                done = put.payload["rating"] > 0
                seen = seen._replace(status=AppealStatus.CLOSED if done else AppealStatus.IN_WORK)
    return seen


def _gravest(puts: list[Put]) -> Delivery:
    return min((_DELIVERY[put.state] for put in puts), key=_GRAVE.index, default=Delivery.COMPANY)


def _made(put: Put) -> datetime:
    return _moment(put.envelope["made_at"])


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text)
