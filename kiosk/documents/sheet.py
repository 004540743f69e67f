"""A printed sheet: A4, its margins, colours and styles, and the foot with «Страница N из M»."""

import threading
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, partial
from io import BytesIO
from typing import Any, Literal
from xml.sax.saxutils import escape

from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageTemplate, Paragraph, Spacer

from kiosk.documents import fonts

INK, SECONDARY, HAIRLINE, TINT = map(HexColor, ("#0F1B2D", "#44546A", "#B9C3D0", "#EEF2F6"))
ATTENTION, ATTENTION_TINT = HexColor("#7A4200"), HexColor("#FFF1DC")

MARGIN, FOOT = 14 * mm, 18.5 * mm
WIDTH = A4[0] - 2 * MARGIN
"""Points between the margins."""
LONGEST_CELL = 400
"""Characters."""
HAIR, RULE = 0.4, 0.9
"""Points: between rows, and around a whole."""

Align = Literal[0, 1, 2]
LEFT: Align = 0
CENTRE: Align = 1
RIGHT: Align = 2


_PRESS = threading.Lock()
"""reportlab embeds a font by reading its file through one shared position: one document is written at a time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Foot:
    """What every page says below: what it is, and who made it. Metadata repeat only `title`: nothing personal there."""

    title: str
    about: str
    origin: str


@cache
def style(
    size: float, font: str = fonts.TEXT, colour: str = "ink", leading: float = 1.28, align: Align = LEFT
) -> ParagraphStyle:
    """A paragraph style; sizes in points."""
    colours = {"ink": INK, "secondary": SECONDARY, "attention": ATTENTION}
    name = f"{font}-{size}-{colour}-{leading}-{align}"
    return ParagraphStyle(
        name,
        fontName=font,
        fontSize=size,
        leading=size * leading,
        textColor=colours[colour],
        alignment=align,
        splitLongWords=1,
        allowWidows=0,
        allowOrphans=0,
    )


def words(text: str, look: ParagraphStyle) -> Paragraph:
    """A paragraph of somebody's own words: made readable, escaped, its line breaks kept."""
    return Paragraph(escape(fonts.readable(text)).replace("\n", "<br/>"), look)


def clipped(text: str) -> str:
    """A text for a cell, which cannot break over pages: cut visibly where it is absurdly long."""
    return text if len(text) <= LONGEST_CELL else text[: LONGEST_CELL - 1].rstrip() + "…"


def gap(millimetres: float) -> Spacer:
    """Air between two blocks."""
    return Spacer(1, millimetres * mm)


class Line(Flowable):
    """One line of readable text that fits its place, much cheaper than a paragraph."""

    def __init__(self, text: str, size: float, font: str = fonts.TEXT, line: float = 0) -> None:
        super().__init__()
        self.text, self.size, self.font = text, size, font
        self.line = line or size

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        """Takes the whole width of its cell and one line."""
        self.width, self.height = available_width, self.line * 1.2
        return self.width, self.height

    def draw(self) -> None:
        """On the baseline a paragraph would have."""
        self.canv.setFillColor(INK)
        self.canv.setFont(self.font, self.size)
        self.canv.drawString(0, self.height - self.line, self.text)


class Figures(Line):
    """Tabular figures, right-aligned on the baseline of words `line` points large.

    `mark` is a superscript in the `hang` points kept behind the figures.
    """

    def __init__(
        self, text: str, size: float, font: str = fonts.FIGURES, line: float = 0, mark: str = "", hang: float = 0
    ) -> None:
        super().__init__(text, size, font, line)
        self.mark, self.hang = mark, hang

    def draw(self) -> None:
        """Figures first, so that who copies the text gets the mark after them."""
        right, base = self.width - self.hang, self.height - self.line
        self.canv.setFillColor(INK)
        self.canv.setFont(self.font, self.size)
        self.canv.drawRightString(right, base, self.text)
        if self.mark:
            self.canv.setFont(fonts.TEXT, self.size * 0.68)
            self.canv.drawString(right + 0.6, base + self.size * 0.33, self.mark)


class _Pages(Canvas):
    """Keeps pages until their number is known, then writes each foot."""

    def __init__(self, *args: Any, foot: Foot, **options: Any) -> None:
        super().__init__(*args, **options)
        self._foot = foot
        self._kept: list[dict[str, Any]] = []

    def showPage(self) -> None:  # noqa: N802 – reportlab's name
        self._kept.append(dict(self.__dict__))
        self._startPage()  # type: ignore[attr-defined]  # absent from the stubs

    def save(self) -> None:
        for number, page in enumerate(self._kept, 1):
            self.__dict__.update(page)
            self._draw_foot(f"Страница {number} из {len(self._kept)}")
            super().showPage()
        super().save()

    def _draw_foot(self, pages: str) -> None:
        top = FOOT - 5 * mm
        self.setStrokeColor(HAIRLINE)
        self.setLineWidth(HAIR)
        self.line(MARGIN, top, A4[0] - MARGIN, top)
        self.setFillColor(SECONDARY)
        self.setFont(fonts.TEXT, 7.5)
        self.drawString(MARGIN, top - 11, fitting(self._foot.about, fonts.TEXT, 7.5, WIDTH - 90))
        self.drawRightString(A4[0] - MARGIN, top - 11, pages)
        self.drawString(MARGIN, top - 21, fitting(self._foot.origin, fonts.TEXT, 7.5, WIDTH))


def fitting(text: str, font: str, size: float, width: float) -> str:
    """One line no wider than `width` points, cut with «…» where it must be."""
    line = fonts.readable(text).replace("\n", " ")
    if fonts.width(line, font, size) <= width:
        return line
    while line and fonts.width(line + "…", font, size) > width:
        line = line[:-1]
    return line.rstrip() + "…"


def build(story: Sequence[Flowable], foot: Foot) -> bytes:
    """The PDF of a story; the same story gives the same bytes."""
    out = BytesIO()
    frame = Frame(MARGIN, FOOT, WIDTH, A4[1] - MARGIN - FOOT, 0, 0, 0, 0)
    document = BaseDocTemplate(out, pagesize=A4, title=foot.title, author="", creator="Киоск жителя", invariant=1)
    document.addPageTemplates([PageTemplate(frames=[frame])])
    with _PRESS:
        try:
            document.build(list(story), canvasmaker=partial(_Pages, foot=foot))
        finally:
            fonts.forget()
    return out.getvalue()
