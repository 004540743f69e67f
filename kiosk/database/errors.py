"""Why the store cannot be opened, in words an installer can act on."""


class StoreError(Exception):
    """The text is Russian, for the installer, and holds nothing personal."""


class WrongKey(StoreError):
    """spool.db was written with another key, or is not a database: it is left exactly as it is."""


class NotKept(StoreError):
    """Nothing of what was to be written is on the disk: it is full, failing or read-only."""


class Damaged(StoreError):
    """cache.db is foreign or unreadable: it can be rebuilt from the company."""
