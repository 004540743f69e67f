"""Commands of the company's people about owners' meetings: who may vote, meetings opened and closed."""

from decimal import Decimal, InvalidOperation
from typing import Any

import click

from kiosk.domain.errors import Refused
from sync.server import meetings
from sync.server.office import machine_clock


def add_to(group: click.Group) -> None:
    """Make these commands part of the command line."""
    for command in (verify_owner, open_meeting, close_meeting):
        group.add_command(command)


@click.command("verify-owner")
@click.argument("link_id")
@click.argument("share")
@click.pass_obj
def verify_owner(desk: Any, link_id: str, share: str) -> None:
    """Mark a linked resident as an owner with a SHARE of the common property in percent, «1,4482»: they may vote."""
    try:
        with desk.database.write() as db:
            meetings.verify_owner(db, link_id, _percent(share), machine_clock())
    except LookupError:
        raise click.ClickException("no such link") from None
    except Refused as refused:
        raise click.ClickException(refused.text) from None
    click.echo("verified")


@click.command("open-meeting")
@click.argument("building")
@click.argument("title")
@click.option("--question", "questions", multiple=True, required=True, help="Of the agenda, in its order; repeat it.")
@click.option("--days", type=click.IntRange(1, 60), default=14, show_default=True, help="How long votes are taken.")
@click.option("--paper", is_flag=True, help="Not run in a system the owners adopted: nobody votes at a kiosk.")
@click.pass_obj
def open_meeting(desk: Any, building: str, title: str, questions: tuple[str, ...], days: int, paper: bool) -> None:
    """Open a meeting of a BUILDING's owners now; prints its id and its questions'."""
    now = machine_clock()
    meeting = meetings.made(title, questions, not paper, now, days)
    try:
        with desk.database.write() as db:
            meetings.open_meeting(db, building, meeting, now)
    except LookupError:
        raise click.ClickException("no such building") from None
    for line in (meeting.id, *(question.id for question in meeting.questions)):
        click.echo(line)


@click.command("close-meeting")
@click.argument("building")
@click.argument("meeting_id")
@click.pass_obj
def close_meeting(desk: Any, building: str, meeting_id: str) -> None:
    """End a meeting now: votes cast later are refused."""
    try:
        with desk.database.write() as db:
            meetings.close_meeting(db, building, meeting_id, machine_clock())
    except LookupError:
        raise click.ClickException("no such meeting") from None
    click.echo("closed")


def _percent(share: str) -> Decimal:
    try:
        return Decimal(share.replace(",", "."))
    except InvalidOperation:
        raise click.BadParameter("not a share in percent") from None
