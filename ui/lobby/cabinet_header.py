"""The cabinet's header: whose account this is and what is owed, as a public screen may show it."""

from __future__ import annotations

from dataclasses import dataclass

from kiosk.domain import words
from kiosk.domain.accounts import Account, masked_owner
from kiosk.domain.money import Kopecks
from ui.lobby.cabinet_blocks import HIDDEN, Block, View


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """The header, `known` once the account's facts arrived; the block whose summary is open, its lines read or not."""

    known: bool = False
    number: str = ""
    owner: str = ""
    address: str = ""
    people: str = ""
    debt_title: str = ""
    debt: str = ""
    sums_shown: bool = False
    has_sums: bool = False
    phone: str = ""
    refused: str = ""
    summary: Block | None = None
    lines_known: bool = False


def header(account: Account, view: View) -> Snapshot:
    """What the cabinet says of its account before the blocks."""
    connected = view.modules.charges and account.debt is not None
    debt = account.debt or Kopecks(0)
    if not connected:
        title, figure = "Начисления", "не подключены компанией"
    elif debt <= 0:
        title, figure = "Задолженность", "Отсутствует"
    else:
        title, figure = "Задолженность", words.money(debt) if view.sums else HIDDEN.capitalize()
    return Snapshot(
        known=True,
        number=account.number,
        owner=masked_owner(account.owner),
        address=f"{account.address}, кв. {account.apartment}" if account.apartment else account.address,
        people=f"Проживает: {account.living}, зарегистрировано: {account.registered}",
        phone=f"Телефон: {_masked_phone(account.phone)}",
        debt_title=title,
        debt=figure,
        sums_shown=view.sums,
        has_sums=connected,
    )


def _masked_phone(e164: str | None) -> str:
    """«не указан», or the number with its middle hidden: the screen is public."""
    if not e164:
        return "не указан"
    shown = words.phone(e164)
    return f"{shown[:6]} •••-••-{shown[-2:]}"
