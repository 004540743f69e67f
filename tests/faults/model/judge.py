"""What must hold of every command: in its spool, on the company's books, and at the end."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kiosk.domain.operations import KINDS, Behind
from tests.faults.model.ledger import LONGEST_PAUSE
from tests.faults.model.sight import BUILDING

if TYPE_CHECKING:
    from tests.faults.model.ledger import Ledger
    from tests.faults.model.machine import Machine
    from tests.faults.model.puts import Put

HONEST = frozenset(
    {
        "appeal.same",
        "appeal.edit.late",
        "appeal.cancel.late",
        "appeal.rate.early",
        "appeal.rate.closed",
        "appeal.unknown",
        "op.account",
        "op.late",
        "reading.less",
        "reading.more",
        "vote.cast",
        "vote.late",
        "vote.over",
    }
)
"""Reasons for which this town's company may refuse an operation."""


@dataclass(frozen=True)
class Judge:
    """Compares the product's files with the ledger."""

    _ledger: Ledger

    def check_spool(self, machine: Machine) -> None:
        """Every command is here as it was made, or was answered and may go."""
        query = "SELECT op_id, state, answer, next_try_at, trouble, body, signature FROM op"
        rows = {row[0]: row for row in machine.spool.execute(query)}
        if rows.keys() - self._ledger.puts.keys():
            self._ledger.wrong("a command in the spool that nobody made")
        for put in self._ledger.puts.values():
            if put.kiosk == machine.name and not put.gone:
                row = rows.get(put.op_id)
                if row is None:
                    self._gone(put, machine)
                else:
                    self._there(put, machine, *row[1:])

    def _gone(self, put: Put, machine: Machine) -> None:
        put.gone = True
        said = put.outcome.outcome if put.outcome else None
        here = machine.session is not None and machine.session.token == put.token
        if put.was_stuck and not self._is_replaced(put):
            self._ledger.wrong("a stuck command was deleted")
        elif said is None and not put.was_stuck:
            self._ledger.wrong(f"a {put.kind} is gone unanswered")
        elif here and said and said["outcome"] == "applied" and not self._is_shown(put, machine):
            self._ledger.wrong(f"an applied {put.kind} is gone before the feed shows it")
        elif here and said and said["outcome"] != "applied" and not self._was_dismissed(put):
            self._ledger.wrong(f"a refused {put.kind} is gone before its resident has seen it")

    def _is_shown(self, put: Put, machine: Machine) -> bool:
        """The cache is as far as the answer said, or names it; of some nothing ever is in the feed."""
        scope = f"account:{put.account_id}"
        names = {op_id for op_id, _ in machine.rows().get(scope, {}).values()}
        return put.rev is None or put.op_id in names or machine.cursors().get(scope, ("", -1))[1] >= put.rev

    def _was_dismissed(self, put: Put) -> bool:
        dismissals = (each for each in self._ledger.puts.values() if each.kind == "refusal.dismiss")
        return put.kind == "refusal.dismiss" or any(each.payload["refused_id"] == put.op_id for each in dismissals)

    def _there(
        self,
        put: Put,
        machine: Machine,
        state: str,
        answer: str | None,
        next_try_at: float,
        trouble: str,
        *bytes_: bytes,
    ) -> None:
        if tuple(bytes_) != (put.body, put.signature):
            self._ledger.wrong("a command's frozen bytes have changed")
        put.state, put.answer = state, json.loads(answer or "null")
        match state:
            case "ready":
                wall = machine.clock.wall()
                if next_try_at > max(wall, machine.clock.latest) + LONGEST_PAUSE:
                    self._ledger.wrong("a pause of more than fifteen minutes")
            case "sending":
                self._ledger.wrong("a command is left as being sent")
            case "applied":
                self._check_answer(put, "applied", "result")
                self._check_life(put, machine)
            case "rejected" | "conflict":
                self._check_answer(put, state, "refusal")
            case "stuck" | "given_up":
                put.was_stuck = True
                self._check_stuck(put, trouble)

    def _is_replaced(self, put: Put) -> bool:
        """By a later word of the same resident about the same, which was done."""
        if KINDS[put.kind].behind is not Behind.REPLACES:
            return False
        order = list(self._ledger.puts)
        later = (self._ledger.puts[op_id] for op_id in order[order.index(put.op_id) + 1 :])
        same = (put.kiosk, put.aggregate, put.phone)
        said = (
            each.outcome.outcome for each in later if (each.kiosk, each.aggregate, each.phone) == same and each.outcome
        )
        return any(outcome is not None and outcome["outcome"] == "applied" for outcome in said)

    def _check_answer(self, put: Put, outcome: str, part: str) -> None:
        said = put.outcome.outcome if put.outcome else None
        if said is None or said["outcome"] != outcome:
            self._ledger.wrong(f"a command is {outcome} though no such answer was heard")
        elif put.answer != said[part]:
            self._ledger.wrong("the answer kept is not the one that was heard")
        elif part == "refusal" and said[part]["code"] not in HONEST:
            self._ledger.wrong(f"refused without cause: {said[part]['code']}")

    def _check_life(self, put: Put, machine: Machine) -> None:
        """Who reads the building's feed in a new life of the company knows that the old one's deeds may be lost."""
        epoch, _ = machine.cursors().get(BUILDING, ("", 0))
        said = put.outcome
        if said is not None and said.life < self._ledger.company.life and epoch == self._ledger.company.epoch():
            self._ledger.wrong(f"a restored company is not told a {put.kind} again")

    def _check_stuck(self, put: Put, trouble: str) -> None:
        if put.state == "given_up" and not self._is_replaced(put):
            self._ledger.wrong(f"a {put.kind} was given up by nobody")
        elif not put.denied:
            self._ledger.wrong(f"stuck though the company refused nothing: {trouble}")
        elif put.op_id not in self._ledger.poisoned:
            self._ledger.wrong(f"stuck without cause: {trouble}")

    def check_company(self) -> None:
        """Each operation settled once, its effect there once, and in the order of its aggregate."""
        settled = self._ledger.company.settled()
        answers = {op_id: json.loads(answer) for op_id, answer in settled}
        if len(answers) != len(settled) or answers.keys() - self._ledger.puts.keys():
            self._ledger.wrong("an operation was settled twice, or nobody made it")
            return
        self._check_effects(answers)
        self._check_order([self._ledger.puts[op_id] for op_id, _ in settled])

    def _check_effects(self, answers: dict[str, Any]) -> None:
        for kind, books in self._ledger.company.books().items():
            done = [op_id for op_id, said in answers.items() if said["outcome"] == "applied"]
            if sorted(books) != sorted(op_id for op_id in done if self._ledger.puts[op_id].kind == kind):
                self._ledger.wrong(f"the company's books do not hold each applied {kind} once")

    def _check_order(self, settled: list[Put]) -> None:
        """A later one of an aggregate only after all earlier, but for those that another life settled."""
        done: set[str] = set()
        order = {op_id: place for place, op_id in enumerate(self._ledger.puts)}
        last: dict[tuple[str, str], Put] = {}
        for put in settled:
            done.add(put.op_id)
            if put.refused_in_life_before(self._ledger.company.life):
                continue  # told again only if its resident has left meanwhile
            place = (put.kiosk, put.aggregate)
            before = last.get(place)
            if before is not None and order[before.op_id] > order[put.op_id]:
                self._ledger.wrong("commands of an aggregate arrived out of order")
            last[place] = put
        for put in self._ledger.puts.values():
            later = last.get((put.kiosk, put.aggregate))
            unanswered = put.op_id not in done and put.outcome is None
            may_pass = put.was_stuck and KINDS[put.kind].behind is not Behind.WAITS
            if unanswered and not may_pass and later is not None and order[later.op_id] > order[put.op_id]:
                self._ledger.wrong("a command overtook an earlier one of its aggregate")

    def check_delivered(self, revoked: Callable[[str], bool]) -> None:
        """At the end: everything acknowledged is with the company, refused, stuck, or settled in an earlier life."""
        done = {op_id for op_id, _ in self._ledger.company.settled()}
        for put in self._ledger.puts.values():
            if put.op_id in done or revoked(put.kiosk) or put.was_stuck:
                continue
            state = self._state(put)
            if state is None:
                if put.outcome is None or put.outcome.life == self._ledger.company.life:
                    self._ledger.wrong(f"a {put.kind} was lost")
            elif state not in ("rejected", "conflict") and not self._held_up(put):
                self._ledger.wrong(f"a {put.kind} was never delivered: {state}")

    def _held_up(self, put: Put) -> bool:
        """By a stuck one before it in its aggregate, without which it means nothing."""
        if KINDS[put.kind].behind is not Behind.WAITS:
            return False
        for before in self._ledger.puts.values():
            if before is put:
                return False
            if (before.kiosk, before.aggregate) == (put.kiosk, put.aggregate) and before.was_stuck:
                return True
        return False

    def _state(self, put: Put) -> str | None:
        machine = self._ledger.machines[put.kiosk]
        row = machine.spool.execute("SELECT state FROM op WHERE op_id = ?", (put.op_id,)).fetchone()
        return None if row is None else str(row[0])
