"""Where the databases' key comes from: sealed by the system, else the desktop's keyring; a file only by its name."""

import os
import secrets
import stat
from collections.abc import Mapping
from pathlib import Path

from kiosk.database.errors import StoreError

KEY_BYTES = 32
CREDENTIAL = "kiosk-key"
_CREDENTIALS = "CREDENTIALS_DIRECTORY"
_SERVICE, _USER = "kiosk-zhitelya", "database"
_LOST = "Верните его: без него сохранённое не прочесть, а новый ключ к нему не подойдёт."


class KeyMissing(StoreError):
    """There is no usable key; the text tells the installer what to do."""


def read(source: str, environment: Mapping[str, str], *, may_make: bool) -> bytes:
    """32 bytes; KeyMissing when there are none there, or they are damaged or open to others.

    `source`: `system`, `credentials`, `keyring` or `file:PATH`. `system` decides by the machine alone: the service's
    credentials where systemd hands any over, else the keyring. What is decided on and fails is not made up for by the
    next. `may_make`: nothing is encrypted yet, so a keyring or a file without a key may get a new one.
    """
    if source.startswith("file:"):
        return _file(Path(source.removeprefix("file:")), may_make)
    if source == "credentials" or (source == "system" and _CREDENTIALS in environment):
        return _credential(environment)
    return _keyring(may_make)


def _credential(environment: Mapping[str, str]) -> bytes:
    """systemd-creds (sealed by the TPM) puts it where $CREDENTIALS_DIRECTORY says, for this service only."""
    directory = environment.get(_CREDENTIALS)
    if directory is None:
        raise KeyMissing(f"Нет ${_CREDENTIALS}: запустите киоск службой systemd, которой передан ключ {CREDENTIAL}.")
    return _decoded(Path(directory) / CREDENTIAL)


def _keyring(may_make: bool) -> bytes:
    import keyring
    from keyring.errors import KeyringError

    try:
        text = keyring.get_password(_SERVICE, _USER)
        if text is None and may_make:
            keyring.set_password(_SERVICE, _USER, secrets.token_hex(KEY_BYTES))
            text = keyring.get_password(_SERVICE, _USER)
    except KeyringError as error:
        raise KeyMissing(
            f"Хранилище паролей недоступно ({type(error).__name__}). На киоске запустите его службой systemd с ключом "
            f"{CREDENTIAL}, на рабочем месте войдите в систему, для проверки задайте --key-file."
        ) from error
    if text is None:
        raise KeyMissing(f"В хранилище паролей нет прежнего ключа. {_LOST}")
    return _bytes(text, "хранилище паролей")


def _file(path: Path, may_make: bool) -> bytes:
    """Refused when anyone but the owner may read it."""
    if not path.exists():
        if not may_make:
            raise KeyMissing(f"{path}: прежнего файла ключа нет. {_LOST}")
        _make(path)
    if os.name == "posix" and stat.S_IMODE(path.stat().st_mode) & 0o077:
        raise KeyMissing(f"{path}: файл ключа должен быть доступен только владельцу (chmod 600).")
    return _decoded(path)


def _make(path: Path) -> None:
    """Whole or not at all, so that a power cut leaves no half of a key."""
    part = path.with_name(f"{path.name}.part")
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        part.unlink(missing_ok=True)
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_hex(KEY_BYTES))
            file.flush()
            os.fsync(file.fileno())
        part.rename(path)
    except OSError as error:
        raise KeyMissing(f"{path}: файл ключа не создать ({error.strerror}).") from error


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
