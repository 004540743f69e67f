"""What the company must still be told: commands frozen and signed when made, and what became of each."""

from kiosk.database.rows import Command, State
from kiosk.outbox.delivering import (
    GIVEN_UP,
    applied,
    due,
    hurry,
    put_back,
    recover,
    rejected,
    restored,
    sending,
    stuck,
    stuck_count,
)
from kiosk.outbox.settling import drop, find, forget, given_up, settle, unsettled
from kiosk.outbox.writing import answer, chosen_account, payload, put, refusal, said

__all__ = [
    "GIVEN_UP",
    "Command",
    "State",
    "answer",
    "applied",
    "chosen_account",
    "drop",
    "due",
    "find",
    "forget",
    "given_up",
    "hurry",
    "payload",
    "put",
    "put_back",
    "recover",
    "refusal",
    "rejected",
    "restored",
    "said",
    "sending",
    "settle",
    "stuck",
    "stuck_count",
    "unsettled",
]
