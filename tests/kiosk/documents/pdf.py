"""Reading a PDF back with poppler: its text, and where each word stands."""

import html
import re
import subprocess
from dataclasses import dataclass
from pathlib import Path

WORD = re.compile(r'<word xMin="([^"]+)" yMin="([^"]+)" xMax="([^"]+)" yMax="([^"]+)">([^<]*)</word>')


@dataclass(frozen=True, slots=True)
class Word:
    """A word and its box on its page, in points from the left and top."""

    page: int
    text: str
    left: float
    top: float
    right: float
    bottom: float


def text(pdf: bytes) -> str:
    """What a reader would copy, in reading order, lines kept together."""
    return _poppler(pdf, "-layout").replace("\N{NO-BREAK SPACE}", " ")


def flat(pdf: bytes) -> str:
    """The text with every run of white space as one space."""
    return " ".join(_poppler(pdf, "-raw").split())


def pages(pdf: bytes) -> list[str]:
    """The text of each page."""
    return text(pdf).split("\f")[:-1]


def all_words(pdf: bytes) -> list[Word]:
    """Every word with its box."""
    pages = _poppler(pdf, "-bbox").split("<page ")[1:]
    return [
        Word(number, html.unescape(found[5]), *map(float, found.group(1, 2, 3, 4)))
        for number, page in enumerate(pages)
        for found in WORD.finditer(page)
    ]


def picture(pdf: bytes, path: Path) -> None:
    """The first page as a PNG, at 50 dots an inch."""
    command = ("pdftoppm", "-png", "-r", "50", "-singlefile", "-", str(path.with_suffix("")))
    subprocess.run(command, input=pdf, check=True, timeout=30)


def _poppler(pdf: bytes, *options: str) -> str:
    command = ("pdftotext", *options, "-", "-")
    return subprocess.run(command, input=pdf, capture_output=True, check=True, timeout=30).stdout.decode()
