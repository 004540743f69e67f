"""What a resident must see at a kiosk: the company's facts as far as they were read, and what it has not heard yet."""

from __future__ import annotations

import functools
import json
from typing import TYPE_CHECKING, Any

from kiosk import appeals, cached
from sync import contract
from tests.faults.model import projection, stage, town
from tests.faults.model.projection import Seen

if TYPE_CHECKING:
    from tests.faults.model.ledger import Ledger
    from tests.faults.model.machine import Machine
    from tests.faults.model.office import Company, Row

BUILDING = f"building:{town.BUILDING}"


def check_cache(ledger: Ledger, machine: Machine) -> None:
    """Whose rows are admitted, and that a cursor never passes over a row."""
    scopes = {BUILDING} if machine.account_id is None else {BUILDING, cached.account_scope(machine.account_id)}
    held = machine.rows()
    if held.keys() - scopes:
        ledger.wrong("rows of an account that nobody here looks at")
    cursors = machine.cursors()
    if cursors.keys() - scopes:
        ledger.wrong("a cursor of an account that nobody here looks at")
    for scope, (epoch, rev) in cursors.items():
        if epoch == ledger.company.epoch():
            _check_scope(ledger, machine, scope, rev, held.get(scope, {}))
        elif epoch not in ledger.company.epochs:
            ledger.wrong("a cursor of an epoch that never was")


def _check_scope(ledger: Ledger, machine: Machine, scope: str, rev: int, held: dict[tuple[str, str], Any]) -> None:
    """Everything the company said up to the cursor is here, and nothing here is newer or was taken back by then."""
    told = company_rows(ledger.company, machine, scope)
    newest, floor = ledger.company.counter(scope)
    if rev > newest:
        ledger.wrong("a cursor ahead of the company")
    for name, row in told.items():
        if row.rev <= rev and held.get(name) != _fact(row):
            ledger.wrong(f"the cursor passed over a {row.kind}")
    for name in held.keys() - told.keys():
        if rev >= floor:
            ledger.wrong(f"a {name[0]} that the company never said, or took back")


def check_same(ledger: Ledger, machine: Machine, scope: str) -> None:
    """At the end: the cache of a scope is the company's, to the last row."""
    told = company_rows(ledger.company, machine, scope)
    living = {name: _fact(row) for name, row in told.items() if row.data is not None}
    if machine.cursors().get(scope, ("", 0))[0] != ledger.company.epoch():
        ledger.wrong(f"{scope.partition(':')[0]}: read in a life of the company that is over")
    if machine.rows().get(scope, {}) != living:
        ledger.wrong(f"{scope.partition(':')[0]}: the cache is not what the company says")


def company_rows(company: Company, machine: Machine, scope: str) -> dict[tuple[str, str], Row]:
    """Of a scope, private rows of other phones apart."""
    phone = None if machine.session is None else machine.session.phone
    return {(row.kind, row.id): row for row in company.rows(scope) if row.phone in (None, "", phone)}


def check_seen(ledger: Ledger, machine: Machine) -> None:
    """The list of appeals against the ledger's own projection."""
    if machine.session is None or machine.account_id is None:
        return
    with stage.at(machine.clock):
        listed = appeals.listed(machine.store, machine.account_id, machine.session, limit=1000)
    seen = [
        Seen(each.appeal.id, each.appeal.number, each.delivery, each.appeal.status, each.appeal.text) for each in listed
    ]
    expected = projection.of(ledger, machine)
    if seen != expected:
        odd = sorted(set(seen) ^ set(expected), key=str)
        ledger.wrong(f"the resident sees {len(seen)} appeals, not these {len(expected)}: {odd or 'in another order'}")


@functools.lru_cache(maxsize=4096)
def _normal(kind: str, data: str) -> str:
    adapter = cached.adapter(contract.FACTS[kind])
    return adapter.dump_json(adapter.validate_python(json.loads(data))).decode()


def _fact(row: Row) -> tuple[str | None, str] | None:
    return None if row.data is None else (row.op_id, _normal(row.kind, row.data))
