"""How this kiosk stands with the company as a whole: served, or why not, in the words of lobby and installer."""

from collections.abc import Sequence
from enum import StrEnum


class Standing(StrEnum):
    """Anything but SERVED concerns every request: nothing is asked in vain, and everything is kept."""

    SERVED = "served"
    KIOSK_OLD = "kiosk_old"
    COMPANY_OLD = "company_old"
    CLOCK_WRONG = "clock_wrong"
    UNTRUSTED = "untrusted"
    UNKNOWN = "unknown"
    REVOKED = "revoked"
    WIPED = "wiped"


_DISPATCHER = "При аварии звоните диспетчеру."
_KEPT = f"Отправленное раньше сохранено. {_DISPATCHER}"

_BOARD = {
    Standing.KIOSK_OLD: f"Киоск обновляется, войти пока не получится. {_KEPT}",
    Standing.COMPANY_OLD: f"Управляющая компания обновляет свою систему, войти пока не получится. {_KEPT}",
    Standing.CLOCK_WRONG: f"Похоже, на киоске неверно идут часы: связи с компанией пока нет. {_KEPT}",
    Standing.UNTRUSTED: f"Киоск не уверен, что отвечает ваша компания, и не соединяется. {_KEPT}",
    Standing.UNKNOWN: f"Компания не узнаёт этот киоск, войти пока не получится. {_KEPT}",
    Standing.REVOKED: "Компания отключила этот киоск. По вопросам и при аварии звоните диспетчеру.",
    Standing.WIPED: "Киоск больше не обслуживает этот дом. По вопросам и при аварии звоните диспетчеру.",
}

_INSTALLER = {
    Standing.KIOSK_OLD: "Программа киоска старше, чем понимает сервер компании. Обновите киоск.",
    Standing.COMPANY_OLD: "Сервер компании старше, чем понимает киоск. Попросите компанию обновить сервер.",
    Standing.CLOCK_WRONG: (
        "По часам киоска сертификат сервера сейчас не действует. Проверьте дату и время на киоске; "
        "если они верны, сертификат должна обновить компания."
    ),
    Standing.UNTRUSTED: (
        "Сертификат сервера выдан не тем центром, который указан при подключении, или другому имени. "
        "Проверьте сеть; если компания сменила центр, подключите киоск заново с --authority."
    ),
    Standing.UNKNOWN: "Сервер компании не знает этого киоска. Подключите его заново: команда enrol.",
    Standing.REVOKED: "Компания отключила этот киоск. Данные на нём целы; чтобы вернуть его, подключите заново.",
    Standing.WIPED: "Компания отключила этот киоск и стёрла с него данные. Его можно подключить заново: команда enrol.",
}


def out_of_service(phones: Sequence[str]) -> str:
    """The page of a wiped kiosk; `phones` are the dispatcher's, E.164."""
    if not phones:
        return _BOARD[Standing.WIPED]
    from kiosk.domain import words

    return f"{_BOARD[Standing.WIPED]} Телефон диспетчера: {', '.join(map(words.phone, phones))}."


def for_board(standing: Standing) -> str:
    """What anyone in the lobby may read; empty when all is well."""
    return _BOARD.get(standing, "")


def for_installer(standing: Standing) -> str:
    """What is wrong and what to do; empty when all is well."""
    return _INSTALLER.get(standing, "")
