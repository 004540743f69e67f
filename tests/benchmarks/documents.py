"""How long a bill of 40 lines takes, beside a bare reportlab table of the same cells: medians in ms, as JSON."""

import io
import json
import statistics
import time
from collections.abc import Callable

from reportlab.platypus import SimpleDocTemplate, Table

from kiosk.documents.invoice import render
from kiosk.domain.invoices import Form, Invoice
from kiosk.domain.words import amount
from tests.kiosk.documents.samples import long_invoice

LINES, ROUNDS = 40, 15


def median_ms(work: Callable[[], object]) -> float:
    """One round to warm up, then the median."""
    work()
    times = []
    for _ in range(ROUNDS):
        begun = time.perf_counter()
        work()
        times.append((time.perf_counter() - begun) * 1000)
    return round(statistics.median(times), 1)


def bare_table(invoice: Invoice) -> bytes:
    """The same figures in reportlab's plain table: its own font, no design, nothing checked, nothing fitted."""
    rows = [
        (line.service, line.unit, str(line.volume), str(line.tariff), amount(line.charged), amount(line.total))
        for line in invoice.lines
    ]
    out = io.BytesIO()
    SimpleDocTemplate(out, invariant=1).build([Table(rows, repeatRows=1)])
    return out.getvalue()


if __name__ == "__main__":
    bills = {form.value: long_invoice(LINES, form) for form in Form}
    result = {f"invoice_{form}_ms": median_ms(lambda bill=bill: render(bill)) for form, bill in bills.items()}  # type: ignore[misc]
    result["bare_reportlab_table_ms"] = median_ms(lambda: bare_table(bills[Form.F924.value]))
    print(json.dumps({"lines": LINES, **result}, ensure_ascii=False))
