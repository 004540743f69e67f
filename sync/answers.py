"""What was asked, what came back, and what that means: the company's answer, its refusal, a stranger's, or none."""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from pydantic import ValidationError

from kiosk.company import Broken, Offline
from kiosk.domain import words
from kiosk.domain.errors import Refused
from kiosk.standing import Standing
from sync import contract
from sync.believable import believable

_GATEWAY = (502, 503, 504)
_TYPES = ("application/json", "image/jpeg")
LONGEST_WAIT = 86_400
"""Seconds that a `Retry-After` may ask for."""
KIOSK_OLD, COMPANY_OLD = "contract.kiosk_old", "contract.company_old"
WIPE = "device.wipe"
SKEW = "signature.skew"
_STANDINGS = {
    KIOSK_OLD: Standing.KIOSK_OLD,
    "contract.unknown": Standing.KIOSK_OLD,
    COMPANY_OLD: Standing.COMPANY_OLD,
    "device.unknown": Standing.UNKNOWN,
    "signature.invalid": Standing.UNKNOWN,
    "device.revoked": Standing.REVOKED,
    WIPE: Standing.REVOKED,
}
_OUTDATED = {
    KIOSK_OLD: "Киоск обновляется и пока не может связаться с компанией. При аварии звоните диспетчеру.",
    COMPANY_OLD: "Управляющая компания обновляет свою систему. Попробуйте позже; при аварии звоните диспетчеру.",
}

_log = logging.getLogger(__name__)


class RefusedByCompany(Refused):
    """The company's refusal, with the HTTP status it came under; `retry_after` in s, None where it names no time."""

    def __init__(self, status: int, refusal: contract.Refusal, retry_after: int | None = None) -> None:
        super().__init__(refusal.code, refusal.sentence, refusal.values)
        self.status = status
        self.retry_after = retry_after

    @property
    def barred(self) -> bool:
        """Whether it is this kiosk that is refused, whatever it asks: its signature, its version."""
        return self.status in (401, 426)

    @property
    def standing(self) -> Standing:
        """How the kiosk stands with a company that says this."""
        return _STANDINGS.get(self.code, Standing.SERVED) if self.barred else Standing.SERVED


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """A request. `door` is the contract's path template, the only part of the address that is ever logged."""

    method: str
    door: str
    path: Mapping[str, str] = field(default_factory=dict)
    query: Mapping[str, str | int] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes | None = None
    content_type: str = "application/json"
    wait: float = 0.0
    """Seconds that the company may think before its first byte, above the usual."""
    wanted: Callable[[], bool] = lambda: True
    """Asked when a connection is at hand: False, and nothing is sent."""

    @property
    def name(self) -> str:
        return f"{self.method} {self.door}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    status: int
    content_type: str
    body: bytes = field(repr=False)
    date: str | None = None
    version: str = ""
    retry_after: str = ""


def judge(ask: Ask, answer: Answer) -> Answer:
    """A 2xx answer of the company as it is; RefusedByCompany, Broken or Offline for any other."""
    if answer.status in _GATEWAY:
        raise Offline(f"{ask.name}: {answer.status}")
    if answer.status >= 500:
        raise Broken(f"{ask.name}: {answer.status}")
    theirs = contract.major_minor(answer.version)
    if theirs is None or not _is_companys(answer):
        raise _stranger(ask, answer)
    _check_major(theirs)
    if answer.status < 400:
        return answer
    refusal = _refusal(answer)
    if refusal is None:
        raise Broken(f"{ask.name}: {answer.status} without a refusal")
    raise _refused(answer, refusal)


def _is_companys(answer: Answer) -> bool:
    if 200 <= answer.status < 300:
        return answer.status == 204 or answer.content_type in _TYPES
    return 400 <= answer.status < 500 and answer.content_type == "application/json"


def _check_major(theirs: tuple[int, int]) -> None:
    """RefusedByCompany (426) when the two ends do not speak the same contract; the newer one is right."""
    ours = contract.major_minor(contract.VERSION) or (0, 0)
    if theirs[0] != ours[0]:
        code = KIOSK_OLD if theirs[0] > ours[0] else COMPANY_OLD
        versions: dict[str, str | int] = {"kiosk": contract.VERSION, "company": f"{theirs[0]}.{theirs[1]}"}
        raise RefusedByCompany(426, contract.Refusal(code=code, sentence=_OUTDATED[code], values=versions))


def _stranger(ask: Ask, answer: Answer) -> Offline:
    """Something between us and the company answered: a captive portal, a proxy, another server."""
    _log.warning("%s: not the company answered: %s %s", ask.name, answer.status, answer.content_type[:40])
    return Offline(f"{ask.name}: {answer.status} {answer.content_type[:40]}, not the company")


def _refusal(answer: Answer) -> contract.Refusal | None:
    try:
        refusal = contract.Refusal.model_validate_json(answer.body)
    except ValidationError:
        return None
    return refusal if believable(refusal) else None


def _refused(answer: Answer, refusal: contract.Refusal) -> RefusedByCompany:
    """The refusal, which says how long to wait if its header does."""
    said = answer.retry_after.strip()
    if not (said.isascii() and said.isdigit() and 0 < int(said) <= LONGEST_WAIT):
        return RefusedByCompany(answer.status, refusal)
    seconds = int(said)
    values = {"wait": words.wait(seconds), "seconds": seconds, **refusal.values}
    told = "wait" in refusal.values or "{wait}" in refusal.sentence
    sentence = refusal.sentence if told else refusal.sentence + " Попробуйте через {wait}."
    told_when = contract.Refusal(code=refusal.code, sentence=sentence, values=values)
    return RefusedByCompany(answer.status, told_when, seconds)
