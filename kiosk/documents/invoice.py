"""A month's bill as a PDF: our drawing after the content of the order whose form the company keeps."""

from kiosk.documents import sheet
from kiosk.documents.invoice_43 import blocks
from kiosk.documents.invoice_924 import sections
from kiosk.domain import words
from kiosk.domain.invoices import Form, Invoice

TITLE = "Платёжный документ"


def render(invoice: Invoice) -> bytes:
    """The document, page by page, the same bytes for the same invoice. Slow (tens of ms): run it in a job thread."""
    story = sections(invoice) if invoice.form is Form.F924 else blocks(invoice)
    return sheet.build(story, _foot(invoice))


def _foot(invoice: Invoice) -> sheet.Foot:
    about = f"{TITLE} № {invoice.number} за {words.month(invoice.period)}, л/с {invoice.payer.account_number}"
    origin = f"Составлен киоском жителя по данным управляющей компании, по содержанию приказа № {invoice.form}."
    return sheet.Foot(title=TITLE, about=about, origin=origin)
