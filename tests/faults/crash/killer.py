"""Kills kiosks and judges what is left: the zygote's other end, and the verdict on one kill."""

import json
import signal
import subprocess
import sys
from collections import Counter
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from random import Random
from types import TracebackType
from typing import Any, Self

from kiosk.identity import Identity
from kiosk.session import Session
from tests.faults import deeds
from tests.faults.crash.points import FIRST_START
from tests.faults.deeds import Deed
from tests.faults.town import Household, Town, private_bytes
from tests.sync.company_server import ROOT

VISITS = 20
"""Kills in one household, before its feed grows long."""
UNTIL_SETTLED = 0.25
"""Seconds in which a deed is about done: at which moment of them a kiosk is killed, the dice say."""
HOPELESS = 8.0
"""Seconds after which a kiosk with a planted bug is taken to hang."""
NEVER = 10**9
"""Of passings: more than there are."""
FORGETTING = "forgetting the answered"
"""A scene that needs a command that was refused."""


@dataclass(frozen=True, slots=True)
class Kill:
    """Where a kiosk is to die: at a named point, the nth time it comes by, or at any moment (point None)."""

    kind: str
    point: str | None
    nth: int = 1
    moment: float | None = None

    def __str__(self) -> str:
        where = f"{self.moment:.4f} s on" if self.point is None and self.moment else f"«{self.point}» {self.nth}"
        return f"{self.kind} at {where}"


class Zygote:
    """The process that forks the others."""

    def __init__(self, log: Path) -> None:
        self._log = log.open("a")
        line = [sys.executable, "-m", "tests.faults.crash.zygote"]
        self._process = subprocess.Popen(
            line, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self._log, text=True
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        assert self._process.stdin is not None and self._process.stdout is not None
        self._process.stdin.close()
        self._process.wait(70)
        self._process.stdout.close()
        self._log.close()

    def work(self, **job: Any) -> dict[str, Any]:
        assert self._process.stdin is not None and self._process.stdout is not None
        self._process.stdin.write(json.dumps(job) + "\n")
        self._process.stdin.flush()
        told: dict[str, Any] = json.loads(self._process.stdout.readline())
        told["said"] = dict(told["said"])
        return told


@dataclass
class Range:
    """Where kiosks are killed: one kiosk's directory, a town, and a household that changes now and then."""

    zygote: Zygote
    town: Town
    device: Identity
    directory: Path
    mutant: str | None = None
    kills: int = 0
    passed: dict[str, int] = field(default_factory=dict)
    _home: Household | None = None
    _session: Session | None = None

    def kill(self, kill: Kill) -> list[str]:
        """What went wrong, in words; nothing when nothing did."""
        home, session = self._visit()
        deed = deeds.prepare(kill.kind, self.town, home)
        job = self._job(kill, deed, session, home)
        acted = self.zygote.work(role="act", **job)
        self.kills += 1
        if _outlived(acted) and 1 < kill.nth < NEVER:
            return self.kill(replace(kill, nth=1))
        wrong = self._reached(kill, acted)
        succeeded = self.zygote.work(role="succeed", **job, patience=60.0 if self.mutant is None else HOPELESS)
        return wrong + self._judged(deed, acted["said"], succeeded)

    def passes(self, kind: str) -> Counter[str]:
        """How often a kiosk that nobody kills passes every point; AssertionError when even that goes wrong."""
        counted: Counter[str] = Counter()
        for point in (None, FORGETTING):
            assert self.kill(Kill(kind, point, nth=NEVER)) == []
            counted |= Counter(self.passed)
        return counted

    def _visit(self) -> tuple[Household, Session]:
        if self._home is None or self._session is None or self.kills % VISITS == 0:
            self._home = self.town.household()
            self._session = self.town.visit(self._home, self.device.device_id)
        return self._home, self._session

    def _job(self, kill: Kill, deed: Deed, session: Session, home: Household) -> dict[str, Any]:
        fresh = kill.point in FIRST_START or kill.nth == NEVER
        before = [deeds.refused(home)] if (kill.point or "").startswith(FORGETTING) else []
        said = {name: getattr(session, name) for name in ("session_id", "token", "certificate", "phone", "account_id")}
        return {
            "directory": str(self.directory / (f"first-{self.kills}" if fresh else "kiosk")),
            "device": asdict(self.device) | {"private_key": self.device.private_key.hex()},
            "session": {**said, "key": private_bytes(session).hex()},
            "before": [one.to_json() for one in before],
            "deed": deed.to_json(),
            "point": kill.point,
            "nth": kill.nth,
            "kill_after": kill.moment,
            "mutant": self.mutant,
        }

    def _reached(self, kill: Kill, acted: dict[str, Any]) -> list[str]:
        if _outlived(acted):
            self.passed = acted["said"]["passed"]
            return [] if kill.nth == NEVER or kill.point is None else ["never reached"]
        return [] if acted["signal"] == signal.SIGKILL else [f"failed: {acted}"]

    def _judged(self, deed: Deed, said: dict[str, Any], succeeded: dict[str, Any]) -> list[str]:
        if succeeded["signal"] or succeeded["exit"]:
            halves = succeeded["said"].get("opened", {}).get("halves")
            return [f"the successor failed: {succeeded}", *(["half a command"] if halves else [])]
        found, left = succeeded["said"]["opened"], succeeded["said"]["drained"]
        there = deeds.done(self.town, deed)
        must_be = "acknowledged" in said or deed.op_id in found["kept"]
        checks = {
            f"damaged: {found['faults']}": bool(found["faults"]),
            "half a command": bool(found["halves"]),
            "an account's rows outlived the resident": bool(found["strangers"]),
            f"left in the queue: {left}": bool(set(left) - {"rejected"}),
            f"lost: {there}": must_be and there.outcome != "applied",
            f"said without the resident: {there}": not must_be and there.outcome != "",
            f"doubled or half done: {there}": there.times != (1 if must_be else 0),
            f"photos missing: {there}": must_be and there.photos != len(deed.photos),
        }
        return [words for words, wrong in checks.items() if wrong]


def _outlived(acted: dict[str, Any]) -> bool:
    return not (acted["signal"] or acted["exit"])


def chosen(dice: Random, pairs: list[tuple[str, str]], most: dict[tuple[str, str], int], count: int) -> list[Kill]:
    """Kills by dice: every point once, then every pair of kind and point, then again; some at any moment."""
    kills: list[Kill] = []
    while len(kills) < count:
        for kind, point in _points_first(dice, pairs):
            kills.append(Kill(kind, point, dice.randint(1, min(4, most[kind, point]))))
            if dice.random() < 0.1:
                kills.append(Kill(kind, None, moment=dice.random() * UNTIL_SETTLED))
    return kills[:count]


def _points_first(dice: Random, pairs: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Shuffled, but no point a second time before every other had its first."""
    shuffled, seen = dice.sample(pairs, len(pairs)), Counter[str]()
    turns = []
    for pair in shuffled:
        turns.append((seen[pair[1]], pair))
        seen[pair[1]] += 1
    return [pair for _, pair in sorted(turns, key=lambda turn: turn[0])]
