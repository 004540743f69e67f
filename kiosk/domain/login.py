"""Letting a resident in: phone numbers, four-digit codes, the consents asked for beforehand."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import ClassVar

import phonenumbers

from kiosk.domain.errors import Refused

CODE_LENGTH = 4
PHONE_DIGITS = 10
"""Digits after +7."""


class Method(StrEnum):
    """How the code reaches the resident."""

    SMS = "sms"
    CALL = "call"


class ConsentKind(StrEnum):
    """Each is a document of its own (152-ФЗ, since 01.09.2025)."""

    AGREEMENT = "agreement"
    PERSONAL_DATA = "personal_data"


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentText:
    """A legal text as the company publishes it; always Russian."""

    kind: ClassVar[str] = "consent_text"
    id: str
    consent: ConsentKind
    version: str
    title: str
    text: str

    @property
    def order(self) -> str:
        return self.consent


@dataclass(frozen=True, slots=True, kw_only=True)
class Consent:
    """A box a resident ticked: what text, which version, when (kiosk's clock)."""

    consent: ConsentKind
    version: str
    given_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class DecideConsent:
    """The command that gives a consent or takes it back; the last to arrive counts, every one is kept.

    It is the phone's, whatever account was chosen, and no other resident of the account is told it.
    """

    kind: ClassVar[str] = "consent.decide"
    consent: ConsentKind
    version: str
    given: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeSent:
    """The company's answer to a request for a code; the same for known and unknown phones. Times in seconds."""

    code_id: str
    expires_in: int
    resend_in: int
    attempts_left: int
    demonstration: str = ""
    """What a demonstration sender would have sent; empty in earnest."""


def phone_number(digits: str) -> str:
    """Ten digits typed after +7 → E.164; Refused tells what is missing or wrong."""
    if len(digits) < PHONE_DIGITS:
        missing = PHONE_DIGITS - len(digits)
        raise Refused("phone.short", "Номер введён не полностью: не хватает цифр — {missing}.", {"missing": missing})
    try:
        parsed = phonenumbers.parse("+7" + digits)
    except phonenumbers.NumberParseException:
        raise Refused("phone.malformed", "Такого номера не бывает. Проверьте цифры.") from None
    if len(digits) > PHONE_DIGITS or not phonenumbers.is_valid_number_for_region(parsed, "RU"):
        raise Refused("phone.malformed", "Такого номера не бывает. Проверьте цифры.")
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)


def phone_mask(digits: str) -> str:
    """«+7 (928) 123-4_-__»: what is typed, and a blank for each digit still missing."""
    d = (digits + "_" * PHONE_DIGITS)[:PHONE_DIGITS]
    return f"+7 ({d[:3]}) {d[3:6]}-{d[6:8]}-{d[8:]}"
