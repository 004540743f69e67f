"""One run over a server: what several checks share is made when the first needs it, and only once."""

import secrets
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TypeVar

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from kiosk.domain.accounts import Link, LinkStatus
from kiosk.domain.appeals import AppealFiled, AppealType, FileAppeal
from kiosk.domain.login import CODE_LENGTH, CodeSent
from kiosk.domain.notifications import ChooseNotifications
from sync import contract
from sync.conformance.given import Given
from sync.conformance.kiosk import Device, Made, Pulled, Visit, enrolment, taken
from sync.conformance.strictness import accepted, expect
from sync.conformance.verdicts import Check, Failed, Result, Skipped, Verdict
from sync.conformance.wire import Exchange, Line

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Login:
    """A login step by step, with the harmless wrong ones among them; checks judge each."""

    asked: Exchange
    at_once: Exchange
    """A second code, asked for right after the first."""
    elsewhere: Exchange | None
    """The right code at another kiosk."""
    wrong: Exchange
    right: Exchange
    again: Exchange
    """The right code a second time with the same key, as though the first answer had been lost."""
    forgotten: Exchange
    """A look with the token of the first answer, then."""
    other_key: Exchange
    """The right code a third time, with another key."""
    used: Exchange
    """The right code and key again, after the session was used."""
    visit: Visit


@dataclass(frozen=True, slots=True)
class Filing:
    """One appeal for many checks: how often a resident may file a day is limited."""

    before: int
    """The account's revision until then."""
    made: Made
    first: Exchange
    taken: AppealFiled


@dataclass(frozen=True, slots=True)
class Leaving:
    """An operation made before the resident left, and the answer to leaving."""

    before: Made
    answer: Exchange


