"""Operations told by their number alone, so that every byte of one that is found can be compared."""

from datetime import UTC, datetime
from functools import cache
from hashlib import sha256
from json import dumps
from random import Random

from kiosk.database.rows import Command, State
from kiosk.database.spool import Spool

KEY = bytes(range(32))
MADE = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)


@cache
def command(number: int) -> Command:
    """The operation of that number; every fifth is too long for one page."""
    dice = Random(number)
    text = "".join(dice.choices("абвгдежзиклмнопрст ", k=6000 if number % 5 == 0 else dice.randrange(20, 900)))
    name = op_id(number)
    body = {"op_id": name, "payload": {"text": text}, "blobs": [sha256(photo).hexdigest() for photo in photos(number)]}
    return Command(
        op_id=name,
        kind="appeal.file",
        aggregate=f"appeal:{name}",
        fact_kind="appeal",
        made_id=None,
        device_id="device-1",
        session_id="session-1",
        resident="resident-1",
        account_id="10117",
        made_at=MADE,
        body=dumps(body, ensure_ascii=False).encode(),
        signature=dice.randbytes(64),
    )


def op_id(number: int) -> str:
    return f"01930000-0000-7000-8000-{number:012}"


@cache
def photos(number: int) -> list[bytes]:
    """Of every third operation, one to three."""
    dice = Random(-number)
    return [dice.randbytes(dice.randrange(3_000, 40_000)) for _ in range(1 + number % 2)] if number % 3 == 0 else []


def put(spool: Spool, number: int) -> bool:
    return spool.put(command(number), [(sha256(photo).hexdigest(), photo) for photo in photos(number)])


def holds(spool: Spool, number: int) -> bool:
    """Whether the spool has the operation, each byte of it and of its photos, still to be sent."""
    found = spool.command(op_id(number))
    return (
        found == command(number)
        and [spool.blob(name) for name in spool.blobs(op_id(number))] == photos(number)
        and found.state is State.READY
    )
