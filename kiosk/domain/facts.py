"""What every fact the company tells us has in common."""

from typing import ClassVar, Protocol


class Fact(Protocol):
    """A frozen dataclass that travels in the company's feed and is kept in the cache."""

    kind: ClassVar[str]
    """The fact's word in the feed and the name of its cache table."""

    @property
    def id(self) -> str:
        """The company's key, unique within the kind."""

    @property
    def order(self) -> str:
        """Sorts as text; lists show the greatest first."""
