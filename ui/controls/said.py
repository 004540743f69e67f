"""A sentence in a banner: what the company answered, or that it did not."""

from dataclasses import dataclass
from enum import IntEnum

from kiosk.domain.errors import Refused
from ui.controls.jobs import Trouble, sentence

URGENT = "Если дело срочное, позвоните в аварийную службу: телефон внизу экрана."


class Mood(IntEnum):
    """As `Banner.Mood`."""

    INFO = 0
    GOOD = 1
    ATTENTION = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """`retry`: the same tap may succeed later, so the page offers it again."""

    text: str
    mood: Mood = Mood.ATTENTION
    retry: bool = False


def said(trouble: Trouble) -> Said:
    """The company's own words, or ours when it could not be asked."""
    if isinstance(trouble, Refused):
        return Said(text=trouble.text)
    return Said(text=f"{sentence(trouble)} {URGENT}", retry=True)
