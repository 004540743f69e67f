"""What every command has in common, and the answer of those to which the company has nothing to add."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar, Protocol


class Command(Protocol):
    """A frozen dataclass that a resident's tap makes and that travels as an operation."""

    kind: ClassVar[str]
    """«subject.verb», the operation's word in the contract."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """The company did it, at this moment of its clock."""

    at: datetime
