"""A resident's accounts: the header, linking a flat, choosing which one the cabinet shows."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING

from kiosk import cached
from kiosk.domain.accounts import Account, Address, Link, LinkByAddress, LinkByLogin, LinkStatus, check_claim
from kiosk.domain.errors import Refused
from kiosk.session import Session

if TYPE_CHECKING:
    from kiosk.company import Company, Exchange
    from kiosk.database import Store

_WORD = re.compile(r"\w+")
_FILLERS = frozenset({"г", "город", "ул", "улица", "д", "дом"})
"""Words people leave out or write differently; they decide nothing."""


def header(store: Store, account_id: str) -> Account | None:
    """What the cabinet's header shows; None until the account's feed arrived."""
    return cached.found(store, Account, cached.account_scope(account_id), account_id)


def suggest(store: Store, text: str, limit: int = 5) -> tuple[str, ...]:
    """Addresses of the company whose words begin with the words typed, in any order; none for less than 2 letters."""
    typed = _words(text)
    if sum(map(len, typed)) < 2:
        return ()
    texts = store.cache.orders(Address.kind, store.building_scope)  # an address is sorted by its text
    plain = "\x1f".join(texts).lower().replace("ё", "е").split("\x1f")
    likely = [text for text, words in zip(texts, plain, strict=True) if all(part in words for part in typed)]
    likely.sort(key=lambda address: (len(address), address))
    return tuple(islice((address for address in likely if _fits(typed, address)), limit))


def link(company: Company, session: Session, claim: LinkByLogin | LinkByAddress) -> Session:
    """Attach an account; it may come back pending. Refused: an empty field, or the company's; else as Company."""
    check_claim(claim)
    new = company.link(session.token, claim)
    others = tuple(known for known in session.links if known.id != new.id)
    return replace(session, links=(*others, new))


def links(company: Company, session: Session) -> Session:
    """The session with its links as the company has them now; errors as Company."""
    return replace(session, links=company.links(session.token))


def choose(exchange: Exchange, session: Session, account_id: str) -> Session:
    """Show this account from now on and have its facts fetched; Refused unless the company confirmed the link."""
    chosen = _link(session, account_id)
    match chosen.status:
        case LinkStatus.PENDING:
            raise Refused(
                "link.pending", "Счёт ещё проверяет управляющая компания. Выберите его, когда проверка закончится."
            )
        case LinkStatus.DECLINED:
            values = {"reason": chosen.reason or "обратитесь в управляющую компанию"}
            raise Refused("link.declined", "Управляющая компания не подтвердила этот счёт: {reason}.", values)
        case LinkStatus.CONFIRMED:
            exchange.follow(session.token, account_id)
    return replace(session, account_id=account_id)


def _link(session: Session, account_id: str) -> Link:
    for known in session.links:
        if known.account_id == account_id:
            return known
    raise Refused("link.unknown", "Этот счёт к вашему номеру не привязан. Добавьте его.")


def _words(text: str) -> tuple[str, ...]:
    words = _WORD.findall(text.lower().replace("ё", "е"))
    return tuple(word for word in words if word not in _FILLERS)


def _fits(typed: tuple[str, ...], address: str) -> bool:
    words = _words(address)
    return all(any(word.startswith(part) for word in words) for part in typed)