class Run:
    """What the checks work with."""

    def __init__(self, given: Given, line: Line) -> None:
        self.given = given
        self.line = line
        self._made: dict[str, object] = {}

    @property
    def device(self) -> Device:
        """The first kiosk."""
        return self._once("a kiosk", lambda: self._enrolled(0))

    @property
    def other_device(self) -> Device:
        """A second kiosk."""
        return self._once("a second kiosk", lambda: self._enrolled(1))

    @property
    def building(self) -> Pulled:
        """The building's feed as it was at first."""
        return self._once("the building's feed", lambda: self.device.pulled(self.device.building))

    @property
    def login(self) -> Login:
        """The one login at the first kiosk."""
        return self._once("a login", self._log_in)

    @property
    def visit(self) -> Visit:
        """The resident at the first kiosk, with an account."""
        return self._once("a resident with an account", self._with_account)

    @property
    def other_visit(self) -> Visit:
        """The same resident at the second kiosk, without an account chosen."""
        return self._once("a login at a second kiosk", lambda: self._logged_in(self.other_device, self.given.phone))

    @property
    def neighbour(self) -> Visit:
        """Another resident at the second kiosk; whoever was there before is let go."""
        return self._once("another resident", lambda: self._logged_in(self.other_device, self.given.other_phone))

    @property
    def type(self) -> AppealType:
        """A kind of appeal that may be filed."""
        types = [row.data for row in self.building.alive(AppealType.kind)]
        parents = {one.parent_id for one in types}
        leaves: list[AppealType] = [one for one in types if one.id not in parents]
        if not leaves:
            raise Skipped("the building's feed has no type of appeal")
        return leaves[0]

    def appeal(self) -> FileAppeal:
        """A new appeal whose text no other has."""
        text = f"Проверка договора, обращение {secrets.token_hex(4)}, делать ничего не нужно."
        return FileAppeal(type_id=self.type.id, type_name=self.type.name, text=text, visit=None)

    @property
    def filing(self) -> Filing:
        """An appeal that was taken."""
        return self._once("an appeal", self._file)

    @property
    def leaving(self) -> Leaving:
        """The end of the resident's session at the first kiosk."""
        return self._once("leaving", self._leave)

    @property
    def has_second(self) -> bool:
        return len(self.given.tokens) > 1

    def _once(self, name: str, make: Callable[[], T]) -> T:
        """The first check that needs a thing that cannot be had fails; those after it are skipped."""
        if name not in self._made:
            try:
                self._made[name] = make()
            except Failed as failure:
                self._made[name] = Skipped(f"needs {name}, which could not be had: {failure.reason}")
                raise
            except Skipped as lack:
                self._made[name] = lack
        made = self._made[name]
        if isinstance(made, Skipped):
            raise made
        return made  # type: ignore[return-value]

    def _enrolled(self, number: int) -> Device:
        if len(self.given.tokens) <= number:
            raise Skipped(f"needs {number + 1} enrolment tokens")
        key = Ed25519PrivateKey.generate()
        enrolled = accepted(enrolment(self.line, self.given.tokens[number], key), contract.Enrolled, 201)
        return Device(self.line, enrolled.device_id, enrolled.building_id, key)

    def _log_in(self) -> Login:
        device, key = self.device, Ed25519PrivateKey.generate()
        asked = self._code_asked(device, self.given.phone)
        at_once = device.ask_code(self.given.phone, self.given.method, device.consents())
        sent = accepted(asked, CodeSent)
        code = self._digits(sent)
        wrong = f"{(int(code) + 1) % 10**CODE_LENGTH:0{CODE_LENGTH}}"
        elsewhere = self.other_device.confirm(sent.code_id, code, key) if self.has_second else None
        guessed = device.confirm(sent.code_id, wrong, key)
        right = device.confirm(sent.code_id, code, key)
        again = device.confirm(sent.code_id, code, key)
        forgotten = device.ask("GET", contract.LINKS, token=accepted(right, contract.Admitted).token)
        other_key = device.confirm(sent.code_id, code, Ed25519PrivateKey.generate())
        visit = Visit(device, accepted(again, contract.Admitted), key)
        accepted(visit.ask("GET", contract.LINKS), contract.Links)
        used = device.confirm(sent.code_id, code, key)
        return Login(asked, at_once, elsewhere, guessed, right, again, forgotten, other_key, used, visit)

    def _logged_in(self, device: Device, phone: str) -> Visit:
        sent, key = accepted(self._code_asked(device, phone), CodeSent), Ed25519PrivateKey.generate()
        right = device.confirm(sent.code_id, self._digits(sent), key)
        return Visit(device, accepted(right, contract.Admitted), key)

    def _code_asked(self, device: Device, phone: str) -> Exchange:
        if not phone or self.given.code is None:
            raise Skipped("needs `phone` and a way to learn its code")
        return device.ask_code(phone, self.given.method, device.consents())

    def _digits(self, sent: CodeSent) -> str:
        if self.given.code is None:
            raise Skipped("needs a way to learn the code")
        code = self.given.code(sent)
        expect(len(code) == CODE_LENGTH and code.isascii() and code.isdigit(), "the code that was told is not 4 digits")
        return code

    def _file(self) -> Filing:
        before, made = self.visit.pulled().rev, self.visit.made(self.appeal())
        first = self.visit.deliver(made)
        return Filing(before, made, first, taken(first, made))

    def _leave(self) -> Leaving:
        made = self.visit.made(ChooseNotifications(appeals_by_sms=False, outages_by_sms=False))
        return Leaving(made, self.visit.ask("DELETE", contract.SESSION))

    def _with_account(self) -> Visit:
        visit = self.login.visit
        links = [link for link in visit.admitted.links if link.status is LinkStatus.CONFIRMED]
        wanted = [link for link in links if self.given.account_id in ("", link.account_id)]
        if not wanted and self.given.login:
            claim = {"login": self.given.login, "password": self.given.password}
            wanted = [accepted(visit.ask("POST", contract.LINKS_BY_LOGIN, json=claim), Link)]
        if not wanted:
            raise Skipped("needs a resident with a confirmed account, or `login` and `password` to link one")
        return replace(visit, account_id=wanted[0].account_id)


def results(run: Run, checks: Iterable[Check]) -> Iterator[Result]:
    """Every check's end, one by one; what the run shares fails but once."""
    for check in checks:
        began = time.monotonic()
        try:
            check.run(run)
            result = Result(check, Verdict.PASS)
        except Failed as failure:
            result = Result(check, Verdict.FAIL, failure.reason, failure.exchange)
        except Skipped as lack:
            result = Result(check, Verdict.SKIP, lack.reason)
        yield replace(result, seconds=time.monotonic() - began)
