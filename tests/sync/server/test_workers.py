"""Several worker processes on one database: exact under attack, heard by each other, replaced when killed."""

import re
import socket
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import cast

import psutil
import pytest
import requests
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import func, select
from uuid_utils import uuid7

from sync import contract, signing
from sync.server.database import Database
from sync.server.demo.people import NEIGHBOUR
from sync.server.feed import LOOK_EVERY
from sync.server.tables import AppealRow
from tests.databases import Databases
from tests.sync.company import DEMO_PHONE, OTHER_PHONE, Company, Kiosk, Visit
from tests.sync.company_server import CompanyServer
from tests.sync.conditions import BUSY, until
from tests.sync.server.answers import outcome, page, refused

MANY = 16
HOME = {"number": "10120", "address": "г. Волгодонск, ул. 100 стрелковой дивизии, 1", "apartment": "19"}


@dataclass
class Running:
    """A server with workers, as a kiosk of the tests knows a company."""

    server: CompanyServer
    url: str = field(init=False)

    def __post_init__(self) -> None:
        self.url = self.server.url

    def clock(self) -> datetime:
        return datetime.now(UTC)

    def kiosk(self) -> Kiosk:
        identity = self.server.enrolled("1")
        key = Ed25519PrivateKey.from_private_bytes(identity.private_key)
        return Kiosk(cast("Company", self), identity.device_id, key)

    def visit(self, kiosk: Kiosk, phone: str = DEMO_PHONE) -> Visit:
        key, asked = Ed25519PrivateKey.generate(), kiosk.ask_code(phone).json()
        answer = kiosk.confirm(asked["code_id"], code(asked), key)
        return Visit(kiosk, contract.Admitted.model_validate_json(answer.content), key)


