"""A bill beside the one before it: what each service costs now, how that changed, and why."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from kiosk.domain.invoices import Invoice, Line
from kiosk.domain.money import Kopecks


class Reason(StrEnum):
    """What made a service's charge change."""

    NEW = "new"
    GONE = "gone"
    VOLUME = "volume"
    TARIFF = "tariff"
    RECALCULATED = "recalculated"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """A service's part of the month: charged + recalculated − benefits. `change` is None with nothing to compare to."""

    service: str
    due: Kopecks
    change: Kopecks | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Cause:
    """The service whose charge changed most. `before` and `now` are volumes in `unit`, tariffs or sums in roubles."""

    service: str
    change: Kopecks
    reason: Reason
    before: Decimal = Decimal(0)
    now: Decimal = Decimal(0)
    unit: str = ""


def previous(invoice: Invoice, others: Iterable[Invoice]) -> Invoice | None:
    """The latest bill of an earlier month for some of the same services; of one month, the one most alike."""
    mine = {line.service for line in invoice.lines}

    def common(other: Invoice) -> int:
        return len(mine & {line.service for line in other.lines})

    earlier = [other for other in others if other.period < invoice.period and common(other)]
    return max(earlier, key=lambda other: (other.period, common(other)), default=None)


def shares(invoice: Invoice, before: Invoice | None) -> tuple[Share, ...]:
    """Every service, the dearest first; one that is billed no more comes with nothing due."""
    now = _due(invoice)
    if before is None:
        parts = [Share(service=service, due=due) for service, due in now.items()]
    else:
        then = _due(before)
        parts = [
            Share(service=service, due=now.get(service, Kopecks(0)), change=_less(now, then, service))
            for service in dict.fromkeys((*now, *then))
        ]
    return tuple(sorted(parts, key=lambda part: -part.due))


def cause(invoice: Invoice, before: Invoice) -> Cause | None:
    """What changed most; None when nothing did."""
    changed = [share for share in shares(invoice, before) if share.change]
    if not changed:
        return None
    most = max(changed, key=lambda share: abs(share.change or 0))
    reason, before_, now = _reason(_only(before, most.service), _only(invoice, most.service))
    unit = next((line.unit for line in _only(invoice, most.service)), "")
    return Cause(
        service=most.service, change=Kopecks(most.change or 0), reason=reason, before=before_, now=now, unit=unit
    )


def _reason(then: list[Line], now: list[Line]) -> tuple[Reason, Decimal, Decimal]:
    """The one thing that differs, and what it was and is; OTHER when several do, or when services stand twice."""
    if not then or not now:
        return (Reason.GONE if then else Reason.NEW), Decimal(0), Decimal(0)
    if len(then) > 1 or len(now) > 1:
        return Reason.OTHER, Decimal(0), Decimal(0)
    pairs = tuple(zip(_factors(then[0]), _factors(now[0]), strict=True))
    reasons = (Reason.VOLUME, Reason.TARIFF, Reason.RECALCULATED, Reason.OTHER)
    differing = [(reason, *pair) for reason, pair in zip(reasons, pairs, strict=True) if pair[0] != pair[1]]
    return differing[0] if len(differing) == 1 else (Reason.OTHER, Decimal(0), Decimal(0))


def _factors(line: Line) -> tuple[Decimal, Decimal, Decimal, Decimal]:
    return line.volume, line.tariff, Decimal(line.recalculated) / 100, Decimal(line.benefits) / 100


def _due(invoice: Invoice) -> dict[str, Kopecks]:
    due: dict[str, Kopecks] = {}
    for line in invoice.lines:
        due[line.service] = Kopecks(due.get(line.service, 0) + line.charged + line.recalculated - line.benefits)
    return due


def _less(now: dict[str, Kopecks], then: dict[str, Kopecks], service: str) -> Kopecks:
    return Kopecks(now.get(service, 0) - then.get(service, 0))


def _only(invoice: Invoice, service: str) -> list[Line]:
    return [line for line in invoice.lines if line.service == service]
