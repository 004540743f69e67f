"""Telling the company: commands in their order, each until it answered, none held up by another's trouble."""

import logging
from collections.abc import Callable
from dataclasses import dataclass

from pydantic import ValidationError

from kiosk import cached, outbox
from kiosk.company import Broken, Offline
from kiosk.database import Store
from kiosk.domain.errors import Refused
from sync import contract
from sync.answers import Denied
from sync.client import Client

PASSING = (401, 408, 425, 429)
"""Refusals that are not about the operation: the device's signature, a time-out, too many at once."""
DAMAGED_ON_THE_WAY = "blob.digest"

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pushed:
    """`next_at`: when a command is due next, s of the machine's clock, or None. `trouble`: the last one's, or empty."""

    next_at: float | None
    trouble: str


class Push:
    """`wall` is the machine's clock in s, `chance` random in [0, 1), `moved` hears that a command was answered."""

    def __init__(
        self,
        store: Store,
        client: Client,
        wall: Callable[[], float],
        chance: Callable[[], float],
        moved: Callable[[], None],
    ) -> None:
        self._store = store
        self._client = client
        self._wall = wall
        self._chance = chance
        self._moved = moved
        self._uploaded: set[str] = set()

    def forget_uploads(self) -> None:
        """The server may have lost what it had: send photos again."""
        self._uploaded.clear()

    def round(self) -> Pushed:
        """Deliver all that is due, each once. Raises Offline as soon as the company cannot be reached."""
        tried: set[str] = set()
        trouble = ""
        commands, next_at = outbox.due(self._store, self._wall())
        while fresh := [command for command in commands if command.op_id not in tried]:
            for command in fresh:
                tried.add(command.op_id)
                trouble = self._deliver(command) or trouble
            commands, next_at = outbox.due(self._store, self._wall())
        retry = min((command.next_try_at for command in commands), default=None)
        return Pushed(next_at=next_at if retry is None else retry, trouble=trouble)

    def _deliver(self, command: outbox.Command) -> str:
        """One try; the trouble in it, or nothing. Raises Offline, the command put back.

        What was uploaded then may have gone to a captive portal, so it is uploaded again.
        """
        outbox.sending(self._store, command.op_id)
        try:
            self._hand_over(command)
        except Offline as error:
            self._uploaded.difference_update(self._store.spool.blobs(command.op_id))
            self._put_back(command, str(error))
            raise
        except Broken as error:
            return self._put_back(command, str(error))
        except Denied as denied:
            return self._denied(command, denied)
        except LookupError as error:
            return self._stuck(command, str(error))
        self._moved()
        return ""

    def _hand_over(self, command: outbox.Command) -> None:
        for sha256 in self._store.spool.blobs(command.op_id):
            if sha256 not in self._uploaded:
                self._client.put_blob(sha256, self._photo(sha256))
                self._uploaded.add(sha256)
        outcome = self._client.operate(command.op_id, command.body, command.signature)
        if outcome.outcome == "applied":
            _check_result(command.kind, outcome)
            outbox.applied(self._store, command.op_id, outcome.result or {}, _made_id(outcome))
            return
        if outcome.refusal is None:
            raise Broken(f"{command.kind}: {outcome.outcome} without a reason")
        said = Refused(outcome.refusal.code, outcome.refusal.sentence, outcome.refusal.values)
        outbox.rejected(self._store, command.op_id, said, conflict=outcome.outcome == "conflict")

    def _photo(self, sha256: str) -> bytes:
        content = self._store.spool.blob(sha256)
        if content is None:
            raise LookupError("a photo of a waiting command is gone")
        return content

    def _denied(self, command: outbox.Command, denied: Denied) -> str:
        trouble = f"{denied.status} {denied.code}"
        if denied.status in PASSING or denied.code == DAMAGED_ON_THE_WAY:
            return self._put_back(command, trouble)
        return self._stuck(command, trouble)

    def _stuck(self, command: outbox.Command, trouble: str) -> str:
        _log.error("%s is stuck: %s", command.kind, trouble)
        outbox.stuck(self._store, command.op_id, trouble)
        self._moved()
        return trouble

    def _put_back(self, command: outbox.Command, trouble: str) -> str:
        outbox.put_back(self._store, command, self._wall(), self._chance(), trouble)
        return trouble


def _check_result(kind: str, outcome: contract.Outcome) -> None:
    """Broken unless the result is what the contract has for this kind."""
    _, answer = contract.OPERATIONS[kind]
    try:
        cached.adapter(answer).validate_python(outcome.result)
    except ValidationError as error:
        raise Broken(f"{kind}: {error.error_count()} faults in the result") from None


def _made_id(outcome: contract.Outcome) -> str | None:
    """The company's id for what was made, where it chose another than the operation's."""
    made = (outcome.result or {}).get("appeal_id")
    return made if isinstance(made, str) else None
