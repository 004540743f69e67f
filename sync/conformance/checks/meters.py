"""Readings: each is an event, and the meter's value follows from them."""

from decimal import Decimal

from kiosk.domain.meters import GiveReading, Meter, Reading
from sync.conformance.run import Run
from sync.conformance.strictness import expect
from sync.conformance.verdicts import Skipped, check


@check("reading.give", "kinds")
def give(run: Run) -> None:
    """A reading becomes a row of its own, named by its operation, and the meter shows its values from then on."""
    meter = _meter(run)
    values = tuple(value + Decimal("0.001") for value in meter.last_values) or (Decimal(1),)
    made = run.visit.made(GiveReading(meter_id=meter.id, values=values))
    outcome = run.visit.settled(made)
    expect(outcome.outcome == "applied", f"not taken: {outcome.refusal and outcome.refusal.code}")
    rows = [row for row in run.visit.pulled().alive(Reading.kind) if row.op_id == made.op_id]
    expect(len(rows) == 1 and rows[0].id == made.op_id, "no reading, or more than one, named by the operation")
    expect(rows[0].data.values == values and rows[0].data.meter_id == meter.id, "another reading than was given")
    expect(_meter(run, meter.id).last_values == values, "the meter does not show the reading")


@check("reading.less", "kinds")
def less(run: Run) -> None:
    """A reading below the present one is rejected, and so is one with a figure too many."""
    meter = _meter(run)
    present = meter.last_values or (Decimal(0),)
    for values in (tuple(value - 1 for value in present), (*present, Decimal(1))):
        outcome = run.visit.settled(run.visit.made(GiveReading(meter_id=meter.id, values=values)))
        expect(outcome.outcome == "rejected", "a reading was taken against the rules")
    expect(_meter(run, meter.id).last_values == meter.last_values, "the meter changed all the same")


@check("reading.unknown", "kinds")
def unknown(run: Run) -> None:
    """A reading of a meter that the account does not have is rejected."""
    outcome = run.visit.settled(run.visit.made(GiveReading(meter_id="conformance-none", values=(Decimal(1),))))
    expect(outcome.outcome == "rejected", "a stranger's meter was read")


def _meter(run: Run, meter_id: str = "") -> Meter:
    meters: list[Meter] = [row.data for row in run.visit.pulled().alive(Meter.kind)]
    wanted = [meter for meter in meters if meter_id in ("", meter.id)]
    if not wanted:
        raise Skipped("needs an account with a meter")
    return wanted[0]
