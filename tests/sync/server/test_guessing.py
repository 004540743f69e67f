"""Attacks on four digits, for days on end: how many guesses are let through, and what they are worth.

The guesser never tires: it asks for a code as soon as it may, guesses until it is stopped, waits no longer than told.
"""

from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from itertools import cycle

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import event

from kiosk.domain.login import CODE_LENGTH, Method
from sync import contract
from sync.server import codes, locks
from sync.server.denied import Denied
from sync.server.devices import KnownDevice
from tests.sync.company import DEMO_PHONE, OTHER_PHONE, Company, Kiosk, consents_given, public
from tests.sync.server.answers import refused

CODES = 10**CODE_LENGTH
KEY = public(Ed25519PrivateKey.generate())
DAY = timedelta(days=1)


class Guesser:
    """Somebody at a kiosk who tries to get in with other people's phones; below HTTP, so that days pass in seconds."""

    def __init__(self, company: Company) -> None:
        self.company = company
        self.device = KnownDevice(company.enrol().device_id, "1")
        self.guesses: Counter[str] = Counter()
        self.sent: list[datetime] = []

    def ask(self, phone: str) -> str:
        """A code's id; Denied says when to come back."""
        given = consents_given(self.company.clock())
        request = contract.CodeRequest.model_validate({"phone": phone, "method": Method.SMS, "consents": given})
        code_id = codes.send(self.company.office, self.device, request).code_id
        self.sent.append(self.company.clock())
        return code_id

    def guess(self, phone: str, code_id: str, number: int) -> None:
        """One wrong guess; Denied 429 when it was not even looked at."""
        right, digits = self.company.postbox.code, f"{number % CODES:04}"
        wrong = f"{(number + 5000) % CODES:04}" if digits == right else digits
        office = self.company.office
        with office.database.write(locks.kiosk(self.device.id)) as db:
            guess = contract.Confirmation(code=wrong, session_key=KEY)
            said = codes.check(db, office, self.device, code_id, guess, self.company.clock())
        assert isinstance(said, Denied)
        if said.status == 429:
            raise said
        if said.code in ("code.wrong", "code.dead"):
            self.guesses[phone] += 1
        if said.code != "code.wrong":
            raise Spent

    def wait(self, denied: Denied) -> None:
        assert denied.status == 429 and denied.retry_after
        self.company.clock.pass_(seconds=denied.retry_after)

    def attack(self, phones: Iterator[str], until: datetime, each: int, rest: timedelta = timedelta(0)) -> None:
        """Ask for a code for one phone after the other, guess at it `each` times, and rest a while."""
        while self.company.clock() < until:
            phone = next(phones)
            try:
                code_id = self.ask(phone)
                for number in range(each):
                    self.guess(phone, code_id, number)
            except Spent:
                self.company.clock.now += rest
            except Denied as denied:
                self.wait(denied)


class Spent(Exception):
    """The code is dead."""


@pytest.fixture
def guesser(company: Company) -> Guesser:
    return Guesser(company)


@pytest.mark.parametrize(("rest", "a_day"), [(timedelta(0), 20), (timedelta(hours=1), 25)])
def test_a_week_of_guessing_at_one_phone_is_worth_a_quarter_of_a_percent_a_day(
    guesser: Guesser, rest: timedelta, a_day: int
) -> None:
    """Who is hasty meets the kiosk's own limit of twenty an hour before the fifth code of the day."""
    days, begun = 7, guesser.company.clock()
    guesser.attack(cycle([DEMO_PHONE]), begun + days * DAY, each=10, rest=rest)
    guesses = guesser.guesses[DEMO_PHONE]
    assert guesses == days * a_day, "the limits let through what they say, and no more"
    assert guesses / CODES / days <= 0.0025
    for first in guesser.sent:
        assert sum(first <= at < first + DAY for at in guesser.sent) <= 5, "in any day, whenever it begins"


def test_spraying_over_many_phones_is_stopped_at_twenty_wrong_codes_an_hour(guesser: Guesser) -> None:
    hours, begun = 3, guesser.company.clock()
    guesser.attack((f"+7928765{number:04}" for number in range(CODES)), begun + timedelta(hours=hours), each=1)
    assert 0.9 * hours * 20 <= guesser.guesses.total() <= (hours + 1) * 20
    assert max(guesser.guesses.values()) == 1
    assert guesser.guesses.total() / CODES <= (hours + 1) * 0.002, "over all phones together"


def test_a_kiosk_sends_three_hundred_codes_a_day_however_many_phones_there_are(
    guesser: Guesser, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun = guesser.company.clock()
    guesser.attack((f"+7928765{number:04}" for number in range(CODES)), begun + timedelta(seconds=1), each=0)
    assert len(guesser.sent) == 300
    assert guesser.company.clock() == begun + DAY, "the first of them comes back a day after it was used"


def test_sixteen_wrong_guesses_at_once_are_counted_one_by_one(company: Company, kiosk: Kiosk) -> None:
    code_id, right = kiosk.ask_code().json()["code_id"], company.postbox.code
    wrong = [f"{number:04}" for number in range(17) if f"{number:04}" != right][:16]
    others = [Kiosk(company, kiosk.device_id, kiosk.key) for _ in wrong]
    with ThreadPoolExecutor(16) as pool:
        said = list(pool.map(lambda at, digits: refused(at.confirm(code_id, digits))[1], others, wrong))
    assert Counter(said) == {"code.wrong": 4, "code.dead": 1, "code.expired": 11}


def test_sixteen_codes_asked_at_once_are_one(company: Company, kiosk: Kiosk) -> None:
    others = [Kiosk(company, kiosk.device_id, kiosk.key) for _ in range(16)]
    with ThreadPoolExecutor(16) as pool:
        said = list(pool.map(lambda at: at.ask_code().status_code, others))
    assert Counter(said) == {200: 1, 429: 15}
    assert len(company.postbox.sent) == 1


def test_codes_come_from_all_ten_thousand_with_leading_zeros_as_often_as_they_should() -> None:
    drawn = [codes.draw() for _ in range(20_000)]
    assert {len(code) for code in drawn} == {4} and all(code.isdigit() for code in drawn)
    for leading, expected in (("0", 2000), ("00", 200), ("9", 2000)):
        found = sum(code.startswith(leading) for code in drawn)
        assert abs(found - expected) < 6 * expected**0.5, leading
    assert len(set(drawn)) > 8000, "of 8,647 expected"


def test_a_known_phone_costs_the_same_work_as_an_unknown_one(company: Company, kiosk: Kiosk) -> None:
    """No slower answer tells them apart: the database is asked the same."""
    asked: list[str] = []
    event.listen(
        company.database.engine, "before_cursor_execute", lambda c, cursor, statement, *rest: asked.append(statement)
    )
    work = []
    for phone in (DEMO_PHONE, OTHER_PHONE):
        asked.clear()
        code_id = kiosk.ask_code(phone).json()["code_id"]
        kiosk.confirm(code_id, "0000" if company.postbox.code != "0000" else "1111")
        work.append(list(asked))
    assert work[0] == work[1]
    assert len(work[0]) > 5
