"""Operations the company refused: kept by it until their resident has seen them, at whatever kiosk."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, ClassVar


@dataclass(frozen=True, slots=True, kw_only=True)
class RefusedOperation:
    """A command that was not done, and why: `sentence` is a template for `values`, `id` the operation's.

    `payload` is the command as it was frozen, so that it can be corrected; `conflict` tells that something else stood
    in its place already. Only the resident who made it is told.
    """

    kind: ClassVar[str] = "refused_operation"
    id: str
    operation: str
    payload: Mapping[str, Any] = field(repr=False)
    made_at: datetime
    code: str
    sentence: str
    values: Mapping[str, str | int] = field(default_factory=dict)
    conflict: bool = False

    @property
    def order(self) -> str:
        return self.made_at.isoformat()


@dataclass(frozen=True, slots=True, kw_only=True)
class DismissRefusal:
    """The command of a resident who has seen a refusal, or has corrected what was refused; `refused_id` is its id."""

    kind: ClassVar[str] = "refusal.dismiss"
    refused_id: str
