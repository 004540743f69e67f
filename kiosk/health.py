"""How this kiosk is: for the installer's `status`, the company's list of devices and the desk. Names no resident."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk import standing
from kiosk.standing import Standing

if TYPE_CHECKING:
    from kiosk.database.glance import Seen

FILE = "status.json"
QUIET = timedelta(minutes=20)
"""A running kiosk that has said nothing for so long is not well; when refused, it asks every quarter of an hour."""
WRONG_CLOCK = 60
"""Seconds the machine's clock may be off before an installer hears of it."""
LONG_WAITING = timedelta(hours=1)
_OLDER = "Киоск хранит их и пробует снова. Попросите компанию обновить сервер."


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What the exchange with the company last had to say of itself. `at` and `agreed_at` are the company's time."""

    at: datetime
    version: str
    contract: str
    company_contract: str = ""
    reachable: bool = False
    standing: Standing = Standing.SERVED
    agreed_at: datetime | None = None
    trouble: str = ""
    set_aside: int = 0
    set_aside_kinds: tuple[str, ...] = ()
    unknown: int = 0
    """Operations that the company's system is too old for."""
    clock_offset: int = 0
    waiting: int = 0
    oldest_at: datetime | None = None
    stuck: int = 0
    cache_renewed: bool = False
    images_forbidden: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """One look at a kiosk. `said` is None until it first spoke with the company, `seen` before it was enrolled.

    `locked`: why its files could not be looked into, in Russian; then what it said of itself must do.
    """

    now: datetime
    seen: Seen | None
    said: Said | None
    locked: str = ""

    @property
    def waiting(self) -> int:
        """Operations the company has not answered."""
        return self.seen.queue.waiting if self.seen else self.said.waiting if self.said else 0

    @property
    def oldest_at(self) -> datetime | None:
        """Since when the oldest of them waits."""
        return self.seen.queue.oldest_at if self.seen else self.said.oldest_at if self.said else None

    @property
    def stuck(self) -> int:
        """Operations that wait for the operator."""
        return len(self.seen.queue.stuck) if self.seen else self.said.stuck if self.said else 0

    @property
    def _unknown(self) -> int:
        """Of a kiosk that runs: it tries these again, and only it knows the answers."""
        return self.said.unknown if self.said and (self.seen is None or self.seen.running) else 0

    @property
    def problems(self) -> tuple[str, ...]:
        """What an installer or operator must see to, in Russian, the gravest first; empty when the kiosk is well."""
        found = (*self._device(), *self._exchange(), *self._queue(), *self._storage())
        return tuple(problem for problem in found if problem)

    def _device(self) -> tuple[str, ...]:
        if self.locked:
            return ("Киоск ещё ничего не сообщал о себе." if self.said is None else "",)
        if self.seen is not None and self.seen.wiped is not None:
            lost = self.seen.wiped.lost
            gone = f" Не дошло до компании и стёрто: {_count(lost, 'операция', 'операции', 'операций')}."
            return (standing.for_installer(Standing.WIPED) + (gone if lost else ""),)
        if self.seen is None or self.seen.device is None:
            return ("Киоск ещё не подключён к управляющей компании: команда enrol.",)
        return ("" if self.seen.running else "Программа киоска не запущена.",)

    def _exchange(self) -> tuple[str, ...]:
        said = self.said
        if said is None or not (self.locked or (self.seen and self.seen.device)):
            return ()
        since = "" if said.agreed_at is None else f" с {_moment(said.agreed_at)}"
        silent = (self.seen is None or self.seen.running) and self.now - said.at > QUIET
        cut = not said.reachable and said.standing is Standing.SERVED
        off = abs(said.clock_offset)
        return (
            standing.for_installer(said.standing),
            f"Нет связи с компанией{since}: {said.trouble}." if cut else "",
            "Киоск давно ничего не сообщал: перезапустите его." if silent else "",
            f"Часы киоска {_off(said.clock_offset)} часов компании на {_span(off)}." if off > WRONG_CLOCK else "",
            f"Строк, которые киоск не понял: {said.set_aside}{_of(said)}. Сообщите компании." if said.set_aside else "",
        )

    def _queue(self) -> tuple[str, ...]:
        late = self.oldest_at is not None and self.now - self.oldest_at > LONG_WAITING
        return (
            f"Застряло операций: {self.stuck}. Когда причина устранена: retry; если не устранить: give-up."
            if self.stuck
            else "",
            f"Ждёт отправки: {self.waiting}, дольше часа." if late else "",
            f"Сервер компании старше киоска и не знает операций: {self._unknown}. {_OLDER}" if self._unknown else "",
        )

    def _storage(self) -> tuple[str, ...]:
        recovered = self.seen.recovered if self.seen else None
        is_open = self.said is not None and not self.said.images_forbidden
        dumps = "Снимки памяти программы не запрещены: при сбое они попадут на диск." if is_open else ""
        if recovered is None:
            return (dumps,)
        kept = f"восстановлено операций: {recovered.operations}"
        lost = "потерь нет" if recovered.is_whole else "часть могла пропасть"
        return (f"Хранилище было повреждено и восстановлено: {kept}, {lost}.", dumps)


def write(directory: Path, said: Said) -> None:
    """Keep it for other programs, whole or not at all; OSError when the disk refuses."""
    from kiosk import cached

    path = directory / FILE
    fresh = path.with_suffix(".new")
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(cached.adapter(Said).dump_json(said))
    fresh.replace(path)


def read(directory: Path) -> Said | None:
    """What the kiosk last said; None when it never did, or not so that it can be read."""
    from kiosk import cached

    try:
        return cached.adapter(Said).validate_json((directory / FILE).read_bytes())
    except (OSError, ValueError):
        return None


def _of(said: Said) -> str:
    """Of which kinds, in the contract's words."""
    return f" ({', '.join(said.set_aside_kinds)})" if said.set_aside_kinds else ""


def _off(offset: int) -> str:
    return "отстают от" if offset > 0 else "спешат относительно"


def _span(seconds: int) -> str:
    """«2 минуты», «3 часа», «400 дней»."""
    if seconds < 2 * 86_400:
        from kiosk.domain import words

        return words.wait(seconds)
    return _count(seconds // 86_400, "день", "дня", "дней")


def _count(n: int, one: str, few: str, many: str) -> str:
    from kiosk.domain import words

    return words.count(n, one, few, many)


def _moment(at: datetime) -> str:
    """In the machine's zone."""
    from kiosk.domain import words

    return words.moment(at, at.astimezone().tzinfo or UTC)
