"""Payment documents as the list and the page of one show them: frozen rows of ready words."""

from dataclasses import dataclass

from kiosk.domain import comparison, words
from kiosk.domain.comparison import Share
from kiosk.domain.invoices import Invoice, mismatches
from kiosk.domain.money import Kopecks
from ui.invoices import invoice_words

MOST = 5
"""Services shown each by itself; if there are more than one left, they are summed up."""


@dataclass(frozen=True, slots=True, kw_only=True)
class InvoiceRow:
    """A card of the list; `sum` is empty while sums are hidden, `problem` when the document adds up."""

    invoiceId: str
    period: str
    number: str
    sum: str
    problem: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ShareRow:
    """A service with its bar: `length` from 0 to 1; `change` is empty with nothing to compare to."""

    service: str
    sum: str
    change: str
    rise: int
    length: float


@dataclass(frozen=True, slots=True, kw_only=True)
class MismatchRow:
    """A sum that does not add up, and how it was computed."""

    text: str
    how: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """The page of one document."""

    number: str = ""
    period: str = ""
    sum: str = ""
    due: str = ""
    verdict: str = ""
    correct: bool = True
    difference: str = ""
    explanation: str = ""


def row(invoice: Invoice, sums: bool) -> InvoiceRow:
    """One document's card."""
    wrong = len(mismatches(invoice))
    return InvoiceRow(
        invoiceId=invoice.id,
        period=invoice_words.period(invoice),
        number=f"№{words.NBSP}{invoice.number}",
        sum=words.money(invoice.charged) if sums else "",
        problem=invoice_words.verdict(wrong) if wrong else "",
    )


def sheet(invoice: Invoice, before: Invoice | None) -> Sheet:
    """What the page says in words; `before` is the document it is compared to."""
    wrong = len(mismatches(invoice))
    return Sheet(
        number=f"№{words.NBSP}{invoice.number}",
        period=invoice_words.period(invoice),
        sum=words.money(invoice.charged),
        due=invoice_words.due(invoice),
        verdict=invoice_words.verdict(wrong),
        correct=not wrong,
        difference=invoice_words.difference(invoice, before),
        explanation=invoice_words.explanation(comparison.cause(invoice, before)) if before else "",
    )


def shares(invoice: Invoice, before: Invoice | None) -> tuple[ShareRow, ...]:
    """The dearest services, and the rest of them in one."""
    parts = comparison.shares(invoice, before)
    shown = list(parts) if len(parts) <= MOST + 1 else [*parts[:MOST], _rest(parts[MOST:])]
    most = max((part.due for part in shown), default=0)
    return tuple(_share(part, most) for part in shown)


def mismatch_rows(invoice: Invoice) -> tuple[MismatchRow, ...]:
    """What was found, in plain words."""
    return tuple(
        MismatchRow(text=invoice_words.mismatch(found), how=invoice_words.HOW[found.check])
        for found in mismatches(invoice)
    )


def _rest(parts: tuple[Share, ...]) -> Share:
    known = [part.change for part in parts if part.change is not None]
    name = f"Остальное, {words.count(len(parts), 'услуга', 'услуги', 'услуг')}"
    due = Kopecks(sum(part.due for part in parts))
    return Share(service=name, due=due, change=Kopecks(sum(known)) if known else None)


def _share(part: Share, most: int) -> ShareRow:
    change = part.change
    return ShareRow(
        service=part.service,
        sum=words.money(part.due),
        change="" if change is None else invoice_words.signed(change),
        rise=0 if not change else 1 if change > 0 else -1,
        length=max(0.0, part.due / most) if most > 0 else 0.0,
    )
