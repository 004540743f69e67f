"""Where the databases' key comes from: sealed by the system, the desktop's keyring, or a file for demonstrations."""

import os
import secrets
import stat
from collections.abc import Mapping
from pathlib import Path

from kiosk.database.errors import StoreError

KEY_BYTES = 32
CREDENTIAL = "kiosk-key"
_SERVICE, _USER = "kiosk-zhitelya", "database"


class KeyMissing(StoreError):
    """There is no usable key; the text tells the installer what to do."""


def read(source: str, environment: Mapping[str, str]) -> bytes:
    """32 bytes from `credentials`, `keyring` or `file:PATH`; KeyMissing when absent, damaged or open to others."""
    if source == "credentials":
        return _credential(environment)
    if source == "keyring":
        return _keyring()
    return _file(Path(source.removeprefix("file:")))


def _credential(environment: Mapping[str, str]) -> bytes:
    """systemd-creds (sealed by the TPM) puts it where $CREDENTIALS_DIRECTORY says, for this service only."""
    directory = environment.get("CREDENTIALS_DIRECTORY")
    if directory is None:
        raise KeyMissing('Нет $CREDENTIALS_DIRECTORY: запустите киоск службой systemd или задайте key = "file:ПУТЬ".')
    return _decoded(Path(directory) / CREDENTIAL)


def _keyring() -> bytes:
    """Made and stored at the first call."""
    import keyring
    from keyring.errors import KeyringError

    try:
        text = keyring.get_password(_SERVICE, _USER)
        if text is None:
            text = secrets.token_hex(KEY_BYTES)
            keyring.set_password(_SERVICE, _USER, text)
    except KeyringError as error:
        raise KeyMissing(f"Хранилище паролей недоступно ({type(error).__name__}).") from error
    return _bytes(text, "хранилище паролей")


def _file(path: Path) -> bytes:
    """Made at the first call; refused when anyone but the owner may read it."""
    if not path.exists():
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_hex(KEY_BYTES))
            file.flush()
            os.fsync(file.fileno())
    if os.name == "posix" and stat.S_IMODE(path.stat().st_mode) & 0o077:
        raise KeyMissing(f"{path}: файл ключа должен быть доступен только владельцу (chmod 600).")
    return _decoded(path)


def _decoded(path: Path) -> bytes:
    try:
        return _bytes(path.read_text(encoding="ascii"), str(path))
    except (OSError, UnicodeDecodeError) as error:
        raise KeyMissing(f"{path}: ключ не читается ({type(error).__name__}).") from error


def _bytes(text: str, origin: str) -> bytes:
    try:
        key = bytes.fromhex(text.strip())
    except ValueError:
        key = b""
    if len(key) != KEY_BYTES:
        raise KeyMissing(f"{origin}: ключ должен быть из {KEY_BYTES * 2} шестнадцатеричных цифр.")
    return key
