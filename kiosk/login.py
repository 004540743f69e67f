"""Letting a resident in: the phone page's draft, a code, a session; and consents given or taken back afterwards."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from kiosk import cached, outbox
from kiosk.domain.errors import Refused
from kiosk.domain.login import (
    PHONE_DIGITS,
    CodeSent,
    Consent,
    ConsentKind,
    ConsentText,
    DecideConsent,
    Method,
    phone_number,
)
from kiosk.domain.words import count
from kiosk.session import Session, SessionKey

if TYPE_CHECKING:
    from kiosk.company import Company
    from kiosk.database import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What the phone page holds: digits after +7, the method, and two boxes that start unticked."""

    digits: str = ""
    method: Method = Method.SMS
    agreement: bool = False
    personal_data: bool = False

    def typed(self, digit: str) -> Draft:
        """One more digit; the eleventh changes nothing."""
        if len(self.digits) == PHONE_DIGITS or not (digit.isascii() and digit.isdigit() and len(digit) == 1):
            return self
        return replace(self, digits=self.digits + digit)

    def erased(self) -> Draft:
        return replace(self, digits=self.digits[:-1])

    @property
    def missing(self) -> str:
        """What «Продолжить» still waits for, as a clause; empty when nothing does."""
        clauses = [clause for clause in (self._missing_digits(), *self._missing_consents()) if clause]
        if len(clauses) < 2:
            return "".join(clauses)
        return ", ".join(clauses[:-1]) + " и " + clauses[-1]

    def _missing_digits(self) -> str:
        try:
            phone_number(self.digits)
        except Refused as refused:
            if refused.code != "phone.short":
                return "проверьте номер: такого не бывает"
            if not self.digits:
                return "введите номер телефона"
            return "введите ещё " + count(PHONE_DIGITS - len(self.digits), "цифру", "цифры", "цифр")
        return ""

    def _missing_consents(self) -> tuple[str, ...]:
        match self.agreement, self.personal_data:
            case False, False:
                return ("отметьте оба согласия",)
            case False, True:
                return ("примите соглашение",)
            case True, False:
                return ("отметьте согласие",)
        return ()


def texts(store: Store) -> tuple[ConsentText, ...]:
    """The legal texts in force, one of a kind, the agreement first; empty until the company was heard."""
    known = {text.consent: text for text in cached.listed(store, ConsentText, store.building_scope)}
    return tuple(known[kind] for kind in ConsentKind if kind in known)


def send_code(company: Company, draft: Draft, texts: tuple[ConsentText, ...], now: datetime) -> CodeSent:
    """Have the code sent. Refused: an incomplete draft, texts not received, the company's limits; else as Company."""
    phone = phone_number(draft.digits)
    if draft.missing:
        raise Refused("login.consents", "Чтобы продолжить, отметьте оба согласия.")
    versions = {text.consent: text.version for text in texts}
    if set(versions) != set(ConsentKind):
        raise Refused("login.texts", "Тексты согласий ещё загружаются. Попробуйте через минуту.")
    consents = tuple(Consent(consent=kind, version=versions[kind], given_at=now) for kind in ConsentKind)
    return company.send_code(phone, draft.method, consents)


def confirm(company: Company, device_id: str, sent: CodeSent, code: str, key: SessionKey | None = None) -> Session:
    """Exchange the digits for a session with a key of its own. Errors as Company.confirm_code.

    A second try gets the `key` of the first: if only the answer was lost, the company knows its session again by it.
    """
    key = key or SessionKey()
    admission = company.confirm_code(sent.code_id, code, key.public)
    return Session(
        device_id=device_id,
        session_id=admission.session_id,
        token=admission.token,
        certificate=admission.certificate,
        phone=admission.phone,
        links=admission.links,
        key=key,
    )


def decide(store: Store, session: Session, decision: DecideConsent, *, op_id: str, now: datetime) -> None:
    """Write to the outbox that a consent is given or taken back; with the same `op_id` once. `now` is aware.

    Refused when the disk refuses; SessionClosed after leaving.
    """
    outbox.put(store, session, decision, op_id=op_id, now=now)


def unheard(store: Store, session: Session) -> dict[ConsentKind, bool]:
    """What was decided at this visit and the company has not heard yet; the last decision counts."""
    commands = outbox.unsettled(store, outbox.chosen_account(session), DecideConsent.kind)
    ours = (each for each in commands if each.session_id == session.session_id and outbox.refusal(each) is None)
    decisions = (outbox.payload(command, DecideConsent) for command in ours)
    return {decision.consent: decision.given for decision in decisions}
