"""PDFs made for tests of the viewer."""

import io

from reportlab.pdfgen.canvas import Canvas


def pages(count: int, width: float = 595, height: float = 842) -> bytes:
    """So many pages of fine black rules a millimetre apart, with a square in one colour in the middle of each."""
    made = io.BytesIO()
    canvas = Canvas(made, pagesize=(width, height), invariant=1)
    for _page in range(count):
        canvas.setLineWidth(0.4)
        for step in range(20, int(width) - 20, 3):
            canvas.line(step, 20, step, height - 20)
        canvas.setFillColorRGB(0.8, 0, 0)
        canvas.rect(width / 2 - 20, height / 2 - 20, 40, 40, stroke=0, fill=1)
        canvas.showPage()
    canvas.save()
    return made.getvalue()


def locked() -> bytes:
    """A page that asks for a password."""
    made = io.BytesIO()
    canvas = Canvas(made, encrypt="secret")
    canvas.drawString(100, 700, "closed")
    canvas.save()
    return made.getvalue()
