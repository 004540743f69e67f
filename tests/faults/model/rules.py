"""Everything that may happen, as Hypothesis chooses it, and what must hold after each of it."""

from __future__ import annotations

import sys

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from kiosk import outbox
from tests.faults.model import residents, town
from tests.faults.model.machine import Machine
from tests.faults.model.residents import Deed
from tests.faults.model.wire import Fault
from tests.faults.model.world import World

KIOSK = st.sampled_from(town.KIOSKS)
BEFALLS = (*(fault for fault in Fault if fault not in (Fault.ODD, Fault.BARRED)), Fault.STALE, Fault.STALE, Fault.STALE)
FAULTS = st.lists(st.sampled_from(BEFALLS), min_size=1, max_size=4).map(tuple)
STEPS = st.integers(0, 25)
"""Of the product between two power cuts: a round that delivers one command takes some fifteen."""
TEXTS = ("Прорвало трубу в подвале", "Не горит свет на этаже", "Шумит насос за стеной")
POISONS = (Fault.LOST, Fault.UNANSWERED, Fault.FAULT, Fault.MANY, Fault.PORTAL, Fault.CUT, Fault.ODD, Fault.BARRED)
LINES = (Fault.NONE, Fault.NONE, Fault.LOST, Fault.PORTAL, Fault.BUSY, Fault.UNANSWERED, Fault.FAULT, Fault.STALE)
LOSSES = ((), (Fault.UNANSWERED,), (Fault.NONE, Fault.LOST), (Fault.NONE, Fault.UNANSWERED), (Fault.NONE, Fault.CRASH))
"""What befalls the exchange that the company's backup does not have."""
SPANS = (1.0, 1.0, 10.0, 30.0, 90.0, 400.0, 1000.0, 5000.0, 86_400.0)
JUMPS = (-31_536_000.0, -86_400.0, -3600.0, -600.0, 0.0, 600.0, 3600.0, 31_536_000.0)
VISITS = tuple((phone, home) for phone, homes in town.HOMES.items() for home in homes)
MOVES = ("in_work", "postponed", "done", "closed")


