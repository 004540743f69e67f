"""Commands of the company's side: set the server up, run it, let kiosks in."""

import ipaddress
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import click
from sqlalchemy import select
from sqlalchemy.exc import ArgumentError

from sync.server import devices, kiosks, operator
from sync.server.database import Database
from sync.server.office import machine_clock, renew_epoch, secret
from sync.server.senders import Sender, sender
from sync.server.settings import Settings
from sync.server.tables import Counter


@dataclass(frozen=True, slots=True)
class Desk:
    """What every command works with."""

    database: Database
    settings: Settings


_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--database",
    default="default",
    show_default=True,
    metavar="URL|default",
    envvar="KIOSK_SERVER_DATABASE",
    show_envvar=True,
    help="SQLAlchemy URL, SQLite or PostgreSQL. One with a password belongs in the variable: arguments are seen.",
)
@click.pass_context
def main(context: click.Context, database: str) -> None:
    """The reference company server of «Киоск жителя»."""
    try:
        opened = Database(database)
    except (ArgumentError, ValueError) as reason:
        raise click.UsageError(f"--database: {reason}") from None
    context.call_on_close(opened.close)
    context.obj = Desk(opened, Settings())


@main.command()
@click.pass_obj
def seed(desk: Desk) -> None:
    """Put the demonstration's company, building and accounts in; run again, it renews the board's dates."""
    from sync.server.demo import seeding

    desk.database.upgrade()
    secret(desk.database, "epoch")
    with desk.database.write() as db:
        seeding.seed(db, machine_clock())
    click.echo(seeding.GUIDE)


@main.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8470, show_default=True, help="0 takes a free one.")
@click.option("--sender", "sender_name", default="demo", show_default=True, help="Who carries phone codes: demo, log …")
@click.option("--workers", type=click.IntRange(1, 64), default=1, show_default=True, help="Processes that answer.")
@click.option("--certificate", type=_FILE, help="Serve https: the certificate's chain, PEM.")
@click.option("--key", type=_FILE, help="Its private key, PEM.")
@click.option("--behind-tls-proxy", is_flag=True, help="Plain http is meant: a proxy that speaks TLS stands before it.")
@click.pass_obj
def serve(
    desk: Desk,
    host: str,
    port: int,
    sender_name: str,
    workers: int,
    certificate: Path | None,
    key: Path | None,
    behind_tls_proxy: bool,
) -> None:
    """Serve kiosks until interrupted; the first line printed is the server's URL."""
    carrier = _sender(sender_name, host)
    if (certificate is None) is not (key is None):
        raise click.UsageError("--certificate and --key belong together")
    if certificate is None and not behind_tls_proxy and not _is_loopback(host):
        raise click.UsageError("plain http only with --host 127.0.0.1; else --certificate, or --behind-tls-proxy")
    if behind_tls_proxy and carrier.loopback_only:
        raise click.UsageError(f"the sender «{sender_name}» shows codes to whoever is near: not behind a proxy")
    from sync.server.serving import run
    from sync.server.workers import Opening, log

    log()
    run(Opening(desk.database.url, sender_name), carrier, host, port, workers, (certificate, key))


@main.command()
@click.option("--building", default=None, help="Building's id; may be left out when there is only one with a kiosk.")
@click.option("--hours", type=click.IntRange(1, 24), default=24, show_default=True, help="How long the token lives.")
@click.pass_obj
def enrol(desk: Desk, building: str | None, hours: int) -> None:
    """Print a one-time token that enrols a kiosk in a building."""
    desk.database.upgrade()
    with desk.database.write() as db:
        scopes = db.scalars(select(Counter.name).where(Counter.name.startswith("building:"))).all()
        known = sorted(scope.removeprefix("building:") for scope in scopes)
        chosen = building or (known[0] if known else "")
        if chosen not in known:
            raise click.ClickException(f"no such building; known: {', '.join(known) or 'none, run seed first'}")
        token = devices.issue_ticket(db, chosen, machine_clock(), timedelta(hours=hours))
    click.echo(token)


@main.command("restored")
@click.pass_obj
def restored(desk: Desk) -> None:
    """Say that the database came from a backup: every kiosk pulls anew."""
    with desk.database.write() as db:
        renew_epoch(db)
    click.echo("kiosks will pull anew")


def _sender(name: str, host: str) -> Sender:
    try:
        carrier = sender(name)
    except LookupError as known:
        raise click.UsageError(f"no sender «{name}»; there are: {known}") from None
    except ValueError as reason:
        raise click.UsageError(f"the sender «{name}» {reason}") from None
    if carrier.loopback_only and not _is_loopback(host):
        raise click.UsageError(f"the sender «{name}» shows codes to whoever is near: only with --host 127.0.0.1")
    return carrier


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


operator.add_to(main)
kiosks.add_to(main)
