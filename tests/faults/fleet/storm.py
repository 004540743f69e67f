"""Weather over a fleet's wire: spells by dice, each of them one of the things that networks do."""

import threading
from collections import Counter
from dataclasses import dataclass, field
from random import Random
from typing import get_args

from tests.faults.network.proxy import CLEAR, Cut, Ending, Proxy, Spell, Way
from tests.sync import faulty

SPELLS: dict[str, Spell] = {
    "refused": Spell(refused=True),
    "held": Spell(held=True),
    "said twice": Spell(twice=True),
    "a login page": Spell(answer=faulty.PORTAL),
    "a redirection": Spell(answer=faulty.REDIRECT),
    "another's JSON": Spell(answer=faulty.OTHER_JSON),
    "half of an answer": Spell(answer=faulty.HALF),
    "a gateway's 502": Spell(answer=faulty.GATEWAY),
}
SINGLE_CUTS = "cut at a byte"


@dataclass
class Storm:
    """A thread that changes the weather until it is over, and then clears it. `longest`: s of one bad spell."""

    proxy: Proxy
    dice: Random
    longest: float
    seen: Counter[str] = field(default_factory=Counter)

    def blow(self, over: threading.Event) -> None:
        while not over.is_set():
            self.proxy.spell(CLEAR)
            over.wait(self.dice.random() * self.longest / 2)
            name = self.dice.choice([*SPELLS, SINGLE_CUTS, SINGLE_CUTS])
            self.seen[name] += 1
            if name == SINGLE_CUTS:
                self._cut(over)
            else:
                self.proxy.spell(SPELLS[name])
                over.wait(self.dice.random() * self.longest)
        self.proxy.cut(None)
        self.proxy.spell(CLEAR)

    def _cut(self, over: threading.Event) -> None:
        """Several cuts, one after another, each after some hundreds of bytes."""
        for _ in range(self.dice.randint(3, 10)):
            ending = self.dice.choice(get_args(Ending))
            cut = Cut(self.dice.choice(get_args(Way)), self.dice.randrange(4000), ending)
            self.proxy.cut(cut)
            cut.done.wait(self.longest)
            if over.is_set():
                return
