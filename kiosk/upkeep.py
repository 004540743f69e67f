"""Commands for the installer at the machine, whether the kiosk runs or not: how it is, send again, give up."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from kiosk import health, release

if TYPE_CHECKING:
    from kiosk.database.queue import Stuck
    from kiosk.health import Health
    from kiosk.settings import Settings

KINDS = {"appeal": "обращение", "reading": "показание", "vote": "голос", "consent": "согласие"}
"""The first half of an operation's kind, where the installer has a word for it."""


def add_to(group: click.Group) -> None:
    """Make these commands part of the command line."""
    group.add_command(status)
    group.add_command(retry)
    group.add_command(give_up)


@click.command()
@click.option(
    "--noted", is_flag=True, help="A damaged storage was seen to: tell no more of it, delete the damaged file."
)
@click.pass_obj
def status(settings: Settings, noted: bool) -> None:
    """Say how the kiosk is; the exit code is 0 when it is well, 1 when somebody must see to it."""
    found = look(settings)
    for line in described(found):
        click.echo(line)
    if noted:
        from kiosk.database import glance

        with _in_russian():
            glance.note(settings.data, _key(settings))
    sys.exit(1 if found.problems else 0)


@click.command()
@click.pass_obj
def retry(settings: Settings) -> None:
    """Let the operations that are stuck be sent again, once the reason was seen to."""
    from kiosk.database import glance

    with _in_russian():
        count = glance.release(settings.data, _key(settings)) if _has_store(settings) else 0
    from kiosk.domain import words

    again = words.count(count, "операция", "операции", "операций")
    click.echo(f"Будет отправлено снова: {again}." if count else "Застрявших операций нет.")


@click.command("give-up")
@click.argument("operation")
@click.pass_obj
def give_up(settings: Settings, operation: str) -> None:
    """End a stuck OPERATION that cannot be helped: its resident reads at this kiosk that it was not delivered."""
    from kiosk import outbox
    from kiosk.database import glance
    from kiosk.domain import operations

    with _in_russian():
        found = glance.stuck(settings.data, _key(settings)) if _has_store(settings) else ()
        one = next((each for each in found if each.op_id == operation), None)
        if one is None:
            raise click.ClickException("Такой застрявшей операции нет. Какие есть, покажет команда status.")
        click.echo(_stuck(one))
        click.confirm("Больше не отправлять? Житель узнает при следующем входе, вернуть будет нельзя", abort=True)
        known = operations.KINDS.get(one.kind)
        answer = None if known and not known.refusal_kept else outbox.said(outbox.GIVEN_UP)
        if not glance.give_up(settings.data, _key(settings), operation, answer):
            raise click.ClickException("Операция уже не стоит: её отправили снова.")
    click.echo("Операция больше не отправляется.")


def look(settings: Settings) -> Health:
    """How the kiosk of these settings is; ClickException in Russian when its files cannot be read."""
    from kiosk.database import glance, key

    now, said = datetime.now(UTC), health.read(settings.data)
    if not _has_store(settings):
        return health.Health(now=now, seen=None, said=said)
    try:
        known = _key(settings)
    except key.KeyMissing as error:
        return health.Health(now=now, seen=None, said=said, locked=str(error))
    with _in_russian():
        return health.Health(now=now, seen=glance.look(settings.data, known), said=said)


def described(found: Health) -> tuple[str, ...]:
    """What `status` prints: what is wrong first, then what is so."""
    problems = found.problems
    wrong = ("Требует внимания:", *(f"  – {problem}" for problem in problems)) if problems else ("Киоск в порядке.",)
    return (*wrong, *_facts(found))


def _facts(found: Health) -> tuple[str, ...]:
    said, seen = found.said, found.seen
    lines = [f"Программа: {release.VERSION}"]
    if said is not None:
        lines += [
            f"Договор обмена: киоск {said.contract}, компания {said.company_contract or 'неизвестно'}",
            f"Связь: {'есть' if said.reachable else 'нет'}, последний обмен: {_moment(said.agreed_at)}",
            f"Часы: поправка {said.clock_offset} с",
            *(["Копия данных компании собрана заново: это не потеря."] if said.cache_renewed else []),
        ]
    if seen is not None and seen.device is not None:
        lines += [
            f"Устройство: {seen.device['device_id']}, дом: {seen.device['building_id']}",
            f"Сервер: {seen.device['server']}",
            f"Кому доверяет: {'центру, указанному при подключении' if seen.device['authority'] else 'центрам системы'}",
        ]
    oldest = f", самая старая от {_moment(found.oldest_at)}" if found.oldest_at else ""
    lines += [f"Ждёт отправки: {found.waiting}{oldest}", f"Застряло: {found.stuck}"]
    if seen is not None and seen.damaged:
        lines += [f"Повреждённый файл: {', '.join(seen.damaged)}. Удалится через 30 дней или командой status --noted."]
    if found.locked:
        lines += [f"Показано то, что киоск сообщил о себе сам. {found.locked}"]
    if seen is not None:
        lines += [f"  {_stuck(one)}" for one in seen.queue.stuck]
        lines += [f"Не доставлено, жители ещё не видели: {seen.queue.given_up}"] if seen.queue.given_up else []
    return tuple(lines)


def _stuck(one: Stuck) -> str:
    return f"{one.op_id}: {_kind(one.kind)} от {_moment(one.made_at)}, {one.trouble}"


def _kind(kind: str) -> str:
    return f"{KINDS.get(kind.partition('.')[0], 'операция')} ({kind})"


def _moment(at: datetime | None) -> str:
    """In the machine's zone."""
    if at is None:
        return "ещё не было"
    from kiosk.domain import words

    local = at.astimezone()
    return words.moment(local, local.tzinfo or UTC)


def _has_store(settings: Settings) -> bool:
    return (settings.data / "spool.db").exists()


def _key(settings: Settings) -> bytes:
    from kiosk.database import key

    return key.read(settings.key, os.environ, may_make=False)


@contextmanager
def _in_russian() -> Iterator[None]:
    """The store's errors are the installer's to read."""
    from kiosk.database import StoreError

    try:
        yield
    except StoreError as error:
        raise click.ClickException(str(error)) from error
