"""From the cache to what the list of payment documents shows."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto

from kiosk import accounts, notices
from kiosk.connection import ConnectionState
from kiosk.database import Store
from kiosk.domain import words
from ui.invoices import invoice_words

OFFLINE = "Нет связи с управляющей компанией. Показываем то, что получено раньше{age}."


class State(Enum):
    """What stands in the list's place; LISTED when there are documents."""

    LOADING = auto()
    UNREACHED = auto()
    UNCONNECTED = auto()
    EMPTY = auto()
    LISTED = auto()


EMPTINESS = {
    State.UNREACHED: (
        "Документы ещё не получены: нет связи с управляющей компанией. Они появятся здесь, когда связь вернётся."
    ),
    State.UNCONNECTED: (
        "Управляющая компания не подключила начисления и оплаты. Платёжный документ можно получить в её офисе."
    ),
    State.EMPTY: "Здесь будут ваши платёжные документы. Они появятся, когда управляющая компания их выставит.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """What is said around the list. `told`: the debt has its place; `charges`: the company keeps charges with us."""

    state: State = State.LOADING
    debt: str = ""
    told: bool = False
    charges: bool = True
    age: str = ""


def around(store: Store, connection: ConnectionState, account_id: str, rows: int) -> Around:
    """With `rows` documents known."""
    account = accounts.header(store, account_id)
    lost = connection.reachable is False
    debt = None if account is None else account.debt
    charges = account is None or debt is not None
    if rows:
        state = State.LISTED
    elif account is None:
        state = State.UNREACHED if lost else State.LOADING
    else:
        state = State.EMPTY if charges else State.UNCONNECTED
    return Around(
        state=state,
        debt="" if debt is None else invoice_words.debt(debt),
        told=account is not None and state is not State.UNCONNECTED,
        charges=charges,
        age=_age(store, connection) if lost and state is not State.UNREACHED else "",
    )


def _age(store: Store, connection: ConnectionState) -> str:
    if connection.agreed_at is None:
        return OFFLINE.format(age="")
    at = notices.local(store, connection.agreed_at)
    return OFFLINE.format(age=f", {words.day(at.date())} в {words.clock(at.time())}")
