"""What a run needs from the company whose server is tried."""

import os
import stat
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kiosk.domain.login import CodeSent, Method

PREFIX = "KIOSK_CONFORMANCE_"
SECRETS = ("phone", "other_phone", "login", "password", "account_id")


class NotGiven(Exception):
    """What was given cannot be used; the text says why, without repeating it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """`tokens`: one-time enrolment tokens, two for everything. `phone` (E.164): of a test resident, who tells `code`;
    `other_phone`: of another one.

    `account_id`: of the resident's confirmed accounts, or the first; `login` and `password`: to link one if there is
    none. `revoke`: has the company refuse a device.
    """

    tokens: tuple[str, ...] = field(repr=False)
    phone: str = field(default="", repr=False)
    other_phone: str = field(default="", repr=False)
    method: Method = Method.SMS
    code: Callable[[CodeSent], str] | None = None
    shown: bool = False
    """The server is a demonstration that shows codes."""
    login: str = field(default="", repr=False)
    password: str = field(default="", repr=False)
    account_id: str = field(default="", repr=False)
    revoke: Callable[[str], None] | None = None


def read(file: str | None, environment: Mapping[str, str], stdin: Callable[[], str]) -> dict[str, Any]:
    """`tokens` and the SECRETS, from TOML (a 0600 file, or «-» for stdin) over KIOSK_CONFORMANCE_*; NotGiven if odd."""
    said: dict[str, Any] = {name: environment.get(PREFIX + name.upper(), "") for name in SECRETS}
    said["tokens"] = environment.get(PREFIX + "TOKENS", "").split()
    if file is not None:
        said |= _known(_parsed(stdin() if file == "-" else _private(Path(file))))
    if not said["tokens"]:
        raise NotGiven("no enrolment token: `tokens` of --given, or KIOSK_CONFORMANCE_TOKENS")
    return said | {"tokens": tuple(said["tokens"])}


def _private(path: Path) -> str:
    try:
        if path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO) and os.name == "posix":
            raise NotGiven("others may read the file with the secrets: chmod 600")
        return path.read_text("utf-8")
    except OSError as error:
        raise NotGiven(f"the file with the secrets cannot be read: {error.strerror}") from None


def _parsed(text: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        raise NotGiven("what is given is not TOML") from None


def _known(said: dict[str, Any]) -> dict[str, Any]:
    tokens = said.get("tokens", [])
    texts = [value for name, value in said.items() if name != "tokens"]
    if said.keys() - {"tokens", *SECRETS} or not isinstance(tokens, list):
        raise NotGiven(f"what is given is not among: tokens, {', '.join(SECRETS)}")
    if not all(isinstance(value, str) for value in (*tokens, *texts)):
        raise NotGiven("everything that is given is text in quotes")
    return said
