"""How the server says no over HTTP: a refusal of the domain, and its status."""

from collections.abc import Mapping
from datetime import timedelta

from kiosk.domain import words
from kiosk.domain.errors import Refused


class Denied(Refused):
    """A refusal with its HTTP status (4xx). `retry_after` is in seconds, for the header of that name."""

    def __init__(
        self,
        status: int,
        code: str,
        sentence: str,
        values: Mapping[str, str | int] | None = None,
        *,
        retry_after: int | None = None,
    ) -> None:
        super().__init__(code, sentence, values)
        self.status = status
        self.retry_after = retry_after


def too_soon(code: str, sentence: str, wait: timedelta, values: Mapping[str, str | int] | None = None) -> Denied:
    """429 whose sentence says how long to wait: `{wait}` stands after «через», `seconds` is for programs."""
    seconds = max(1, -(-int(wait.total_seconds() * 1000) // 1000))
    filled = {**(values or {}), "wait": words.wait(seconds), "seconds": seconds}
    return Denied(429, code, sentence, filled, retry_after=seconds)
