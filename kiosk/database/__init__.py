"""The kiosk's two encrypted files: spool.db (precious) and cache.db (disposable).

Importing this costs nothing: SQLAlchemy and the cipher are loaded when a store is opened.
"""

from kiosk.database.errors import StoreError, WrongKey
from kiosk.database.store import Store

__all__ = ["Store", "StoreError", "WrongKey"]
