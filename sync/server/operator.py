"""Commands of the company's people: appeals moved on, claims to accounts decided, a debt set."""

from dataclasses import replace
from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import Any

import click
from sqlalchemy import select
from sqlalchemy.orm import Session

from kiosk.domain import words
from kiosk.domain.accounts import Account, LinkStatus
from kiosk.domain.appeals import AppealStatus
from kiosk.domain.errors import Refused
from kiosk.domain.money import Kopecks
from sync.server import appeals, facts, links, operator_meetings
from sync.server.office import machine_clock
from sync.server.tables import AccountRow, LinkRow

_MOVES = [status.value for status in AppealStatus if status is not AppealStatus.NEW]


def add_to(group: click.Group) -> None:
    """Make these commands part of the command line."""
    for command in (list_appeals, move, list_links, confirm_link, decline_link, set_debt):
        group.add_command(command)
    operator_meetings.add_to(group)


@click.command("appeals")
@click.pass_obj
def list_appeals(desk: Any) -> None:
    """List appeals, newest first: number, account, date, status, type, text."""
    with desk.database.read() as db:
        for account, place, appeal in appeals.everything(db):
            when = appeal.filed_at.astimezone(place.zone).strftime("%d.%m.%Y %H:%M")
            text = " ".join(appeal.text.split())[:60]
            click.echo(f"{appeal.number}\t{account}\t{when}\t{appeal.status.value}\t{appeal.type_name}\t{text}")


@click.command()
@click.argument("number")
@click.argument("status", type=click.Choice(_MOVES))
@click.option("--note", default="", help="Said to the resident in the appeal's history.")
@click.option("--until", type=click.DateTime(["%Y-%m-%d"]), default=None, help="For «postponed».")
@click.pass_obj
def move(desk: Any, number: str, status: str, note: str, until: datetime | None) -> None:
    """Move an appeal on; kiosks that show it hear at once."""
    day = until.date() if until else None
    try:
        with desk.database.write() as db:
            appeals.move(db, number, AppealStatus(status), machine_clock(), note, day)
    except LookupError:
        raise click.ClickException(f"no appeal with number {number}") from None
    except Refused as refused:
        raise click.ClickException(refused.text) from None
    click.echo(f"{number}: {status}")


@click.command("links")
@click.option("--all", "every", is_flag=True, help="Not only those that wait for a decision.")
@click.pass_obj
def list_links(desk: Any, every: bool) -> None:
    """List residents' claims to accounts: id, account, phone, status."""
    rows = select(LinkRow, AccountRow.number).join(AccountRow, AccountRow.id == LinkRow.account_id)
    wanted = rows if every else rows.where(LinkRow.status == LinkStatus.PENDING)
    with desk.database.read() as db:
        for link, number in db.execute(wanted.order_by(LinkRow.made_at)):
            click.echo(f"{link.id}\t{number}\t{words.phone(link.phone)}\t{link.status}")


@click.command("confirm-link")
@click.argument("link_id")
@click.pass_obj
def confirm_link(desk: Any, link_id: str) -> None:
    """Let a resident see the account that was claimed."""
    with desk.database.write() as db:
        link = _link(db, link_id)
        links.confirm(link, machine_clock())
        link.used_at, link.lapsed_at = machine_clock(), None
    click.echo("confirmed")


@click.command("decline-link")
@click.argument("link_id")
@click.option("--reason", required=True, help="Said to the resident.")
@click.pass_obj
def decline_link(desk: Any, link_id: str, reason: str) -> None:
    """Refuse a resident's claim to an account, or take a confirmed one back."""
    with desk.database.write() as db:
        link = _link(db, link_id)
        link.status, link.reason, link.lapsed_at = LinkStatus.DECLINED, reason, None
    click.echo("declined")


@click.command("set-debt")
@click.argument("number")
@click.argument("roubles")
@click.pass_obj
def set_debt(desk: Any, number: str, roubles: str) -> None:
    """Set what an account owes, «1234,56»; «-» where the company keeps no charges."""
    debt = None if roubles == "-" else _kopecks(roubles)
    with desk.database.write() as db:
        row = db.scalar(select(AccountRow).where(AccountRow.number == number))
        account = row and facts.read(db, facts.account(row.id), Account, row.id)
        if row is None or account is None:
            raise click.ClickException(f"no account with number {number}")
        facts.publish(db, facts.account(row.id), replace(account, debt=debt), machine_clock())
    click.echo("set")


def _kopecks(roubles: str) -> Kopecks:
    try:
        exact = Decimal(roubles.replace(",", ".").replace(" ", "")) * 100
    except InvalidOperation:
        raise click.BadParameter("not a sum in roubles") from None
    if not exact.is_finite() or exact != exact.to_integral_value():
        raise click.BadParameter("not a sum in roubles and kopecks")
    return Kopecks(int(exact))


def _link(db: Session, link_id: str) -> LinkRow:
    link = db.scalar(select(LinkRow).where(LinkRow.id == link_id))
    if link is None:
        raise click.ClickException("no such link")
    return link
