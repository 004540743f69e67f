"""Whose account is at the screen."""

from dataclasses import dataclass, field

from kiosk import cached


@dataclass(frozen=True, slots=True)
class Followed:
    """The account at the screen, and the session's token that lets us see it."""

    account_id: str
    token: str = field(repr=False)

    @property
    def scope(self) -> str:
        return cached.account_scope(self.account_id)
