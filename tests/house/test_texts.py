"""Texts on the screen are letters: what the company or a person wrote is never read as markup."""

import re

from tests.house.places import ROOT

TEXT = re.compile(r"\b(?:Text|TextEdit|Label) \{")
PLAIN = re.compile(r"\btextFormat: (?:Text|TextEdit)\.PlainText\b")


def test_every_text_says_that_it_is_plain() -> None:
    files = sorted((ROOT / "ui").rglob("*.qml"))
    texts = {path: path.read_text(encoding="utf-8") for path in files}
    assert sum(len(TEXT.findall(text)) for text in texts.values()) > 5
    offenders = [
        str(path.relative_to(ROOT))
        for path, text in texts.items()
        if len(TEXT.findall(text)) > len(PLAIN.findall(text))
    ]
    assert offenders == []
