"""Seeded bugs of the exchange: what somebody might make of the client, the engine, what it sends and what it reads."""

from __future__ import annotations

import base64
from typing import Any

import pytest

from sync import contract, pull
from sync.client import Client
from sync.engine import Engine
from sync.push import Push


def nothing(*_: Any, **__: Any) -> None:
    """What a forgotten call does."""


def change_overtakes_its_filing(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(Push, "_follow", lambda *_: False)


def shut_account_stays(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(Engine, "_part", nothing)


def one_refusal_bars_all(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(Engine, "_send", lambda self: self._push.round())


class Unforgetting(set[str]):
    """What was once uploaded is never uploaded again."""

    clear = difference_update = discard = remove = nothing


def photos_are_sent_once(patch: pytest.MonkeyPatch) -> None:
    real = Push.__init__

    def made(self: Push, *arguments: Any, **keywords: Any) -> None:
        real(self, *arguments, **keywords)
        self._uploaded = Unforgetting()

    patch.setattr(Push, "__init__", made)


def gone_is_not_understood(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(pull, "GONE", 404)


def epoch_is_not_looked_at(patch: pytest.MonkeyPatch) -> None:
    real = Client.feed

    def feed(self: Client, *arguments: Any, **keywords: Any) -> contract.FeedPage:
        page = real(self, *arguments, **keywords)
        first = self.__dict__.setdefault("first_epoch", page.epoch)
        return page.model_copy(update={"epoch": first})

    patch.setattr(Client, "feed", feed)


def any_answer_counts(patch: pytest.MonkeyPatch) -> None:
    def operate(self: Client, op_id: str, body: bytes, signature: bytes, certificate: str) -> contract.Outcome:
        signed = base64.b64encode(signature).decode()
        headers = {contract.KEY_HEADER: op_id, contract.OPERATION_SIGNATURE_HEADER: signed}
        return self._told(contract.Outcome, "POST", contract.OPS, headers=headers, body=body)

    patch.setattr(Client, "operate", operate)


def nonce_used_again(patch: pytest.MonkeyPatch) -> None:
    patch.setattr("sync.signing.secrets.token_urlsafe", lambda _size: "the-same-nonce")
