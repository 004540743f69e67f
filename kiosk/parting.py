"""The company shuts an account to its resident during the visit: why, and the words they are let go with."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kiosk.database import Store
    from kiosk.domain.company import CompanyProfile


class Parting(StrEnum):
    """The value is the company's code for it."""

    UNLINKED = "feed.scope"
    SESSION_ENDED = "session.ended"


@dataclass(frozen=True, slots=True)
class Parted:
    """Whom it concerns, by the session's token, lest anybody else be let go."""

    token: str = field(repr=False)
    why: Parting


_WHY = {
    Parting.UNLINKED: "Управляющая компания отвязала этот лицевой счёт от вашего телефона.",
    Parting.SESSION_ENDED: "Управляющая компания завершила ваш вход.",
}
_KEPT = "Всё, что вы отправили, сохранено и будет передано компании. Неотправленное стёрто с экрана."
_ENTERED = {
    Parting.UNLINKED: f"{_KEPT} Без привязки компания может этого не принять.",
    Parting.SESSION_ENDED: _KEPT,
}
_NOW = {
    Parting.UNLINKED: "Причину можно узнать в компании{whom}.",
    Parting.SESSION_ENDED: "Чтобы продолжить, войдите ещё раз. Если не получится, обратитесь в компанию{whom}.",
}


def of_code(code: str) -> Parting | None:
    """What a refusal of the account's feed means for its resident; None when it means nothing to them."""
    return Parting(code) if code in tuple(Parting) else None


def sentences(store: Store, why: Parting) -> tuple[str, str, str]:
    """What happened, what became of what they entered, whom to ask."""
    from kiosk import cached
    from kiosk.domain.company import CompanyProfile

    company = cached.first(store, CompanyProfile, store.building_scope)
    return _WHY[why], _ENTERED[why], _NOW[why].format(whom="" if company is None else _whom(company))


def _whom(company: CompanyProfile) -> str:
    """«: ООО «ТеплоДом», ул. Пятакова, 17, телефон 8 (800) 765-43-21»."""
    from kiosk.domain import words

    numbers = map(words.phone, dict.fromkeys(company.dispatcher_phones))
    phones = ", ".join(number.replace(" ", words.NBSP) for number in numbers)
    parts = (company.name.strip(), company.office.strip(), f"телефон {phones}" if phones else "")
    told = ", ".join(part for part in parts if part)
    return f": {told}" if told else ""
