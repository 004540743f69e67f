"""Phone codes: what is sent, how often, how many guesses, and what is said about it."""

import re
from collections.abc import Iterator

import pytest
import requests
from sqlalchemy import select

from kiosk.domain.login import ConsentKind
from sync.server.office import Office
from sync.server.tables import Code, ConsentGiven
from tests.sync.company import DEMO_PHONE, OTHER_PHONE, Company, Kiosk, consents_given
from tests.sync.server.answers import refusal, refused, sentence


def guess_wrong(kiosk: Kiosk, code_id: str) -> requests.Response:
    right = kiosk.company.postbox.code
    return kiosk.confirm(code_id, "0000" if right != "0000" else "1111")


def phones() -> Iterator[str]:
    """Phones, many of them."""
    return (f"+7928765{number:04}" for number in range(1000))


def test_a_code_has_four_digits_and_comes_as_asked(company: Company, kiosk: Kiosk) -> None:
    answer = kiosk.ask_code(method="call").json()
    ((phone, method, code),) = company.postbox.sent
    assert (phone, method) == (DEMO_PHONE, "call")
    assert re.fullmatch(r"\d{4}", code)
    assert {key: answer[key] for key in ("expires_in", "resend_in", "attempts_left", "demonstration")} == {
        "expires_in": 180,
        "resend_in": 60,
        "attempts_left": 5,
        "demonstration": "",
    }


