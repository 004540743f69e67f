"""Every status a door may answer with; the OpenAPI document says them, and the run over it holds the server to them."""

ON_EVERY_DOOR = frozenset({413, 500, 503})
_KNOWN = frozenset({422, 426})
_SIGNED = _KNOWN | {400, 401}
_AT_KIOSK = _SIGNED | {403}

REFUSALS: dict[str, frozenset[int]] = {
    "health": frozenset(),
    "enrol": _KNOWN | {400, 403, 429},
    "send_code": _SIGNED | {409, 424, 429},
    "confirm_code": _AT_KIOSK | {429},
    "leave": _AT_KIOSK,
    "show_links": _AT_KIOSK,
    "link_by_login": _AT_KIOSK | {429},
    "link_by_address": _AT_KIOSK | {429},
    "feed": _AT_KIOSK | {410},
    "put_blob": _SIGNED | {429},
    "get_blob": _AT_KIOSK | {404},
    "operate": _AT_KIOSK | {409},
}
"""By the name of the door's function."""

SIGNED = REFUSALS.keys() - {"health", "enrol"}
"""Doors that ask who is there."""

MEANING = {
    200: "As asked.",
    201: "Made.",
    204: "Done; nothing to say.",
    400: "What came is not what was announced: a digest, a key, a format.",
    401: "Not signed, or not by a device of the company, or not now, or a second time.",
    403: "Not theirs: the token, the code, the session, the account.",
    404: "Not there, or not for this resident.",
    409: "Not yet: read the present texts, or send the photos first.",
    410: "The cursor is of no use any more: pull from the beginning.",
    413: "Larger than anything in the contract.",
    422: "Not as the contract has it, or against a rule.",
    426: "The kiosk and the company keep contracts of different major versions.",
    424: "The gateway did not take the code.",
    429: "Too often; `Retry-After` says how long to wait.",
    500: "A fault of the server's own.",
    503: "The database is away or too busy; the same request may be made again.",
}
