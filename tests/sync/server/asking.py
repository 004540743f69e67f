"""Operations of every kind as a resident of 10117 sends them, and what the company then has."""

from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy import select
from uuid_utils import uuid7

from kiosk.domain import operations
from kiosk.domain.login import ConsentKind
from sync import contract
from sync.server.demo import consents
from sync.server.records import METADATA
from tests.sync.company import Company, Visit
from tests.sync.server.answers import outcome, page

SCOPE = "account:10117"
NEW, IN_WORK, CLOSED = "appeal-268", "appeal-301", "appeal-209"
"""Appeals of the demonstration."""
WATER = "meter-10117-1"
"""It shows 204.518."""
MEETING, QUESTION = "roof", "roof-2"
_PASSING = ("nonce", "quota_use", "code", "resident_session")
"""Tables that a request alone may change."""


def new_id() -> str:
    return str(uuid7())


def operation(
    visit: Visit, kind: str, payload: Mapping[str, Any], op_id: str | None = None, **changed: Any
) -> contract.Operation:
    """An operation of any kind, made now for account 10117 unless `changed`."""
    filled: dict[str, Any] = {
        "op_id": op_id or new_id(),
        "kind": kind,
        "device_id": visit.kiosk.device_id,
        "session_id": visit.admitted.session_id,
        "account_id": "10117",
        "made_at": visit.kiosk.company.clock(),
        "payload": dict(payload),
        "blobs": tuple(payload.get("photos", ())),
        **changed,
    }
    return contract.Operation.model_validate(filled)


def ask(visit: Visit, kind: str, payload: Mapping[str, Any], **changed: Any) -> contract.Outcome:
    """Send one; what became of it."""
    return outcome(visit.deliver(operation(visit, kind, payload, **changed)))


def said(settled: contract.Outcome) -> tuple[str, str]:
    """How an operation that was not done was answered: `rejected` or `conflict`, and the refusal's code."""
    assert settled.refusal is not None, settled
    return settled.outcome, settled.refusal.code


def text(refusal: contract.Refusal | None) -> str:
    """What the resident reads; every name in the template has its value."""
    assert refusal is not None
    return refusal.sentence.format_map(refusal.values)


def filing(**changed: Any) -> dict[str, Any]:
    return {"type_id": "water", "type_name": "Вода", "text": "Прорвало трубу", "visit": None, "photos": []} | changed


def rows(visit: Visit, after: int = 0) -> tuple[contract.FeedRow, ...]:
    """What the account's feed tells this resident."""
    return page(visit.feed(SCOPE, after=after)).rows


def newest(visit: Visit) -> int:
    """The account's revision."""
    return page(visit.feed(SCOPE, limit=0)).rev


def fact(visit: Visit, kind: str, fact_id: str) -> dict[str, Any] | None:
    """A fact as this resident's kiosk gets it."""
    found = [row.data for row in rows(visit) if (row.kind, row.id) == (kind, fact_id)]
    return found[0] if found else None


def everything(company: Company) -> dict[str, list[tuple[Any, ...]]]:
    """All the company has, but for what any request may change."""
    tables = [table for table in METADATA.sorted_tables if table.name not in _PASSING]
    with company.database.read() as db:
        return {table.name: sorted((tuple(row) for row in db.execute(select(table))), key=repr) for table in tables}


def _refused_id(visit: Visit) -> str:
    settled = ask(visit, "appeal.file", filing(text="кот"))
    assert settled.outcome == "rejected"
    return settled.op_id


GOOD: dict[str, Callable[[Visit], dict[str, Any]]] = {
    "appeal.file": lambda _: filing(),
    "appeal.edit": lambda _: filing(text="Два ключа на домофон") | {"appeal_id": NEW},
    "appeal.cancel": lambda _: {"appeal_id": NEW},
    "appeal.rate": lambda _: {"appeal_id": CLOSED, "rating": 5, "comment": "Молодцы!"},
    "reading.give": lambda _: {"meter_id": WATER, "values": ["205.1"]},
    "vote.cast": lambda _: {"meeting_id": MEETING, "question_id": QUESTION, "choice": "for"},
    "consent.decide": lambda _: {
        "consent": ConsentKind.PERSONAL_DATA.value,
        "version": consents.VERSION,
        "given": False,
    },
    "notifications.choose": lambda _: {"appeals_by_sms": True, "outages_by_sms": False},
    "refusal.dismiss": lambda visit: {"refused_id": _refused_id(visit)},
}
"""A payload of each kind that the company lets through; what it needs is done by the visit first."""
assert set(GOOD) == set(operations.KINDS)
