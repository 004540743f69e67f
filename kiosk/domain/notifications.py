"""What a resident agreed to receive; everything is off until chosen."""

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True, kw_only=True)
class NotificationChoices:
    """One row an account; `id` is the account's."""

    kind: ClassVar[str] = "notification_choices"
    id: str
    appeals_by_sms: bool = False
    outages_by_sms: bool = False

    @property
    def order(self) -> str:
        return self.id


@dataclass(frozen=True, slots=True, kw_only=True)
class ChooseNotifications:
    """The command that sets every choice of an account; the last to arrive counts, every one is kept."""

    kind: ClassVar[str] = "notifications.choose"
    appeals_by_sms: bool
    outages_by_sms: bool
