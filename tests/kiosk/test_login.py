"""The phone page's draft, and what must be there before a code is asked for."""

from datetime import UTC, datetime

import pytest

from kiosk import login
from kiosk.company import Admission, Offline
from kiosk.database import Store
from kiosk.domain.errors import Refused
from kiosk.domain.login import CodeSent, Consent, ConsentKind, ConsentText, Method
from kiosk.login import Draft
from kiosk.session import SessionKey
from tests.kiosk.stores import BUILDING, tell

NOW = datetime(2026, 11, 17, 8, 36, tzinfo=UTC)
FULL = Draft(digits="9281234567", agreement=True, personal_data=True)
TEXTS = (
    ConsentText(id="a", consent=ConsentKind.AGREEMENT, version="3", title="Соглашение", text="…"),
    ConsentText(id="p", consent=ConsentKind.PERSONAL_DATA, version="7", title="Согласие", text="…"),
)
SENT = CodeSent(code_id="c1", expires_in=180, resend_in=60, attempts_left=5)


class Desk:
    """The company's two answers about codes; keeps what it was asked."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, Method, tuple[Consent, ...]]] = []
        self.public_key = b""
        self.lost = False

    def send_code(self, phone: str, method: Method, consents: tuple[Consent, ...]) -> CodeSent:
        self.asked.append((phone, method, consents))
        return SENT

    def confirm_code(self, code_id: str, code: str, public_key: bytes) -> Admission:
        assert (code_id, code) == ("c1", "0042")
        self.public_key = public_key
        if self.lost:
            raise Offline
        return Admission(session_id="s1", token="t1", certificate="c1", phone="+79281234567", links=())


def test_nothing_is_ticked_beforehand() -> None:
    assert not Draft().agreement
    assert not Draft().personal_data


@pytest.mark.parametrize(
    ("draft", "missing"),
    [
        (Draft(), "введите номер телефона и отметьте оба согласия"),
        (Draft(digits="9281234", agreement=True), "введите ещё 3 цифры и отметьте согласие"),
        (Draft(digits="928123456", agreement=True, personal_data=True), "введите ещё 1 цифру"),
        (Draft(digits="92812", personal_data=True), "введите ещё 5 цифр и примите соглашение"),
        (Draft(digits="0000000000", agreement=True, personal_data=True), "проверьте номер: такого не бывает"),
        (FULL, ""),
    ],
)
def test_the_button_says_what_is_still_missing(draft: Draft, missing: str) -> None:
    assert draft.missing.replace("\N{NO-BREAK SPACE}", " ") == missing


def test_digits_are_typed_and_erased_and_the_eleventh_changes_nothing() -> None:
    draft = Draft()
    for digit in "92812345678":
        draft = draft.typed(digit)
    assert draft.digits == "9281234567"
    assert draft.erased().digits == "928123456"
    assert Draft().erased().digits == ""
    assert Draft().typed("x").typed("²").typed("12").digits == ""


def test_the_code_is_asked_for_with_both_consents_in_the_versions_shown() -> None:
    desk = Desk()
    assert login.send_code(desk, FULL, TEXTS, NOW) == SENT  # type: ignore[arg-type]
    ((phone, method, consents),) = desk.asked
    assert (phone, method) == ("+79281234567", Method.SMS)
    assert [(given.consent, given.version, given.given_at) for given in consents] == [
        (ConsentKind.AGREEMENT, "3", NOW),
        (ConsentKind.PERSONAL_DATA, "7", NOW),
    ]


@pytest.mark.parametrize(
    ("draft", "texts", "code"),
    [
        (Draft(digits="9281234567", agreement=True), TEXTS, "login.consents"),
        (Draft(digits="928", agreement=True, personal_data=True), TEXTS, "phone.short"),
        (FULL, TEXTS[:1], "login.texts"),
        (FULL, (), "login.texts"),
    ],
)
def test_no_code_is_asked_for_before_everything_is_there(
    draft: Draft, texts: tuple[ConsentText, ...], code: str
) -> None:
    desk = Desk()
    with pytest.raises(Refused) as refused:
        login.send_code(desk, draft, texts, NOW)  # type: ignore[arg-type]
    assert refused.value.code == code
    assert desk.asked == []


def test_a_confirmed_code_opens_a_session_whose_key_the_company_was_given() -> None:
    desk = Desk()
    session = login.confirm(desk, "device-1", SENT, "0042")  # type: ignore[arg-type]
    assert (session.device_id, session.session_id, session.token) == ("device-1", "s1", "t1")
    assert session.key.public == desk.public_key
    assert (session.account_id, session.certificate) == (None, "c1")


def test_a_second_try_with_the_first_ones_key_tells_the_company_the_same_key() -> None:
    desk, key = Desk(), SessionKey()
    desk.lost = True
    with pytest.raises(Offline):
        login.confirm(desk, "device-1", SENT, "0042", key)  # type: ignore[arg-type]
    assert desk.public_key == key.public
    desk.lost = False
    assert login.confirm(desk, "device-1", SENT, "0042", key).key is key  # type: ignore[arg-type]
    assert desk.public_key == key.public


def test_the_texts_come_from_the_company_the_agreement_first(store: Store) -> None:
    assert login.texts(store) == ()
    tell(store, BUILDING, *reversed(TEXTS))
    assert login.texts(store) == TEXTS
