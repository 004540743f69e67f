"""Commands about kiosks: how each is, refusing one, having one forget everything."""

from datetime import datetime
from typing import Any

import click
from sqlalchemy import select

from sync import contract
from sync.server import devices
from sync.server.office import machine_clock
from sync.server.tables import Device


def add_to(group: click.Group) -> None:
    """Make these commands part of the command line."""
    group.add_command(list_devices)
    group.add_command(revoke)


@click.command("devices")
@click.pass_obj
def list_devices(desk: Any) -> None:
    """List kiosks: id, building, since when, how it stands, when it was heard, and how it said it was."""
    now = machine_clock()
    with desk.database.read() as db:
        for device in db.scalars(select(Device).order_by(Device.enrolled_at)):
            enrolled = f"{device.enrolled_at:%Y-%m-%d %H:%M}"
            click.echo("\t".join((device.id, device.building_id, enrolled, _stands(device), *_said(device, now))))


@click.command()
@click.argument("device_id")
@click.option("--wipe", is_flag=True, help="Have it forget everything at its next contact. It cannot be taken back.")
@click.pass_obj
def revoke(desk: Any, device_id: str, wipe: bool) -> None:
    """Refuse a kiosk from now on."""
    with desk.database.write() as db:
        try:
            devices.revoke(db, device_id, machine_clock(), wipe=wipe)
        except LookupError:
            raise click.ClickException("no such device") from None
    click.echo("revoked, to be wiped at its next contact" if wipe else "revoked")


def _stands(device: Device) -> str:
    if device.wiped_at is not None:
        return f"wiped {device.wiped_at:%Y-%m-%d}"
    if device.wipe_at is not None:
        return f"to be wiped since {device.wipe_at:%Y-%m-%d}"
    return f"revoked {device.revoked_at:%Y-%m-%d}" if device.revoked_at else "active"


def _said(device: Device, now: datetime) -> tuple[str, ...]:
    """When it was last heard and what needs a person; «well» where nothing does."""
    if device.seen_at is None or device.heartbeat is None:
        return ("never heard",)
    beat = contract.Heartbeat.model_validate(device.heartbeat)
    heard = f"heard {device.seen_at:%Y-%m-%d %H:%M}, {int((now - device.seen_at).total_seconds() // 60)} min ago"
    return (heard, f"program {beat.version}, contract {device.contract}", _troubles(beat) or "well")


def _troubles(beat: contract.Heartbeat) -> str:
    parts = (
        f"stuck: {beat.stuck}" if beat.stuck else "",
        f"given up: {beat.given_up}" if beat.given_up else "",
        f"waiting: {beat.waiting}, the oldest for {beat.oldest // 60} min" if beat.waiting else "",
        f"rows not understood: {beat.set_aside}" if beat.set_aside else "",
        f"recovered from a damaged spool: {beat.recovered}" if beat.recovered else "",
        f"clock off by {beat.clock_offset} s" if abs(beat.clock_offset) > contract.SIGNATURE_SKEW else "",
    )
    return "; ".join(part for part in parts if part)
