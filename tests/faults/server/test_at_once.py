"""The same operation from 16 threads at once, of every kind: one effect, and the same answer for everybody."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from threading import Barrier

import pytest

from kiosk import identity
from kiosk.database import Store
from kiosk.database.rows import Command
from sync import contract
from sync.client import Client
from tests.faults import deeds
from tests.faults.deeds import MAKERS
from tests.faults.scale import either
from tests.faults.server_process import TownServer
from tests.faults.town import Town
from tests.sync.machine import KEY

AT_ONCE = 16
TIMES = either(1, 30)
"""For each kind and database."""


@contextmanager
def opened(directory: Path) -> Iterator[Store]:
    store = Store.open(directory, KEY)
    yield store
    store.close()


@pytest.mark.parametrize("company", ["server", "crowd"])
def test_one_operation_from_sixteen_threads_takes_effect_once(
    request: pytest.FixtureRequest, tmp_path: Path, tell: Callable[[str], None], company: str
) -> None:
    server: TownServer = request.getfixturevalue(company)
    town, device = Town(server.database), server.enrolled("1")
    home = town.household()
    session = town.visit(home, device.device_id)
    with opened(tmp_path / "kiosk") as store, ThreadPoolExecutor(AT_ONCE) as pool:
        identity.save(store, device)
        clients, together = [Client(device) for _ in range(AT_ONCE)], Barrier(AT_ONCE)
        for kind in [*MAKERS] * TIMES:
            deed = deeds.prepare(kind, town, home)
            deeds.do(store, session, deed, clients[0].now())
            command = store.spool.command(deed.op_id)
            assert command is not None
            answers = set(pool.map(lambda client: delivered(client, store, command, together), clients))  # noqa: B023 - over at once
            assert len(answers) == 1, answers
            assert deeds.done(town, deed) == deeds.Done("applied", 1, len(deed.photos)), kind
    for client in clients:
        client.close()
    town.close()
    tell(f"{AT_ONCE} threads, {TIMES * len(MAKERS)} operations of {len(MAKERS)} kinds, {server.workers} workers")


def delivered(client: Client, store: Store, command: Command, together: Barrier) -> str:
    """A whole delivery by one thread; its photos too come from all at once."""
    for sha256 in store.spool.blobs(command.op_id):
        content = store.spool.blob(sha256)
        assert content is not None
        together.wait(30)
        client.put_blob(sha256, content)
    together.wait(30)
    outcome: contract.Outcome = client.operate(command.op_id, command.body, command.signature, command.certificate)
    return outcome.model_dump_json()
