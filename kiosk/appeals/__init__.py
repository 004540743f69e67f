"""Appeals: the form, filing, changing and rating one, and the list of what the company has and has not heard yet."""

from kiosk.appeals.correcting import correctable, editable, revision
from kiosk.appeals.draft import Draft, Photo, Step
from kiosk.appeals.filing import cancel, file, rate
from kiosk.appeals.listing import find, listed, open_count, photo, types
from kiosk.appeals.unheard import ListedAppeal
from kiosk.delivery import Delivery

__all__ = [
    "Delivery",
    "Draft",
    "ListedAppeal",
    "Photo",
    "Step",
    "cancel",
    "correctable",
    "editable",
    "file",
    "find",
    "listed",
    "open_count",
    "photo",
    "rate",
    "revision",
    "types",
]