class Life(RuleBasedStateMachine):
    """One run."""

    def __init__(self) -> None:
        super().__init__()
        self.world = World()

    def teardown(self) -> None:
        """The end of a run that went well: heal everything, drain, and agree."""
        try:
            if sys.exc_info()[1] is None:
                self.world.drain()
                self.world.agree()
        finally:
            self.world.close()

    @invariant()
    def holds(self) -> None:
        self.world.check()

    @initialize(visits=st.lists(st.sampled_from(VISITS), min_size=2, max_size=2))
    def begin(self, visits: list[tuple[str, str]]) -> None:
        """Nothing happens at kiosks where nobody is."""
        for name, (phone, home) in zip(town.KIOSKS, visits, strict=True):
            self.world.log_in(self.world.machines[name], phone, home)

    def _at(self, name: str) -> Machine | None:
        """The kiosk with somebody at it: whoever is, or who comes; None when nobody can log in just now."""
        kiosk = self.world.machines[name]
        if kiosk.session is None and kiosk.ready_to_log_in():
            self.world.log_in(kiosk, *VISITS[len(self.world.ledger.puts) % len(VISITS)])
        return kiosk if kiosk.session is not None else None

    @rule(name=KIOSK, visit=st.sampled_from(VISITS), faults=st.one_of(st.just(()), st.just(()), FAULTS))
    def come(self, name: str, visit: tuple[str, str], faults: tuple[Fault, ...]) -> None:
        kiosk = self.world.machines[name]
        if kiosk.session is None and kiosk.ready_to_log_in():
            self.world.log_in(kiosk, *visit, faults)

    @rule(name=KIOSK, steps=st.one_of(st.none(), STEPS))
    def leave(self, name: str, steps: int | None) -> None:
        kiosk = self.world.machines[name]
        if kiosk.session is not None:
            self.world.guarded(kiosk, lambda: kiosk.leave(steps))

    @rule(name=KIOSK, text=st.sampled_from(TEXTS), photos=st.integers(0, 2), twice=st.booleans())
    def file(self, name: str, text: str, photos: int, twice: bool) -> None:
        kiosk = self._at(name)
        if kiosk is not None:
            draft = residents.draft(text, photos, kiosk)
            for _ in range(1 + twice):
                self.world.file(kiosk, draft)

    @rule(name=KIOSK, number=st.integers(0, 999))
    def file_another(self, name: str, number: int) -> None:
        kiosk = self._at(name)
        if kiosk is not None:
            self.world.file(kiosk, residents.draft(f"Не работает лифт номер {number}", 0, kiosk))

    @rule(name=KIOSK, steps=st.integers(0, 4), photos=st.integers(0, 2))
    def file_in_a_power_cut(self, name: str, steps: int, photos: int) -> None:
        kiosk = self._at(name)
        if kiosk is not None:
            self.world.file(kiosk, residents.draft("Погас свет в подъезде", photos, kiosk), steps)

    @rule(name=KIOSK, deed=st.sampled_from(residents.DEEDS), number=st.integers(0, 30))
    def do(self, name: str, deed: Deed, number: int) -> None:
        kiosk = self._at(name)
        if kiosk is not None:
            self.world.do(kiosk, lambda kiosk, session: deed(kiosk, session, number))

    @rule(
        name=KIOSK, deeds=st.lists(st.sampled_from(residents.DEEDS), min_size=2, max_size=4), number=st.integers(0, 9)
    )
    def do_much(self, name: str, deeds: list[Deed], number: int) -> None:
        """Several things about what is probably one appeal, so that their order matters."""
        for deed in deeds:
            self.do(name, deed, number)

    @rule(name=KIOSK, deed=st.sampled_from(residents.DEEDS), number=st.integers(0, 30), steps=st.integers(0, 4))
    def do_in_a_power_cut(self, name: str, deed: Deed, number: int, steps: int) -> None:
        kiosk = self._at(name)
        if kiosk is not None:
            self.world.do(kiosk, lambda kiosk, session: deed(kiosk, session, number), steps)

    @rule(name=KIOSK)
    def exchange(self, name: str) -> None:
        self.world.turn(self.world.machines[name])

    @rule(name=KIOSK)
    def exchange_again(self, name: str) -> None:
        self.world.turn(self.world.machines[name])

    @rule(name=KIOSK, faults=FAULTS)
    def exchange_on_a_bad_line(self, name: str, faults: tuple[Fault, ...]) -> None:
        self.world.turn(self.world.machines[name], faults)

    @rule(name=KIOSK, fault=st.sampled_from((Fault.FAULT, Fault.MANY, Fault.NONE)))
    def exchange_when_the_listener_rings(self, name: str, fault: Fault) -> None:
        """Twice at once, with no hurry for what failed the first time."""
        kiosk = self.world.machines[name]
        for befalls in ((fault,), ()):
            kiosk.engine._bell.ring()
            self.world.turn(kiosk, befalls)

    @rule(name=KIOSK, before=st.integers(0, 2))
    def leave_while_the_account_is_read(self, name: str, before: int) -> None:
        kiosk = self._at(name)
        if kiosk is not None and kiosk.account_id is not None:
            self.world.company.publish_payment(kiosk.account_id)
            kiosk.engine.wake()
            self.world.turn(kiosk, (*(Fault.NONE for _ in range(before)), Fault.LEAVES))

    @rule(name=KIOSK)
    def hear_the_answer_before(self, name: str) -> None:
        """Of two appeals, what the kiosk was told of the first comes again as the answer to the second."""
        kiosk = self._at(name)
        if kiosk is not None:
            for number in range(2):
                self.world.file(kiosk, residents.draft(f"Не убирают этаж номер {number}", 0, kiosk))
            self.world.turn(kiosk, (Fault.NONE, Fault.STALE, Fault.STALE))

    @rule(name=KIOSK, steps=STEPS, faults=st.one_of(st.just(()), FAULTS))
    def exchange_in_a_power_cut(self, name: str, steps: int, faults: tuple[Fault, ...]) -> None:
        self.world.turn(self.world.machines[name], faults, steps)

    @rule(name=KIOSK, steps=st.integers(0, 14))
    def news_comes_in_a_power_cut(self, name: str, steps: int) -> None:
        kiosk = self.world.machines[name]
        self.world.company.publish_notice()
        kiosk.engine.wake()
        self.world.turn(kiosk, (), steps)

    @rule(name=KIOSK)
    def hurry(self, name: str) -> None:
        kiosk = self.world.machines[name]
        outbox.hurry(kiosk.store)
        kiosk.engine.wake()

    @rule(name=KIOSK)
    def switch_off_and_on(self, name: str) -> None:
        kiosk = self.world.machines[name]
        kiosk.power_off()
        kiosk.power_on()

    @rule(name=KIOSK, line=st.sampled_from(LINES))
    def line_changes(self, name: str, line: Fault) -> None:
        self.world.machines[name].network.always = line

    @rule(name=KIOSK, poison=st.sampled_from(POISONS))
    def poison(self, name: str, poison: Fault) -> None:
        """The oldest command that waits there cannot get through, whatever the rest may do."""
        self.world.poison(self.world.machines[name], poison)

    @rule(seconds=st.sampled_from(SPANS))
    def time_passes(self, seconds: float) -> None:
        self.world.pass_(seconds)

    @rule(name=KIOSK, seconds=st.sampled_from(JUMPS))
    def clock_jumps(self, name: str, seconds: float) -> None:
        self.world.machines[name].clock.offset = seconds

    @rule(home=st.sampled_from(town.ACCOUNTS), which=st.integers(0, 5), status=st.sampled_from(MOVES))
    def company_moves_an_appeal(self, home: str, which: int, status: str) -> None:
        self.world.company.move(home, which, status)

    @rule(home=st.sampled_from(town.ACCOUNTS))
    def company_says_something(self, home: str) -> None:
        self.world.company.publish_payment(home)

    @rule(home=st.sampled_from(town.ACCOUNTS), forgotten=st.booleans())
    def company_takes_something_back(self, home: str, forgotten: bool) -> None:
        if self.world.company.retract_payment(home) and forgotten:
            self.world.company.publish_payment(home)
            self.world.company.forget_tombstones()

    @rule(name=KIOSK)
    def company_takes_back_what_is_shown(self, name: str) -> None:
        kiosk = self._at(name)
        for said in (self.world.company.publish_payment, self.world.company.retract_payment):
            if kiosk is not None and kiosk.account_id is not None:
                said(kiosk.account_id)
                kiosk.engine.wake()
                self.world.turn(kiosk)

    @rule()
    def company_pins_up_a_notice(self) -> None:
        self.world.company.publish_notice()

    @rule(visit=st.sampled_from(VISITS), status=st.sampled_from(("declined", "confirmed")))
    def company_decides_a_link(self, visit: tuple[str, str], status: str) -> None:
        self.world.company.set_link(*visit, status)

    @rule()
    def company_restarts(self) -> None:
        self.world.company.restart()

    @rule()
    def company_backs_up(self) -> None:
        self.world.company.back_up()

    @rule()
    def company_is_restored(self) -> None:
        self.world.restore()

    @rule(name=KIOSK, photos=st.integers(0, 1), changed=st.booleans(), faults=st.sampled_from(LOSSES))
    def company_loses_what_it_just_heard(
        self, name: str, photos: int, changed: bool, faults: tuple[Fault, ...]
    ) -> None:
        kiosk = self._at(name)
        if kiosk is not None:
            kiosk.network.heal()
            kiosk.engine.wake()
            self.world.turn(kiosk)  # what waits otherwise would be befallen instead
        if kiosk is not None and kiosk.session is not None:
            self.world.check()
            self.world.company.back_up()
            fresh = town.FRESH[len(self.world.ledger.puts) % len(town.FRESH) :]
            self.world.file(kiosk, residents.draft("Протекает крыша над квартирой", photos, kiosk, fresh))
            if changed:
                self.world.do(kiosk, lambda kiosk, session: residents.edit(kiosk, session, 0))
            self.world.turn(kiosk, faults)
            self.world.check()
            self.world.restore()
            for _ in range(2):
                self.world.turn(kiosk)

    @rule(name=KIOSK, visit=st.sampled_from(VISITS))
    def company_loses_who_just_came(self, name: str, visit: tuple[str, str]) -> None:
        """Only the certificate tells a company that was restored whose deeds these are."""
        kiosk = self.world.machines[name]
        kiosk.network.heal()
        if kiosk.session is not None:
            self.world.guarded(kiosk, kiosk.leave)
        self.world.company.back_up()
        if kiosk.ready_to_log_in():
            self.world.log_in(kiosk, *visit)
        if kiosk.session is not None:
            self.world.file(kiosk, residents.draft("Не закрывается дверь подъезда", 0, kiosk))
            self.world.check()
            self.world.restore()
            for _ in range(2):
                self.world.turn(kiosk)

    @rule()
    def company_ends_all_sessions(self) -> None:
        self.world.company.forget_sessions()

    @rule(name=KIOSK, sure=st.integers(0, 9))
    def company_revokes_a_kiosk(self, name: str, sure: int) -> None:
        """Seldom: nothing more comes of it."""
        if sure == 9:
            self.world.revoke(self.world.machines[name])
