"""The two documents a resident agrees to before a code is sent; each is a text of its own (152-ФЗ, art. 9)."""

from pathlib import Path

from kiosk.domain.login import ConsentKind, ConsentText

VERSION = "2 от 1 сентября 2025 года"
TITLES = {
    ConsentKind.AGREEMENT: "Пользовательское соглашение",
    ConsentKind.PERSONAL_DATA: "Согласие на обработку персональных данных",
}


def texts() -> tuple[ConsentText, ...]:
    """Both, as published."""
    return tuple(
        ConsentText(id=kind.value, consent=kind, version=VERSION, title=title, text=_text(kind))
        for kind, title in TITLES.items()
    )


def _text(kind: ConsentKind) -> str:
    return Path(__file__).with_name(f"{kind.value}.txt").read_text(encoding="utf-8").strip()
