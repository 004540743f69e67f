"""Telling the company: commands in their order, each until it answered, none held up by another's trouble."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from kiosk import cached, faults, outbox
from kiosk.company import Broken, Offline
from kiosk.database import Store
from kiosk.domain.errors import Refused
from sync import contract
from sync.answers import RefusedByCompany
from sync.client import Client

PASSING = (408, 425, 429)
"""Refusals that are not about the operation: a time-out, too many at once."""
PHOTOS = ("blob.digest", "blob.missing")
"""The company has not got a photo as it was sent, or no longer: all of the command's go again."""

UNKNOWN = "op.unknown"
"""The company's system is older than this kind of operation: it will be newer one day."""
SLOWLY = 900.0
"""Seconds between two tries of what it does not know."""
_ANSWERED = (outbox.State.APPLIED, outbox.State.REJECTED, outbox.State.CONFLICT)

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pushed:
    """`next_at`: when a command is due next, s of the machine's clock, or None. `trouble`: the last one's, or empty.

    `answered`: how many the company answered for good.
    """

    next_at: float | None
    trouble: str
    answered: int = 0


class PhotoGone(Exception):
    """The spool has lost a photo of a command: the company would refuse it without."""


class Push:
    """`wall` is the machine's clock in s, `chance` random in [0, 1), `moved` hears that a command was answered.

    `look` finds out whether the company still lives the same life, and makes what it may have lost due again.
    """

    def __init__(
        self,
        store: Store,
        client: Client,
        wall: Callable[[], float],
        chance: Callable[[], float],
        moved: Callable[[], None],
        look: Callable[[], None],
    ) -> None:
        self._store = store
        self._client = client
        self._wall = wall
        self._chance = chance
        self._moved = moved
        self._look = look
        self._uploaded: set[str] = set()
        self.unknown: set[str] = set()
        """Ids of commands that the company's system is too old for."""

    def forget_uploads(self) -> None:
        """The server may have lost what it had: send photos again."""
        self._uploaded.clear()

    def round(self) -> Pushed:
        """Deliver all that is due, each once, first those that failed least often.

        What follows on a command that was answered earlier and is not settled goes after a look: a company that was
        restored since must be told that command first. Raises Offline as soon as the company cannot be reached,
        RefusedByCompany when it will hear nothing from this kiosk.
        """
        tried: set[str] = set()
        trouble, answered, looked = "", 0, False
        while fresh := [command for command in self._due() if command.op_id not in tried]:
            if not looked and self._follow(fresh, tried):
                looked = True
                self._look()
                continue
            for command in sorted(fresh, key=lambda command: command.attempts):
                tried.add(command.op_id)
                said = self._deliver(command)
                trouble, answered = said or trouble, answered + (not said)
        return self.left(trouble, answered)

    def left(self, trouble: str, answered: int = 0) -> Pushed:
        """What a round that ended so leaves to be done."""
        commands, next_at = outbox.due(self._store, self._wall())
        retry = min((command.next_try_at for command in commands), default=None)
        return Pushed(next_at=next_at if retry is None else retry, trouble=trouble, answered=answered)

    def _follow(self, fresh: list[outbox.Command], tried: set[str]) -> bool:
        """Whether one of these comes after a command that was answered before this round, and may be lost."""
        answered = (command for command in self._store.spool.in_states(*_ANSWERED) if command.op_id not in tried)
        return not {command.aggregate for command in answered}.isdisjoint(command.aggregate for command in fresh)

    def _due(self) -> tuple[outbox.Command, ...]:
        return outbox.due(self._store, self._wall())[0]

    def _deliver(self, command: outbox.Command) -> str:
        """One try; the trouble in it, or nothing. Raises Offline and RefusedByCompany that bars, the command put back.

        What an earlier device was asked is not told to the company of this one, which may be another.
        What was uploaded then may have gone to a captive portal, so it is uploaded again.
        A fault of ours, which nobody foresaw, is this command's trouble and nobody else's.
        """
        if command.device_id != self._client.device_id:
            return self._stuck(command, "сделано прежним устройством")
        outbox.sending(self._store, command.op_id)
        self._moved()
        self.unknown.discard(command.op_id)
        try:
            self._hand_over(command)
        except Offline as error:
            self._forget(command)
            self._put_back(command, str(error))
            raise
        except Broken as error:
            return self._put_back(command, str(error))
        except RefusedByCompany as refused:
            return self._refused(command, refused)
        except PhotoGone:
            return self._stuck(command, "фото пропало с диска")
        except Exception as error:  # noqa: BLE001 - told with its place, and the commands behind it go on
            _log.error("fault %s", faults.place(error))
            return self._put_back(command, faults.place(error))
        self._moved()
        return ""

    def _hand_over(self, command: outbox.Command) -> None:
        for sha256 in self._store.spool.blobs(command.op_id):
            if sha256 not in self._uploaded:
                self._client.put_blob(sha256, self._photo(sha256))
                self._uploaded.add(sha256)
        outcome = self._client.operate(command.op_id, command.body, command.signature, command.certificate)
        if outcome.outcome == "applied":
            result = _checked(command.kind, outcome)
            outbox.applied(self._store, command.op_id, result, _made_id(outcome), outcome.rev)
            return
        if outcome.refusal is None:
            raise Broken(f"{command.kind}: {outcome.outcome} without a reason")
        said = Refused(outcome.refusal.code, outcome.refusal.sentence, outcome.refusal.values)
        outbox.rejected(self._store, command.op_id, said, conflict=outcome.outcome == "conflict")

    def _forget(self, command: outbox.Command) -> None:
        """Send the command's photos again."""
        self._uploaded.difference_update(self._store.spool.blobs(command.op_id))

    def _photo(self, sha256: str) -> bytes:
        content = self._store.spool.blob(sha256)
        if content is None:
            raise PhotoGone
        return content

    def _refused(self, command: outbox.Command, refused: RefusedByCompany) -> str:
        trouble = f"{refused.status} {refused.code}"
        if refused.barred:
            self._put_back(command, trouble)
            raise refused
        if refused.code in PHOTOS:
            self._forget(command)
            return self._put_back(command, trouble)
        if refused.status in PASSING:
            return self._put_back(command, trouble, at_least=refused.retry_after or 0)
        if refused.code == UNKNOWN:
            self.unknown.add(command.op_id)
            return self._put_back(command, trouble, at_least=SLOWLY)
        return self._stuck(command, trouble)

    def _stuck(self, command: outbox.Command, trouble: str) -> str:
        _log.error("%s is stuck: %s", command.kind, trouble)
        outbox.stuck(self._store, command.op_id, trouble)
        self._moved()
        return trouble

    def _put_back(self, command: outbox.Command, trouble: str, at_least: float = 0.0) -> str:
        """`at_least`: s that the company asked to wait."""
        outbox.put_back(self._store, command, self._wall(), self._chance(), trouble, at_least)
        self._moved()
        return trouble


def _checked(kind: str, outcome: contract.Outcome) -> dict[str, Any]:
    """The result as the contract has it for this kind, and nothing beside that; Broken when it is not."""
    _, answer = contract.OPERATIONS[kind]
    adapter = cached.adapter(answer)
    try:
        result: dict[str, Any] = adapter.dump_python(adapter.validate_python(outcome.result), mode="json")
    except ValidationError as error:
        raise Broken(f"{kind}: {error.error_count()} faults in the result") from None
    return result


def _made_id(outcome: contract.Outcome) -> str | None:
    """The company's id for what was made, where it chose another than the operation's."""
    made = (outcome.result or {}).get("appeal_id")
    return made if isinstance(made, str) else None
