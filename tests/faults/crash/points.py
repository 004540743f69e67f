"""Every named crash point, in the order in which a command comes by them. Here they are named, in trap.py reached."""

STEPS = ("before", "begun", "written", "before COMMIT", "committed")
"""Of a scene that writes: before its transaction, after BEGIN, after a statement, before and after COMMIT."""


def _scene(name: str, *more: str) -> tuple[str, ...]:
    return tuple(f"{name}: {step}" for step in (*STEPS, *more))


OPENING = (
    "opening: before",
    *_scene("migrating"),
    "opening: the spool is migrated, not proven",
    "opening: the spool is proven",
    *_scene("recovering"),
    "opening: the spool is open, the cache is not",
    *_scene("making the cache"),
    "opening: both files are open",
)
"""Of the program's first start; at later ones, nothing is made or migrated."""
FIRST_START = frozenset(point for point in OPENING if point.startswith(("migrating", "making")))

PUTTING = (
    "put: before",
    "put: begun",
    "put: the command's row written",
    "put: a photo written",
    "put: a photo's place written",
    "put: before COMMIT",
    "put: committed",
    "put: acknowledged",
)
SENDING = _scene("sending")
PHOTO = (
    "photo: before its request",
    "photo: head sent, body not",
    "photo: sent, no answer",
    "photo: answered, unread",
    "photo: answer read",
)
OPERATION = (
    "operation: before its request",
    "operation: head sent, body not",
    "operation: sent, no answer",
    "operation: answered, unread",
    "operation: answer read, not saved",
)
ANSWER = _scene("answer")
FEED = ("feed: before its request", "feed: sent, no answer", "feed: answered, unread", "feed: answer read")
PAGE = _scene("page")
SETTLING = _scene("settling", "log to be emptied", "log emptied", "over")
LEAVING = (
    "leaving: before",
    "leaving: the key is destroyed",
    "leaving: nobody is followed",
    *_scene("forgetting", "log to be emptied", "log emptied"),
    *_scene("forgetting the answered", "log to be emptied", "log emptied"),
    "leaving: over",
)

POINTS = (*OPENING, *PUTTING, *SENDING, *PHOTO, *OPERATION, *ANSWER, *FEED, *PAGE, *SETTLING, *LEAVING)
OF_PHOTOS = frozenset((*PHOTO, "put: a photo written", "put: a photo's place written"))
