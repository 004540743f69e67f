"""What an installer sets: a TOML file and KIOSK_* variables over it. Never secrets; `server` may wait for enrolment."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from platformdirs import site_config_path, user_data_path

APP = "kiosk-zhitelya"
PREFIX = "KIOSK_"
LOOPBACK = ("127.0.0.1", "localhost", "::1")


class SettingsError(Exception):
    """The text tells an installer, in Russian, which file or variable, which field and what is wrong."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """`diagonal` in inches; `resolution` in px, None for the screen's own; `camera`: auto, none, or a video file.

    `key`: system (as the machine has it), credentials (systemd), keyring; file:PATH by the command line alone.
    `printer`: a CUPS name, empty where there is none.
    """

    server: str
    data: Path
    diagonal: float
    resolution: tuple[int, int] | None
    printer: str
    camera: str
    key: str


def default_file() -> Path:
    return site_config_path(APP) / "kiosk.toml"


def load(environment: Mapping[str, str], file: Path | None = None) -> Settings:
    """Read the file (the default one may be absent) and the variables; SettingsError for anything wrong."""
    path = file or default_file()
    written = {} if file is None and not path.exists() else _written(path)
    for name in written:
        if name not in _FIELDS:
            raise SettingsError(f"{path}: неизвестное поле «{name}». Допустимы: {', '.join(_FIELDS)}.")
    values = {name: _value(name, written, environment, path) for name in _FIELDS}
    return Settings(**values)


def _written(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise SettingsError(f"{path}: файл настроек не читается ({error.strerror}).") from error
    except UnicodeDecodeError as error:
        raise SettingsError(f"{path}: файл настроек должен быть в кодировке UTF-8.") from error
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(f"{path}: это не TOML: {error}.") from error


def _value(name: str, written: Mapping[str, Any], environment: Mapping[str, str], path: Path) -> Any:
    default, parse = _FIELDS[name]
    variable = PREFIX + name.upper()
    if variable in environment:
        source, value = f"переменная {variable}", environment[variable]
    elif name in written:
        source, value = f"{path}: поле «{name}»", written[name]
    else:
        return default()
    try:
        return parse(str(value))
    except ValueError as error:
        raise SettingsError(f"{source}: {error}, а написано «{value}».") from error


def server_address(text: str) -> str:
    """A company's base URL: https, or http to this machine alone; ValueError says so."""
    expected = "нужен адрес сервера вида https://имя (http – только для этого же компьютера)"
    try:
        parts = urlsplit(text)
        known = parts.port is None or bool(parts.hostname)
    except ValueError:
        raise ValueError(expected) from None
    secure = parts.scheme == "https" or (parts.scheme == "http" and on_loopback(text))
    if not (secure and known and parts.hostname) or parts.query or parts.fragment or parts.username is not None:
        raise ValueError(expected)
    return text.rstrip("/")


def on_loopback(url: str) -> bool:
    """Whether what is sent there never leaves this machine."""
    return urlsplit(url).hostname in LOOPBACK


def _diagonal(text: str) -> float:
    expected = "нужна диагональ экрана в дюймах, от 7 до 100"
    try:
        inches = float(text.replace(",", "."))
    except ValueError:
        raise ValueError(expected) from None
    if not 7 <= inches <= 100:
        raise ValueError(expected)
    return inches


def _resolution(text: str) -> tuple[int, int]:
    width, cross, height = text.lower().replace("×", "x").partition("x")
    if not (cross and width.strip().isdecimal() and height.strip().isdecimal() and int(width) > 0 and int(height) > 0):
        raise ValueError("нужно разрешение экрана вида 1080x1920")
    return int(width), int(height)


def _camera(text: str) -> str:
    if text not in ("auto", "none") and not Path(text).is_file():
        raise ValueError("нужно auto, none или путь к существующему видеофайлу")
    return text


def _key(text: str) -> str:
    if text not in ("system", "credentials", "keyring"):
        raise ValueError("нужно system, credentials или keyring (файл с ключом задаёт только --key-file)")
    return text


def _data(text: str) -> Path:
    path = Path(text).expanduser()
    if not path.is_absolute():
        raise ValueError("нужен полный путь к папке")
    return path


_FIELDS: dict[str, tuple[Callable[[], Any], Callable[[str], Any]]] = {
    "server": (str, server_address),
    "data": (lambda: user_data_path(APP), _data),
    "diagonal": (lambda: 21.5, _diagonal),
    "resolution": (lambda: None, _resolution),
    "printer": (str, str.strip),
    "camera": (lambda: "auto", _camera),
    "key": (lambda: "system", _key),
}
