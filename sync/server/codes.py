"""Phone codes: four digits, few of them, few guesses, and the same answers for every phone."""

import hmac
import secrets
import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from kiosk.domain.login import CODE_LENGTH, CodeSent, ConsentKind, ConsentText, phone_number
from sync import contract
from sync.server import facts, locks, quotas, sessions
from sync.server.denied import Denied, too_soon
from sync.server.devices import KnownDevice, public_key
from sync.server.office import Office
from sync.server.senders import NotSent
from sync.server.settings import CodeSettings
from sync.server.tables import Code, ConsentGiven

COUNTRY = "+7"
_AGAIN = "Новый код можно запросить через {wait}."


@dataclass(frozen=True, slots=True)
class _Made:
    id: str
    digits: str


def send(office: Office, device: KnownDevice, request: contract.CodeRequest) -> CodeSent:
    """Make a code and have it carried; Denied tells what is missing or how long to wait."""
    now, limits = office.clock(), office.settings.codes
    phone = _checked_phone(request.phone)

    def make(db: Session) -> _Made:
        _check_consents(db, device, request)
        _check_pace(db, device, phone, now, limits)
        made = _make(db, office, device, phone, now)
        _keep_consents(db, device, phone, made.id, request)
        return made

    made = office.database.settle(make, locks.kiosk(device.id))
    try:
        shown = office.sender.send(phone, request.method, made.digits)
    except NotSent:
        sentence = "Код отправить не получилось. Выберите другой способ или попробуйте через минуту."
        raise Denied(424, "code.not_sent", sentence) from None
    return CodeSent(
        code_id=made.id,
        expires_in=int(limits.life.total_seconds()),
        resend_in=int(limits.resend.total_seconds()),
        attempts_left=limits.attempts,
        demonstration=shown,
    )


def check(
    db: Session, office: Office, device: KnownDevice, code_id: str, said: contract.Confirmation, now: datetime
) -> Code | Denied:
    """A code that was rightly confirmed, or why not. Raises nothing: a wrong guess must be committed.

    One that opened a session before is as good as new to the same key while nobody was heard in that session: the
    answer may have been lost. The transaction holds `locks.kiosk`: guesses that come at once are counted one by one.
    """
    limits = office.settings.codes
    wait = quotas.wait(db, _wrong_key(device), limits.wrong_per_kiosk, now)
    if wait > quotas.FREE:
        return too_soon(
            "code.kiosk_limit", "С этого киоска слишком часто вводили неверный код. Попробуйте через {wait}.", wait
        )
    code = db.get(Code, code_id)
    if code is None or code.device_id != device.id or code.expires_at <= now or not _is_good(db, code, said):
        return Denied(403, "code.expired", "Этот код больше не действует. Запросите новый.")
    if not hmac.compare_digest(code.digest, office.digest(code.id, said.code)):
        return _wrong(db, device, code, now)
    if code.dead_at is None:
        code.dead_at = now
        db.execute(update(ConsentGiven).where(ConsentGiven.code_id == code.id).values(confirmed_at=now))
    return code


def forget(db: Session, now: datetime, limits: CodeSettings) -> None:
    """Remove codes that can be neither confirmed nor counted any more. Nobody else may write meanwhile."""
    db.execute(delete(Code).where(Code.sent_at <= now - limits.remembered))


def draw() -> str:
    """Four digits, each of the ten thousand as likely as any other."""
    return f"{secrets.randbelow(10**CODE_LENGTH):0{CODE_LENGTH}}"


def _is_good(db: Session, code: Code, said: contract.Confirmation) -> bool:
    """Whether the right digits would be answered; `said.session_key` is known to be a key."""
    if code.dead_at is None:
        return True
    key = public_key(said.session_key)
    return code.attempts_left > 0 and sessions.unheard(db, code.session_id, key) is not None


def _wrong(db: Session, device: KnownDevice, code: Code, now: datetime) -> Denied:
    quotas.use(db, _wrong_key(device), now)
    code.attempts_left -= 1
    if code.attempts_left == 0:
        code.dead_at = now
        return Denied(403, "code.dead", "Код введён неверно слишком много раз. Запросите новый.", {"attempts": 0})
    sentence = "Код не подошёл. Осталось попыток: {attempts}."
    return Denied(403, "code.wrong", sentence, {"attempts": code.attempts_left})


