"""Appeals: the form of a new one, filing it, and the list of what the company has and has not heard yet."""

from kiosk.appeals.draft import Draft, Photo, Step
from kiosk.appeals.filing import file
from kiosk.appeals.listing import Delivery, ListedAppeal, find, listed, open_count, photo, types

__all__ = [
    "Delivery",
    "Draft",
    "ListedAppeal",
    "Photo",
    "Step",
    "file",
    "find",
    "listed",
    "open_count",
    "photo",
    "types",
]
