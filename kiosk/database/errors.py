"""Why the store cannot be opened, in words an installer can act on."""

from pathlib import Path


class StoreError(Exception):
    """The text is Russian, for the installer, and holds nothing personal."""


class WrongKey(StoreError):
    """spool.db was written with another key, or is not a database: it is left exactly as it is."""


class NotKept(StoreError):
    """Nothing of what was to be written is on the disk: it is full, failing or read-only."""


class OutOfService(NotKept):
    """The company had this kiosk wiped: nothing is to be kept on it any more."""


class Damaged(StoreError):
    """A file is unreadable, or foreign: the cache is rebuilt from the company, the spool mended."""


_REASONS = {
    "SQLITE_FULL": "на диске нет места. Освободите место и запустите киоск снова",
    "SQLITE_READONLY": "диск или папка доступны только для чтения. Разрешите запись и запустите киоск снова",
    "SQLITE_CANTOPEN": "нет доступа к файлам. Дайте пользователю киоска права на папку и запустите его снова",
    "SQLITE_PERM": "нет доступа к файлам. Дайте пользователю киоска права на папку и запустите его снова",
    "SQLITE_BUSY": "файлы заняты другой программой. Закройте её и запустите киоск снова",
    "SQLITE_IOERR": "диск не читается или не пишется. Проверьте диск",
}


def unusable(directory: Path, name: str) -> StoreError:
    """The installer's sentence for an error of SQLite's, by its name, or of the system's, by its words."""
    known = next((reason for start, reason in _REASONS.items() if name.startswith(start)), "файлы не открываются")
    return StoreError(f"Папка данных {directory}: {known} ({name}). Сохранённое не потеряно.")