def _checked_phone(phone: str) -> str:
    if not phone.startswith(COUNTRY) or not phone[1:].isascii() or not phone[1:].isdigit():
        raise Denied(422, "phone.malformed", "Такого номера не бывает. Проверьте цифры.")
    return phone_number(phone.removeprefix(COUNTRY))


def _check_consents(db: Session, device: KnownDevice, request: contract.CodeRequest) -> None:
    given = {consent.consent: consent.version for consent in request.consents}
    missing = [kind for kind in ConsentKind if kind not in given]
    if missing:
        raise Denied(422, "consents.missing", "Отметьте оба согласия: без них код не отправляется.")
    for text in facts.listed(db, facts.building(device.building_id), ConsentText):
        if given[text.consent] != text.version:
            raise Denied(409, "consents.stale", "Тексты согласий обновились. Прочитайте их и отметьте ещё раз.")


def _check_pace(db: Session, device: KnownDevice, phone: str, now: datetime, limits: CodeSettings) -> None:
    sent = _recent(db, device, phone, limits.run)
    if sent and now - sent[0] < limits.resend:
        raise too_soon("code.resend", _AGAIN, sent[0] + limits.resend - now)
    if _run(sent, limits.pause) >= limits.run and now - sent[0] < limits.pause:
        raise too_soon(
            "code.pause", "Коды на этот номер запрашивали несколько раз подряд. " + _AGAIN, sent[0] + limits.pause - now
        )
    wait = quotas.wait(db, _phone_key(device, phone), limits.per_phone, now)
    if wait > quotas.FREE:
        raise too_soon("code.phone_limit", "На сегодня кодов для этого номера достаточно. " + _AGAIN, wait)
    wait = quotas.wait(db, _kiosk_key(device), limits.per_kiosk, now)
    if wait > quotas.FREE:
        raise too_soon("code.kiosk_sends", "Этот киоск отправил сегодня слишком много кодов. " + _AGAIN, wait)


def _recent(db: Session, device: KnownDevice, phone: str, count: int) -> list[datetime]:
    mine = select(Code.sent_at).where(Code.device_id == device.id, Code.phone == phone)
    return list(db.scalars(mine.order_by(Code.sent_at.desc()).limit(count)))


def _run(sent: list[datetime], pause: timedelta) -> int:
    """How many codes up to the newest followed each other within a pause; `sent` is newest first."""
    gaps = (newer - older for newer, older in pairwise(sent))
    run = min(len(sent), 1)
    for gap in gaps:
        if gap >= pause:
            break
        run += 1
    return run


def _make(db: Session, office: Office, device: KnownDevice, phone: str, now: datetime) -> _Made:
    limits = office.settings.codes
    made = _Made(str(uuid.uuid4()), draw())
    earlier = (Code.device_id == device.id, Code.phone == phone, Code.expires_at > now)
    db.execute(update(Code).where(*earlier).values(dead_at=now, session_id=None))
    db.add(
        Code(
            id=made.id,
            device_id=device.id,
            phone=phone,
            digest=office.digest(made.id, made.digits),
            sent_at=now,
            expires_at=now + limits.life,
            attempts_left=limits.attempts,
        )
    )
    quotas.use(db, _phone_key(device, phone), now)
    quotas.use(db, _kiosk_key(device), now)
    return made


def _keep_consents(db: Session, device: KnownDevice, phone: str, code_id: str, request: contract.CodeRequest) -> None:
    db.flush()
    for consent in request.consents:
        db.add(
            ConsentGiven(
                phone=phone,
                consent=consent.consent,
                version=consent.version,
                given_at=consent.given_at,
                device_id=device.id,
                code_id=code_id,
            )
        )


def _phone_key(device: KnownDevice, phone: str) -> str:
    return f"codes:phone:{device.id}:{phone}"


def _kiosk_key(device: KnownDevice) -> str:
    return f"codes:kiosk:{device.id}"


def _wrong_key(device: KnownDevice) -> str:
    return f"codes:wrong:{device.id}"