def test_leading_zeros_are_kept(company: Company, kiosk: Kiosk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sync.server.codes.secrets.randbelow", lambda most: 427)
    code_id = kiosk.ask_code().json()["code_id"]
    assert company.postbox.code == "0427"
    assert kiosk.confirm(code_id, "0427").status_code == 200


def test_every_one_of_ten_thousand_codes_may_come(kiosk: Kiosk, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []

    def noted(most: int) -> int:
        asked.append(most)
        return 0

    monkeypatch.setattr("sync.server.codes.secrets.randbelow", noted)
    kiosk.ask_code()
    assert asked == [10_000]


def test_the_right_code_opens_a_session_with_the_residents_links(company: Company, kiosk: Kiosk) -> None:
    admitted = kiosk.log_in().admitted
    assert admitted.phone == DEMO_PHONE
    assert [(link.number, link.status) for link in admitted.links] == [("10117", "confirmed")]


def test_a_code_works_once(company: Company, kiosk: Kiosk) -> None:
    code_id = kiosk.ask_code().json()["code_id"]
    assert kiosk.confirm(code_id, company.postbox.code).status_code == 200
    assert refused(kiosk.confirm(code_id, company.postbox.code)) == (403, "code.expired")


def test_a_code_works_at_the_kiosk_that_asked_and_at_no_other(company: Company, kiosk: Kiosk) -> None:
    code_id = kiosk.ask_code().json()["code_id"]
    assert refused(company.enrol().confirm(code_id, company.postbox.code)) == (403, "code.expired")


def test_a_code_lives_three_minutes(company: Company, kiosk: Kiosk) -> None:
    code_id = kiosk.ask_code().json()["code_id"]
    company.clock.pass_(seconds=180)
    assert refused(kiosk.confirm(code_id, company.postbox.code)) == (403, "code.expired")


def test_a_code_still_works_a_second_before_its_end(company: Company, kiosk: Kiosk) -> None:
    code_id = kiosk.ask_code().json()["code_id"]
    company.clock.pass_(seconds=179)
    assert kiosk.confirm(code_id, company.postbox.code).status_code == 200


def test_each_wrong_guess_tells_how_many_are_left_and_the_fifth_kills_the_code(company: Company, kiosk: Kiosk) -> None:
    code_id = kiosk.ask_code().json()["code_id"]
    said = [refusal(guess_wrong(kiosk, code_id)) for _ in range(5)]
    assert [one.values["attempts"] for one in said] == [4, 3, 2, 1, 0]
    assert said[-1].code == "code.dead"
    assert refused(kiosk.confirm(code_id, company.postbox.code)) == (403, "code.expired")


def test_the_fourth_wrong_guess_leaves_the_right_code_good(company: Company, kiosk: Kiosk) -> None:
    code_id = kiosk.ask_code().json()["code_id"]
    for _ in range(4):
        guess_wrong(kiosk, code_id)
    assert kiosk.confirm(code_id, company.postbox.code).status_code == 200


@pytest.mark.parametrize("digits", ["427", "04270", "12a4", "", "١٢٣٤"])
def test_what_is_not_four_digits_is_malformed(kiosk: Kiosk, digits: str) -> None:
    assert refused(kiosk.confirm("any", digits)) == (422, "request.malformed")


def test_a_new_code_kills_the_one_before(company: Company, kiosk: Kiosk) -> None:
    first, code = kiosk.ask_code().json()["code_id"], company.postbox.code
    company.clock.pass_(seconds=60)
    kiosk.ask_code()
    assert refused(kiosk.confirm(first, code)) == (403, "code.expired")


def test_a_code_may_be_asked_again_after_a_minute_by_either_method(company: Company, kiosk: Kiosk) -> None:
    kiosk.ask_code()
    company.clock.pass_(seconds=15)
    too_soon = kiosk.ask_code(method="call")
    assert refused(too_soon) == (429, "code.resend")
    assert sentence(too_soon) == "Новый код можно запросить через 45 секунд."
    assert too_soon.headers["Retry-After"] == "45"
    company.clock.pass_(seconds=45)
    assert kiosk.ask_code(method="call").status_code == 200


def test_after_three_codes_in_a_row_there_is_a_pause_of_a_quarter_of_an_hour(company: Company, kiosk: Kiosk) -> None:
    for _ in range(3):
        assert kiosk.ask_code().status_code == 200
        company.clock.pass_(seconds=60)
    pause = kiosk.ask_code()
    assert refused(pause) == (429, "code.pause")
    assert "через 14 минут" in sentence(pause)
    company.clock.pass_(minutes=14, seconds=-1)
    assert refused(kiosk.ask_code()) == (429, "code.pause")
    company.clock.pass_(seconds=1)
    assert kiosk.ask_code().status_code == 200


def test_five_codes_a_day_to_a_phone_and_each_comes_back_a_day_after_its_use(company: Company, kiosk: Kiosk) -> None:
    for _ in range(5):
        assert kiosk.ask_code().status_code == 200
        company.clock.pass_(minutes=15)
    enough = kiosk.ask_code()
    assert refused(enough) == (429, "code.phone_limit")
    assert "через 23 часа" in sentence(enough)
    assert company.enrol().ask_code().status_code == 200, "a neighbour's kiosk has a budget of its own"
    assert kiosk.ask_code(OTHER_PHONE).status_code == 200, "so has another phone"
    company.clock.pass_(hours=22, minutes=44)
    assert refused(kiosk.ask_code()) == (429, "code.phone_limit")
    company.clock.pass_(minutes=1)
    assert kiosk.ask_code().status_code == 200
    company.clock.pass_(minutes=1)
    assert refused(kiosk.ask_code()) == (429, "code.phone_limit"), "one came back, not all five"


def test_twenty_wrong_codes_an_hour_stop_a_kiosk_over_all_phones(company: Company, kiosk: Kiosk) -> None:
    wrong = 0
    for phone in phones():
        code_id = kiosk.ask_code(phone).json()["code_id"]
        for _ in range(4):
            assert refused(guess_wrong(kiosk, code_id)) == (403, "code.wrong")
            wrong += 1
        if wrong == 20:
            break
    stopped = kiosk.confirm(code_id, company.postbox.code)
    assert refused(stopped) == (429, "code.kiosk_limit")
    assert "через 1 час" in sentence(stopped)
    company.clock.pass_(minutes=60)
    code_id = kiosk.ask_code(OTHER_PHONE).json()["code_id"]
    assert kiosk.confirm(code_id, company.postbox.code).status_code == 200


def test_known_and_unknown_phones_get_the_same_answer(kiosk: Kiosk) -> None:
    known, unknown = kiosk.ask_code(DEMO_PHONE), kiosk.ask_code(OTHER_PHONE)
    assert known.status_code == unknown.status_code == 200
    differ = {key for key in known.json() if known.json()[key] != unknown.json()[key]}
    assert differ == {"code_id"}


@pytest.mark.parametrize(
    "phone",
    ["+7928123456", "+792812345678", "+70000000000", "89281234567", "+19281234567", "+7928abc4567", "+7٩٢٨١٢٣٤٥٦٧"],
)
def test_a_malformed_phone_gets_no_code(company: Company, kiosk: Kiosk, phone: str) -> None:
    assert refusal(kiosk.ask_code(phone)).code in ("phone.malformed", "phone.short")
    assert company.postbox.sent == []


def test_without_both_consents_there_is_no_code(company: Company, kiosk: Kiosk) -> None:
    for one in consents_given(company.clock()):
        assert refused(kiosk.ask_code(consents=[one])) == (422, "consents.missing")
    assert company.postbox.sent == []


def test_a_consent_to_an_old_text_must_be_given_anew(company: Company, kiosk: Kiosk) -> None:
    old = [one | {"version": "1"} for one in consents_given(company.clock())]
    assert refused(kiosk.ask_code(consents=old)) == (409, "consents.stale")


def test_consents_are_kept_with_version_time_and_kiosk_and_never_overwritten(company: Company, kiosk: Kiosk) -> None:
    kiosk.log_in()
    first_at = company.clock()
    company.clock.pass_(minutes=30)
    kiosk.ask_code()
    with company.database.read() as db:
        kept = db.scalars(select(ConsentGiven).order_by(ConsentGiven.given_at)).all()
    assert [row.consent for row in kept] == [*ConsentKind, *ConsentKind]
    assert {row.device_id for row in kept} == {kiosk.device_id}
    assert [row.given_at for row in kept] == [first_at] * 2 + [company.clock()] * 2
    assert [row.confirmed_at for row in kept] == [first_at] * 2 + [None] * 2


def test_codes_are_not_kept_as_digits(company: Company, kiosk: Kiosk) -> None:
    kiosk.ask_code()
    with company.database.read() as db:
        code = db.scalars(select(Code)).one()
    office: Office = company.office
    assert company.postbox.code not in (code.digest, code.id)
    assert code.digest == office.digest(code.id, company.postbox.code)
    assert code.digest != office.digest("another", company.postbox.code)


def test_a_gateway_that_fails_is_told_in_words(company: Company, kiosk: Kiosk) -> None:
    company.postbox.broken = True
    answer = kiosk.ask_code()
    assert refused(answer) == (424, "code.not_sent")
    assert sentence(answer) == "Код отправить не получилось. Выберите другой способ или попробуйте через минуту."
