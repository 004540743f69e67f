"""Who carries codes to residents' phones. Gateways plug in by name: here, or as entry points of other packages."""

import logging
from collections.abc import Callable
from importlib.metadata import entry_points
from typing import Protocol

import click

from kiosk.domain import words
from kiosk.domain.login import CODE_LENGTH, Method

GROUP = "kiosk_zhitelya.senders"
"""Entry points of this group give a `Callable[[], Sender]` each."""

SPOKEN = 10**CODE_LENGTH
"""As good as a pool with every code in it."""

logger = logging.getLogger(__name__)


class NotSent(Exception):
    """The gateway did not take the code; the text is for the operator and holds nothing personal."""


class Sender(Protocol):
    """Carries one code. Called from several threads."""

    loopback_only: bool
    """Shows codes to whoever is near: refused on any host but loopback."""
    call_numbers: int
    """How many numbers it calls from, where the code is the number's end; `SPOKEN` where a voice says the code."""

    def send(self, phone: str, method: Method, code: str) -> str:
        """Carry `code` to `phone` (E.164); returns what a demonstration may show, "" in earnest. NotSent on failure."""


class DemoSender:
    """Sends nothing: shows the code in the terminal and on the kiosk's screen."""

    loopback_only = True
    call_numbers = SPOKEN

    def send(self, phone: str, method: Method, code: str) -> str:
        """Say the code aloud instead of sending it."""
        how = {Method.SMS: "СМС", Method.CALL: "звонок"}[method]
        shown = f"Демонстрация: {how} на {words.phone(phone)}: код {code}"
        click.echo(shown)
        return shown


class LogSender:
    """Sends nothing and tells only that something would be sent: for trying the server out under load."""

    loopback_only = False
    call_numbers = SPOKEN

    def send(self, phone: str, method: Method, code: str) -> str:
        """Note the method; neither phone nor code."""
        logger.info("a code would be sent by %s", method.value)
        return ""


BUILT_IN: dict[str, Callable[[], Sender]] = {"demo": DemoSender, "log": LogSender}


def sender(name: str) -> Sender:
    """The sender of that name; LookupError names those there are. ValueError: its calls would give the code away."""
    plugged = {point.name: point for point in entry_points(group=GROUP)}
    if name not in {*BUILT_IN, *plugged}:
        raise LookupError(", ".join(sorted({*BUILT_IN, *plugged})))
    made: Sender = plugged[name].load()() if name in plugged else BUILT_IN[name]()
    check(made)
    return made


def check(sender: Sender) -> None:
    """ValueError when it calls from fewer numbers than there are codes: some would come oftener than others."""
    if sender.call_numbers < SPOKEN:
        raise ValueError(f"calls from {sender.call_numbers} numbers; {SPOKEN} are needed, one for every code")
