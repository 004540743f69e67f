"""What the processes do that are forked to die: one acts until it is killed, its successor opens what is left."""

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from kiosk import identity, leaving
from kiosk.connection import Connection
from kiosk.database import Store
from kiosk.database.rows import State
from kiosk.identity import Identity
from kiosk.session import Session, SessionKey
from sync.client import Client
from sync.engine import Engine
from tests.faults import deeds
from tests.faults.crash import mutants
from tests.faults.crash.trap import set_trap
from tests.sync.conditions import until
from tests.sync.machine import KEY

Say = Callable[[str, Any], None]
UNFINISHED = (State.READY, State.SENDING, State.APPLIED)


def speaker(descriptor: int) -> Say:
    """Says a line at once: what was written to a pipe outlives the writer."""

    def say(word: str, value: Any = None) -> None:
        os.write(descriptor, json.dumps([word, value]).encode() + b"\n")

    return say


def act(job: dict[str, Any], say: Say) -> None:
    """A resident comes, does a deed, sees it done and leaves; somewhere on the way the process is killed."""
    device, session = _device(job), _session(job)
    mutants.plant(job.get("mutant"), session)
    trap = set_trap(job["point"], job["nth"])
    store, engine, client = _switched_on(Path(job["directory"]), device)
    engine.follow(session.token, job["deed"]["account_id"])
    until(lambda: store.cache.cursor(f"account:{session.account_id}"), "the account's facts")
    say("acting", None)
    for deed in (*job["before"], job["deed"]):
        deeds.do(store, session, deeds.Deed.from_json(deed), client.now())
    say("acknowledged", None)
    trap.pass_by("put: acknowledged")
    until(lambda: not store.spool.in_states(*UNFINISHED), "everything settled")
    if job["before"]:
        engine.stop()  # or it might settle what is to be forgotten
    leaving.forget(store, engine, session)
    engine.stop()
    store.close()
    say("passed", trap.passed)


def succeed(job: dict[str, Any], say: Say) -> None:
    """The next start of the program: whatever happened, the files open, are whole, and the queue drains."""
    mutants.plant(job.get("mutant"), _session(job))
    store, engine, _client = _switched_on(Path(job["directory"]), _device(job), say)
    until(lambda: not store.spool.in_states(*UNFINISHED), "the queue is empty")
    say("drained", [str(command.state) for command in store.spool.in_states(*State)])
    engine.stop()
    store.close()


def _switched_on(directory: Path, device: Identity, say: Say | None = None) -> tuple[Store, Engine, Client]:
    store = Store.open(directory, KEY)
    if say is not None:
        say("opened", _found(store))
    if identity.load(store) is None:
        identity.save(store, device)
    client = Client(device)
    engine = Engine(store, client, Connection(), chance=lambda: 0.0)
    engine.start()
    return store, engine, client


def _found(store: Store) -> dict[str, Any]:
    """What is in the files as they were left: every command, whether whole, and whose rows are still there."""
    faults = []
    for file in (store.spool._file, store.cache._file):
        with file.reading() as connection:
            faults += [row[0] for row in connection.exec_driver_sql("PRAGMA integrity_check") if row[0] != "ok"]
            faults += [str(row[0]) for row in connection.exec_driver_sql("PRAGMA foreign_key_check")]
    commands = store.spool.in_states(*State)
    halves = [command.op_id for command in commands if not _whole(store, command.op_id, command.body)]
    with store.cache._file.reading() as connection:
        scopes = connection.exec_driver_sql("SELECT scope FROM feed_cursor UNION SELECT scope FROM account").scalars()
        strangers = [scope for scope in scopes if scope.startswith("account:")]
    return {
        "faults": faults,
        "kept": [command.op_id for command in commands],
        "halves": halves,
        "strangers": strangers,
    }


def _whole(store: Store, op_id: str, body: bytes) -> bool:
    named = json.loads(body)["blobs"]
    return store.spool.blobs(op_id) == named and all(store.spool.blob(sha256) for sha256 in named)


def _device(job: dict[str, Any]) -> Identity:
    return Identity(**{**job["device"], "private_key": bytes.fromhex(job["device"]["private_key"])})


def _session(job: dict[str, Any]) -> Session:
    said = dict(job["session"])
    key = SessionKey()
    key._private = Ed25519PrivateKey.from_private_bytes(bytes.fromhex(said.pop("key")))
    return Session(**said, links=(), key=key, device_id=job["device"]["device_id"])
