"""Tables of services and sums: columns as wide as their figures need, heads repeated on every page."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from reportlab.platypus import Paragraph, Table

from kiosk.documents import fonts
from kiosk.documents.sheet import (
    ATTENTION,
    ATTENTION_TINT,
    HAIR,
    HAIRLINE,
    INK,
    LEFT,
    RIGHT,
    RULE,
    WIDTH,
    Figures,
    Line,
    clipped,
    style,
    words,
)

SIZE, SMALLEST = 8.0, 4.0
"""Points: a table's figures at their best, and when sums of twelve digits must still fit."""
HEAD_SIZE = 6.8
PADDING = 2.6
COMFORT = WIDTH * 0.5
"""Points the stretching column may want for its longest text before the figures share the rest."""
SLACK = 1.0
"""Points that keep a word exactly as wide as its column from being broken."""
WIDEST_WORD = 60.0
"""Points a word may claim in a column of words; a longer one is broken."""
MARK_ROOM = 8.5
"""Points kept behind a column of figures for its marks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A head and what its cells hold: figures (right-aligned, never broken) or words (`least` points wide at least)."""

    head: str
    figures: bool = True
    least: float = 0
    marks: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """Cells as text; a `section` row has one cell over all columns, a `total` row is set strong under a rule."""

    cells: tuple[str, ...]
    marks: Mapping[int, str] = field(default_factory=dict)
    section: bool = False
    total: bool = False


def ledger(columns: Sequence[Column], rows: Sequence[Row], stretch: int = 0, noted: bool = False) -> Table:
    """A table as wide as the page; the column `stretch` takes what the others leave. `noted`: inside a note's tint."""
    size, widths = _fit(columns, rows, WIDTH, stretch)
    cells: list[list[Any]] = [[_head(column) for column in columns]]
    cells += [_cells(columns, row, size, widths) for row in rows]
    return Table(cells, colWidths=widths, repeatRows=1, style=_rules(rows) + (_NOTED if noted else []), hAlign="LEFT")


def _fit(columns: Sequence[Column], rows: Sequence[Row], width: float, stretch: int) -> tuple[float, list[float]]:
    """The greatest size of figures at which the stretching column keeps its least width."""
    size = SIZE
    while True:
        widths = [_needed(index, column, rows, size) for index, column in enumerate(columns)]
        left = width - sum(widths) + widths[stretch]
        if left >= columns[stretch].least or size <= SMALLEST:
            widths[stretch] = left
            return size, _shared(columns, rows, widths, stretch)
        size -= 0.25


def _shared(columns: Sequence[Column], rows: Sequence[Row], widths: list[float], stretch: int) -> list[float]:
    """Figures breathe when the stretching column has more than its texts need."""
    longest = max((fonts.width(row.cells[stretch], fonts.STRONG, SIZE) for row in rows if not row.section), default=0)
    spare = widths[stretch] - max(columns[stretch].least, min(longest + 4 * PADDING, COMFORT))
    takers = [index for index, column in enumerate(columns) if column.figures]
    if spare <= 0 or not takers:
        return widths
    share = spare / len(takers)
    return [
        width - spare if index == stretch else width + share * (index in takers) for index, width in enumerate(widths)
    ]


def _needed(index: int, column: Column, rows: Sequence[Row], size: float) -> float:
    """Points: the widest figure, the longest word of the head, the longest word of a narrow column, or the least."""
    head = max(fonts.width(word, fonts.TEXT, HEAD_SIZE) for word in column.head.split(" "))
    texts = [(row.cells[index], _face(row)) for row in rows if not row.section]
    if column.figures:
        widest = max((fonts.width(text, face, size) for text, face in texts), default=0)
    else:
        longest = (fonts.width(word, fonts.TEXT, SIZE) for text, _ in texts for word in text.split(" "))
        widest = min(max(longest, default=0), WIDEST_WORD)
    return max(column.least, max(head, widest + (MARK_ROOM if column.marks else 0)) + 2 * PADDING + SLACK)


def _face(row: Row) -> str:
    return fonts.STRONG_FIGURES if row.total else fonts.FIGURES


def _head(column: Column) -> Paragraph:
    return words(
        column.head, style(HEAD_SIZE, colour="secondary", leading=1.15, align=RIGHT if column.figures else LEFT)
    )


def _cells(columns: Sequence[Column], row: Row, size: float, widths: Sequence[float]) -> list[Any]:
    if row.section:
        return [words(clipped(row.cells[0]), style(SIZE, fonts.STRONG)), *[""] * (len(columns) - 1)]
    return [
        _figures(column, row, index, size) if column.figures else _words(row, index, widths[index])
        for index, column in enumerate(columns)
    ]


