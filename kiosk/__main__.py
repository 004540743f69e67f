"""The command line and the composition root: the one file that sees every room."""

from __future__ import annotations

import os
import sys
from contextlib import closing
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kiosk import health, logs, memory, standing, upkeep
from kiosk import settings as settings_file
from kiosk.settings import Settings, SettingsError

if TYPE_CHECKING:
    from kiosk.database import Store
    from kiosk.identity import Identity
    from kiosk.machine import Machine
    from sync.client import Client
    from sync.engine import Engine

NOT_ENROLLED = "Киоск ещё не подключён к управляющей компании. Наладчику: выполните команду enrol."


_AUTHORITY = "Certificates (PEM) of the only authority that may vouch for the server; without it, the system's."


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--settings", "file", type=click.Path(path_type=Path), help="Settings file; KIOSK_* override it.")
@click.option("--key-file", type=click.Path(path_type=Path), help="The databases' key; not for a lobby.")
@click.pass_context
def main(context: click.Context, file: Path | None, key_file: Path | None) -> None:
    """Киоск жителя."""
    if context.invoked_subcommand == "demo":
        return
    try:
        settings = settings_file.load(os.environ, file)
        context.obj = settings if key_file is None else replace(settings, key=f"file:{key_file}")
    except SettingsError as error:
        raise click.ClickException(str(error)) from error


@main.command()
@click.option("--window", is_flag=True, help="In a window instead of the full screen.")
@click.pass_obj
def run(settings: Settings, window: bool) -> None:
    """Open the kiosk on this machine's screen."""
    from ui.lobby.application import Application

    sys.exit(Application(settings, partial(assemble, settings)).run(full_screen=not window))


@main.command()
@click.option("--authority", type=click.Path(exists=True, dir_okay=False, path_type=Path), help=_AUTHORITY)
@click.argument("url", required=False)
@click.pass_obj
def enrol(settings: Settings, authority: Path | None, url: str | None) -> None:
    """Make this machine a kiosk of the company at URL: asks for the one-time token the company shows.

    Without URL, the settings' server.
    """
    from kiosk import identity
    from kiosk.database import StoreError

    server = url or settings.server
    if not server:
        raise click.ClickException("Не задан адрес сервера компании: аргумент URL, поле server или KIOSK_SERVER.")
    trusted = "" if authority is None else authority.read_text(encoding="utf-8", errors="replace")
    token = _token()
    try:
        store = _open(settings)
    except StoreError as error:
        raise click.ClickException(str(error)) from error
    with closing(store):
        queue = store.spool.queue()
        enrolled = _exchanged(server, token, trusted)
        identity.save(store, enrolled)
    click.echo(f"Киоск подключён, устройство {enrolled.device_id}. Если программа киоска запущена, перезапустите её.")
    if queue.waiting or queue.stuck:
        click.echo(f"Не дошло до компании от прежнего устройства: {queue.waiting + len(queue.stuck)}. Покажет status.")


def _exchanged(server: str, token: str, authority: str) -> Identity:
    """The new device; ClickException in Russian for whatever went wrong."""
    from kiosk.company import Broken, Offline
    from sync import client
    from sync.answers import RefusedByCompany
    from sync.trust import Distrusted

    try:
        return client.enrol(server, token, authority)
    except ValueError as error:
        raise click.ClickException(f"Подключить нельзя: {error}.") from error
    except RefusedByCompany as refusal:
        told = standing.for_installer(refusal.standing)
        if {"kiosk", "company"} <= refusal.values.keys():
            told += f" Версии договора: киоск {refusal.values['kiosk']}, компания {refusal.values['company']}."
        raise click.ClickException(told or refusal.text) from refusal
    except Distrusted as error:
        raise click.ClickException(standing.for_installer(error.standing)) from error
    except (Offline, Broken) as error:
        raise click.ClickException(f"Сервер {server} не ответил как должен: {error}") from error


def _token() -> str:
    """Asked for without an echo, or read from a pipe: a process's arguments can be read by others."""
    if sys.stdin.isatty():
        return str(click.prompt("Одноразовый код компании", hide_input=True)).strip()
    return sys.stdin.readline().strip()


@main.command()
def demo() -> None:
    """The kiosk with a demonstration company of its own, in a window."""
    from kiosk.demo import Demonstration

    with Demonstration(Path("build/demo").resolve()) as town:
        settings = town.settings(os.environ)
        click.echo(f"Демонстрация: ключ базы лежит в файле {town.key_file}, в подъезде так нельзя.")
        from ui.lobby.application import Application

        Application(settings, partial(assemble, settings)).run(full_screen=False)


def assemble(settings: Settings) -> Machine | str:
    """Put the machine together; what an installer must mend comes back as a Russian sentence. Takes about a second."""
    from kiosk.database import StoreError

    try:
        store = _open(settings)
    except StoreError as error:
        return str(error)
    return _enrolled(settings, store) or _give_up(store)


def _enrolled(settings: Settings, store: Store) -> Machine | None:
    """The machine around an open store; None where the store knows no device."""
    from kiosk import identity
    from kiosk.connection import Connection
    from kiosk.devices.cups import CupsPrinter
    from kiosk.devices.qt_camera import camera
    from kiosk.machine import Machine
    from sync.client import Client
    from sync.engine import Engine

    known = identity.load(store)
    if known is None:
        return None
    client, connection = Client(known), Connection()
    engine = Engine(store, client.twin(), connection, report=partial(health.write, settings.data))
    engine.start()
    return Machine(
        device_id=known.device_id,
        store=store,
        company=client,
        exchange=engine,
        connection=connection,
        camera=camera(settings.camera),
        printer=CupsPrinter(settings.printer),
        stop=partial(_stop, engine, client),
    )


def _stop(engine: Engine, client: Client) -> None:
    engine.stop()
    client.close()


def _give_up(store: Store) -> str:
    """Why there is no machine: never enrolled, or wiped. A wipe that a power cut interrupted is brought to its end."""
    wiped = store.spool.wiped
    if wiped is not None:
        store.wipe(wiped.at, wiped.phones)
    store.close()
    return NOT_ENROLLED if wiped is None else standing.out_of_service(wiped.phones)


def _open(settings: Settings) -> Store:
    from kiosk.database import Store, key

    is_new = not (settings.data / "spool.db").exists()
    return Store.open(settings.data, key.read(settings.key, os.environ, may_make=is_new))


upkeep.add_to(main)

if __name__ == "__main__":
    logs.begin()
    memory.forbid_images()
    main(prog_name="python -m kiosk")