@pytest.fixture(scope="module")
def running(databases: Databases, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    directory = tmp_path_factory.mktemp("workers")
    server = CompanyServer(directory, databases.seeded(directory), workers=3)
    server.start()
    yield Running(server)
    server.stop()
    databases.drop(server.database)


def code(asked: dict[str, str]) -> str:
    """What the demonstration's sender shows."""
    shown = re.search(r"код (\d{4})$", asked["demonstration"])
    assert shown is not None
    return shown[1]


def at_once(count: int, ask: Callable[[int], requests.Response]) -> list[requests.Response]:
    """The answers to the same question from many threads, each on a connection of its own."""
    ready = threading.Barrier(count)

    def one(number: int) -> requests.Response:
        ready.wait(30)
        return ask(number)

    with ThreadPoolExecutor(count) as pool:
        return list(pool.map(one, range(count)))


def alone(kiosk: Kiosk) -> Kiosk:
    """The same kiosk on a connection of its own."""
    return Kiosk(kiosk.company, kiosk.device_id, kiosk.key)


def count(server: CompanyServer) -> int:
    database = Database(server.database)
    with database.read() as db:
        found = db.scalars(select(func.count()).select_from(AppealRow)).one()
    database.close()
    return found


def test_sixteen_guesses_at_once_get_five_tries(running: Running) -> None:
    kiosk = running.kiosk()
    asked = kiosk.ask_code().json()
    wrong = [f"{number:04}" for number in range(MANY + 1) if f"{number:04}" != code(asked)][:MANY]
    answers = at_once(MANY, lambda number: alone(kiosk).confirm(asked["code_id"], wrong[number]))
    said = sorted(refused(answer) for answer in answers)
    assert said == sorted([(403, "code.wrong")] * 4 + [(403, "code.dead")] + [(403, "code.expired")] * (MANY - 5))
    assert refused(kiosk.confirm(asked["code_id"], code(asked))) == (403, "code.expired")


def test_sixteen_codes_asked_at_once_are_one_code(running: Running) -> None:
    kiosk = running.kiosk()
    answers = at_once(MANY, lambda number: alone(kiosk).ask_code())
    assert sorted(answer.status_code for answer in answers) == [200] + [429] * (MANY - 1)


def test_the_right_code_sixteen_times_at_once_opens_one_session(running: Running) -> None:
    kiosk = running.kiosk()
    asked = kiosk.ask_code(OTHER_PHONE).json()
    answers = at_once(MANY, lambda number: alone(kiosk).confirm(asked["code_id"], code(asked)))
    assert sorted(answer.status_code for answer in answers) == [200] + [403] * (MANY - 1)


def test_a_request_replayed_to_every_worker_is_heard_once(running: Running) -> None:
    kiosk = running.kiosk()
    prepared = kiosk.prepared("GET", contract.FEED, params={"scope": "building:1"})
    signing.sign_request(prepared, kiosk.device_id, kiosk.key, created=running.clock())
    answers = at_once(MANY, lambda number: alone(kiosk).send(prepared.copy()))
    assert sorted(answer.status_code for answer in answers) == [200] + [401] * (MANY - 1)


def test_an_operation_delivered_to_every_worker_at_once_is_done_once(running: Running) -> None:
    kiosk = running.kiosk()
    visit, before = running.visit(kiosk), count(running.server)
    operation = visit.operation(op_id=str(uuid7()), payload={"text": "Капает кран на кухне"})
    answers = at_once(MANY, lambda number: Visit(alone(kiosk), visit.admitted, visit.key).deliver(operation))
    assert {answer.status_code for answer in answers} == {200}
    assert len({answer.content for answer in answers}) == 1
    assert count(running.server) == before + 1


def test_sixteen_appeals_at_once_are_the_ten_of_a_day(running: Running) -> None:
    kiosk = running.kiosk()
    visit = running.visit(kiosk, NEIGHBOUR)
    visit.ask("POST", contract.LINKS_BY_ADDRESS, json=HOME)
    operations = [
        visit.operation(op_id=str(uuid7()), account_id="10120", payload={"text": f"Капает кран {number}"})
        for number in range(MANY)
    ]
    answers = at_once(MANY, lambda number: Visit(alone(kiosk), visit.admitted, visit.key).deliver(operations[number]))
    said = Counter(outcome(answer).outcome for answer in answers)
    assert said == {"applied": 10, "rejected": 6}


def test_what_another_process_says_reaches_every_workers_held_feeds(running: Running) -> None:
    kiosk = running.kiosk()
    visit = running.visit(kiosk)
    rev = page(visit.feed("account:10117", limit=0)).rev
    told: list[float] = []

    def held(number: int) -> requests.Response:
        mine = Visit(alone(kiosk), visit.admitted, visit.key)
        answer = mine.feed("account:10117", after=rev, wait=25)
        told.append(time.monotonic())
        return answer

    with ThreadPoolExecutor(12) as pool:
        answers = [pool.submit(held, number) for number in range(12)]
        until(lambda: len(connections(running.server)) >= 12)
        running.server.command("set-debt", "10117", "321,00")
        said = time.monotonic()
        assert all(page(answer.result(30)).rows for answer in answers)
    assert max(told) - said < LOOK_EVERY + BUSY


def connections(server: CompanyServer) -> list[int]:
    """Who is connected to the workers."""
    found = [psutil.Process(pid).net_connections("tcp") for pid in server.worker_pids]
    return [
        one.raddr.port for of in found for one in of if one.status == "ESTABLISHED" and one.laddr.port == server.port
    ]


def test_nothing_personal_is_in_the_log(running: Running) -> None:
    kiosk = running.kiosk()
    visit = running.visit(kiosk)
    visit.feed("account:10117")
    visit.ask("POST", contract.LINKS_BY_LOGIN, json={"login": "10119", "password": "secret-guess"})
    log = (running.server.directory / "server.log").read_text()
    assert "serving" in log
    for personal in ("9281234567", "928 123", "10117", "10119", "secret-guess", visit.admitted.token, "/v1/"):
        assert personal not in log


def test_a_killed_worker_is_replaced_and_the_others_go_on(running: Running) -> None:
    kiosk, before = running.kiosk(), set(running.server.worker_pids)
    killed = running.server.kill_worker()
    until(lambda: len(set(running.server.worker_pids) - {killed}) == 3)
    assert killed in before
    assert alone(kiosk).feed("building:1").status_code == 200


def test_workers_do_not_outlive_a_killed_parent(databases: Databases, tmp_path: Path) -> None:
    server = CompanyServer(tmp_path, databases.seeded(tmp_path), workers=2)
    server.start()
    assert requests.get(server.url + contract.HEALTH, timeout=30).ok
    workers = [psutil.Process(pid) for pid in server.worker_pids]
    assert server.process is not None
    server.process.kill()
    server.reap()
    until(lambda: not any(worker.is_running() and worker.status() != "zombie" for worker in workers))
    with socket.create_server(("127.0.0.1", server.port)):
        pass
    server.start()
    assert requests.get(server.url + contract.HEALTH, timeout=30).ok
    server.kill()
    databases.drop(server.database)
