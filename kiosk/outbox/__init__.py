"""What the company must still be told: commands frozen and signed when made, and what became of each."""

from kiosk.database.rows import Command, State
from kiosk.outbox.delivering import (
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
from kiosk.outbox.settling import drop, find, forget, settle, unsettled
from kiosk.outbox.writing import answer, chosen_account, payload, put, refusal

__all__ = [
    "Command",
    "State",
    "answer",
    "applied",
    "chosen_account",
    "drop",
    "due",
    "find",
    "forget",
    "hurry",
    "payload",
    "put",
    "put_back",
    "recover",
    "refusal",
    "rejected",
    "restored",
    "sending",
    "settle",
    "stuck",
    "stuck_count",
    "unsettled",
]
