"""A month's bill, its lines, and the arithmetic it must keep."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import ClassVar

from kiosk.domain.money import Kopecks, cost


class Form(StrEnum):
    """The order of Минстрой whose form the company printed."""

    F924 = "924/пр"
    F43 = "43/пр"


class Basis(StrEnum):
    """What a volume was measured by; printed as a footnote."""

    INDIVIDUAL = "individual"
    COMMON = "common"
    NORM = "norm"
    AREA = "area"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One service of a bill. Volume up to 7 decimals, tariff in roubles up to 6; sums in kopecks."""

    section: str
    service: str
    unit: str
    volume: Decimal
    basis: Basis
    tariff: Decimal
    charged: Kopecks
    recalculated: Kopecks = Kopecks(0)
    benefits: Kopecks = Kopecks(0)
    debt: Kopecks = Kopecks(0)
    """Owed before this month; an advance is negative."""
    total: Kopecks


@dataclass(frozen=True, slots=True, kw_only=True)
class Provider:
    """Who the money goes to. `bic` and `correspondent_account` are None where the company never gave them."""

    name: str
    address: str
    phone: str
    hours: str
    inn: str
    kpp: str
    account: str
    bank: str | None
    bic: str | None
    correspondent_account: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Payer:
    """Who pays, and for what flat. Areas in m²."""

    name: str
    account_number: str
    address: str
    total_area: Decimal
    account_area: Decimal
    living: int
    registered: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MeterReading:
    """A meter as the bill's own section repeats it."""

    service: str
    serial: str
    previous: Decimal
    current: Decimal
    unit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Invoice:
    """`id` is the key: two documents may share number and period. `period` is the month's first day."""

    kind: ClassVar[str] = "invoice"
    id: str
    number: str
    period: date
    form: Form
    charged: Kopecks
    opening_debt: Kopecks
    paid: Kopecks
    penalty: Kopecks = Kopecks(0)
    total: Kopecks
    payer: Payer
    provider: Provider
    lines: tuple[Line, ...]
    readings: tuple[MeterReading, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def order(self) -> str:
        return f"{self.period.isoformat()} {self.number.zfill(12)}"


class Check(StrEnum):
    """Which sum of a bill was recomputed."""

    LINE_CHARGED = "line_charged"
    LINE_TOTAL = "line_total"
    CHARGED = "charged"
    TOTAL = "total"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mismatch:
    """A printed sum that its own parts do not give; `service` is empty for the whole document."""

    check: Check
    service: str
    printed: Kopecks
    computed: Kopecks


def mismatches(invoice: Invoice) -> tuple[Mismatch, ...]:
    """Recompute the document: volume × tariff, each line's total, Σ charged, opening + charged + penalty − paid."""
    found: list[Mismatch] = []

    def compare(check: Check, service: str, printed: int, computed: int) -> None:
        if printed != computed:
            found.append(Mismatch(check=check, service=service, printed=Kopecks(printed), computed=Kopecks(computed)))

    for line in invoice.lines:
        compare(Check.LINE_CHARGED, line.service, line.charged, cost(line.volume, line.tariff))
        due = line.charged + line.recalculated - line.benefits + line.debt
        compare(Check.LINE_TOTAL, line.service, line.total, due)
    if invoice.lines:
        charged = sum(line.charged + line.recalculated - line.benefits for line in invoice.lines)
        compare(Check.CHARGED, "", invoice.charged, charged)
    total = invoice.opening_debt + invoice.charged + invoice.penalty - invoice.paid
    compare(Check.TOTAL, "", invoice.total, total)
    return tuple(found)