def _figures(column: Column, row: Row, index: int, size: float) -> Any:
    text = row.cells[index]
    hang = MARK_ROOM if column.marks else 0
    return Figures(text, size, _face(row), SIZE, row.marks.get(index, ""), hang) if text else ""


def _words(row: Row, index: int, width: float) -> Any:
    """A line where it fits, else a paragraph that wraps."""
    font = fonts.STRONG if row.total else fonts.TEXT
    text = fonts.readable(clipped(row.cells[index]))
    if "\n" not in text and fonts.width(text, font, SIZE) <= width - 2 * PADDING - SLACK:
        return Line(text, SIZE, font) if text else ""
    return words(text, style(SIZE, font, leading=1.2))


def _rules(rows: Sequence[Row]) -> list[Any]:
    rules: list[Any] = [
        ("FONTSIZE", (0, 0), (-1, -1), SIZE),
        ("LEADING", (0, 0), (-1, -1), SIZE * 1.2),
        ("LEFTPADDING", (0, 0), (-1, -1), PADDING),
        ("RIGHTPADDING", (0, 0), (-1, -1), PADDING),
        ("LEFTPADDING", (0, 0), (0, -1), 0),
        ("RIGHTPADDING", (-1, 0), (-1, -1), 0),
        ("TOPPADDING", (0, 0), (-1, -1), 2.2),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 3.0),
        ("VALIGN", (0, 0), (-1, 0), "BOTTOM"),
        ("VALIGN", (0, 1), (-1, -1), "TOP"),
        ("LINEABOVE", (0, 0), (-1, 0), RULE, INK),
        ("LINEBELOW", (0, 0), (-1, 0), RULE / 2, INK),
        ("LINEBELOW", (0, 1), (-1, -1), HAIR, HAIRLINE),
    ]
    for index, row in enumerate(rows, 1):
        if row.section:
            rules += [("SPAN", (0, index), (-1, index)), ("TOPPADDING", (0, index), (-1, index), 6)]
            rules.append(("NOSPLIT", (0, index), (0, min(index + 1, len(rows)))))
        if row.total:
            rules.append(("NOSPLIT", (0, index - 1), (0, index)))
            rules += [("LINEABOVE", (0, index), (-1, index), RULE / 2, INK)]
            rules += [("LINEBELOW", (0, index), (-1, index), RULE, INK)]
    return rules


def pairs(rows: Sequence[tuple[str, str]], width: float, label: float, size: float = 8.6) -> Table:
    """Labels and what they say, side by side; `label` is the labels' width in points. Long texts wrap and break."""
    cells = [
        [words(name, style(size * 0.92, colour="secondary", leading=1.28 / 0.92)), words(clipped(text), style(size))]
        for name, text in rows
    ]
    rules: list[Any] = [
        ("LEFTPADDING", (0, 0), (0, -1), 0),
        ("LEFTPADDING", (1, 0), (1, -1), 4),
        ("RIGHTPADDING", (0, 0), (-1, -1), 0),
        ("TOPPADDING", (0, 0), (-1, -1), size * 0.12),
        ("BOTTOMPADDING", (0, 0), (-1, -1), size * 0.22),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
    ]
    return Table(cells, colWidths=[label, width - label], style=rules, hAlign="LEFT")


TINTED: list[Any] = [
    ("BACKGROUND", (0, 0), (-1, -1), ATTENTION_TINT),
    ("LINEBEFORE", (0, 0), (0, -1), 2.4, ATTENTION, "butt"),
]
_NOTED: list[Any] = [
    *TINTED,
    ("LEFTPADDING", (0, 0), (0, -1), 10),
    ("RIGHTPADDING", (-1, 0), (-1, -1), 10),
]


def note(content: Sequence[Any]) -> Table:
    """The beginning of a block that must be noticed: tinted, with a thick rule on its left."""
    rules: list[Any] = [
        *TINTED,
        ("LEFTPADDING", (0, 0), (-1, -1), 10),
        ("RIGHTPADDING", (0, 0), (-1, -1), 10),
        ("TOPPADDING", (0, 0), (-1, -1), 2),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 2),
        ("TOPPADDING", (0, 0), (-1, 0), 7),
        ("BOTTOMPADDING", (0, -1), (-1, -1), 8),
    ]
    return Table([[part] for part in content], colWidths=[WIDTH], style=rules, hAlign="LEFT")
