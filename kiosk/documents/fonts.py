"""Golos Text in documents: registered on import, embedded in every PDF; what it cannot write is replaced visibly."""

import re
import unicodedata
from functools import lru_cache
from pathlib import Path

from reportlab.lib.fonts import addMapping
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from kiosk.documents.tabular import tabular_font

FOLDER = Path(__file__).resolve().parents[2] / "resources" / "fonts"

TEXT, STRONG = "Golos", "Golos-SemiBold"
FIGURES, STRONG_FIGURES = "Golos-Figures", "Golos-SemiBold-Figures"
FILES = {
    TEXT: "GolosText_400Regular.ttf",
    STRONG: "GolosText_600SemiBold.ttf",
    FIGURES: "GolosText_400Regular.ttf",
    STRONG_FIGURES: "GolosText_600SemiBold.ttf",
}

UNKNOWN = "[?]"
"""Stands for a run of characters the font lacks, emoji above all."""


def _register() -> frozenset[str]:
    """Make the faces known to reportlab; gives the characters they can write."""
    known: frozenset[str] = frozenset()
    for name, file in FILES.items():
        tabular = name in (FIGURES, STRONG_FIGURES)
        font = tabular_font(name, (FOLDER / file).read_bytes()) if tabular else TTFont(name, FOLDER / file)
        pdfmetrics.registerFont(font)
        if name == TEXT:
            known = frozenset(map(chr, font.face.charToGlyph))
    for bold in (0, 1):
        for italic in (0, 1):
            addMapping(TEXT, bold, italic, STRONG if bold else TEXT)
            addMapping(STRONG, bold, italic, STRONG)
    return known


KNOWN = _register()
"""Done on import, which happens once however many threads want a document at the same time."""


def width(text: str, font: str, size: float) -> float:
    """How wide a line of text is, in points."""
    return _per_point(text, font) * size


@lru_cache(4096)
def _per_point(text: str, font: str) -> float:
    """Tables measure the same words and sums many times over."""
    return float(pdfmetrics.stringWidth(text, font, 1))


def forget() -> None:
    """Keep nobody's words in memory once a document is done."""
    _per_point.cache_clear()


def readable(text: str) -> str:
    """The text as the font can write it: composed, invisible characters dropped, runs of unknown ones as «[?]»."""
    composed = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\t", "    "))
    return re.sub("\0+", UNKNOWN, "".join(_shown(character) for character in composed))


def _shown(character: str) -> str:
    if character == "\n":
        return character
    category = unicodedata.category(character)
    if category in ("Zl", "Zp", "Zs"):
        return "\n" if category != "Zs" else character if character in KNOWN else " "
    if category in ("Cc", "Cf") or "\ufe00" <= character <= "\ufe0f":
        return ""
    return character if character in KNOWN else "\0"
