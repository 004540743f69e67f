"""The papers keep step with what they describe, and files stay small enough to be read."""

import re
from pathlib import Path

import pytest

from tests.house.places import ROOT, sources

ADRS = sorted((ROOT / "docs/adr").glob("[0-9]*.md"))
PAPERS = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def headings(path: Path) -> list[str]:
    return re.findall(r"^## (.+)$", path.read_text("utf-8"), re.MULTILINE)


@pytest.mark.parametrize("path", ADRS, ids=name)
def test_a_decision_says_why_what_follows_and_what_was_dropped(path: Path) -> None:
    assert headings(path) == ["Context", "Decision", "Consequences", "Alternatives dropped"]


def test_decisions_are_numbered_without_gaps() -> None:
    assert [int(path.name[:4]) for path in ADRS] == list(range(1, len(ADRS) + 1))


@pytest.mark.parametrize("path", PAPERS, ids=name)
def test_every_make_command_in_a_paper_exists(path: Path) -> None:
    targets = re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)
    named = re.findall(r"(?:^|`)make ([a-z-]+)(?:`|$)", path.read_text("utf-8"), re.MULTILINE)
    assert set(named) <= set(targets)
    assert named or path.name != "README.md"


@pytest.mark.parametrize("path", PAPERS, ids=name)
def test_every_file_that_a_paper_points_at_is_there(path: Path) -> None:
    pointed = re.findall(r"\]\((?!https?:|#)([^)#]+)", path.read_text("utf-8"))
    assert [target for target in pointed if not (path.parent / target).exists()] == []


def test_every_library_that_the_product_asks_for_is_in_the_notices() -> None:
    asked = re.findall(r'^    "([a-z0-9-]+)[><=]', (ROOT / "pyproject.toml").read_text("utf-8"), re.MULTILINE)
    notices = (ROOT / "docs/licences.md").read_text("utf-8").lower()
    assert [library for library in asked if library not in notices] == []


@pytest.mark.parametrize(("suffix", "most"), [(".py", 300), (".qml", 180)])
def test_a_file_can_be_read_in_one_sitting(suffix: str, most: int) -> None:
    lines = {name(path): len(path.read_text("utf-8").splitlines()) for path in sources(suffix)}
    assert lines
    assert {path: length for path, length in lines.items() if length > most} == {}
