"""Linking accounts: what is enough, what is not, and how often one may try."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
import requests
from sqlalchemy import event, select

from sync import contract
from sync.server import housekeeping
from sync.server.demo.people import NEIGHBOUR, PASSWORD
from sync.server.tables import AccountRow
from tests.sync.company import DEMO_PHONE, OTHER_PHONE, Company, Kiosk, Visit
from tests.sync.server.answers import refused, sentence

RIGHT = {"number": "10120", "address": "г. Волгодонск, ул. 100 стрелковой дивизии, 1", "apartment": "19"}
MISMATCH = "Данные не совпали. Проверьте их по квитанции или обратитесь в управляющую компанию."


def by_login(visit: Visit, login: str = "10119", password: str = PASSWORD) -> requests.Response:
    return visit.ask("POST", contract.LINKS_BY_LOGIN, json={"login": login, "password": password})


def by_address(visit: Visit, **changed: str) -> requests.Response:
    return visit.ask("POST", contract.LINKS_BY_ADDRESS, json=RIGHT | changed)


def links(visit: Visit) -> dict[str, Any]:
    return {link["number"]: link for link in visit.ask("GET", contract.LINKS).json()["links"]}


def test_login_and_password_link_at_once(visit: Visit) -> None:
    answer = by_login(visit)
    assert answer.json()["status"] == "confirmed"
    assert answer.json()["address"] == "г. Волгодонск, ул. 100 стрелковой дивизии, 1, кв 18"
    assert set(links(visit)) == {"10117", "10119"}


def test_a_password_is_kept_as_argon2id(company: Company) -> None:
    with company.database.read() as db:
        kept = db.scalars(select(AccountRow.password_hash).where(AccountRow.number == "10119")).one()
    assert kept is not None and kept.startswith("$argon2id$")


@pytest.mark.parametrize(
    ("login", "password"), [("10119", "teplo-2019"), ("10117", PASSWORD), ("99999", PASSWORD), ("10117", "x")]
)
def test_wrong_logins_and_passwords_are_refused_in_the_same_words(visit: Visit, login: str, password: str) -> None:
    answer = by_login(visit, login, password)
    assert refused(answer) == (403, "link.mismatch")
    assert sentence(answer) == MISMATCH


def test_by_address_the_companys_own_phone_links_at_once(kiosk: Kiosk) -> None:
    assert by_address(kiosk.log_in(NEIGHBOUR)).json()["status"] == "confirmed"


def test_by_address_any_other_phone_waits_for_the_company(company: Company, visit: Visit) -> None:
    link = by_address(visit).json()
    assert link["status"] == "pending"
    assert refused(visit.feed("account:10120")) == (403, "feed.scope")
    assert link["id"] in company.cli("links")
    company.cli("confirm-link", link["id"])
    assert links(visit)["10120"]["status"] == "confirmed"
    assert visit.feed("account:10120").status_code == 200


def test_a_declined_claim_tells_the_reason_and_stays_declined(company: Company, visit: Visit) -> None:
    link = by_address(visit).json()
    company.cli("decline-link", link["id"], "--reason", "Принесите документ на квартиру")
    assert links(visit)["10120"]["reason"] == "Принесите документ на квартиру"
    assert by_address(visit).json()["status"] == "declined"
    assert refused(visit.feed("account:10120")) == (403, "feed.scope")


@pytest.mark.parametrize(
    "changed",
    [
        {"address": "Волгодонск 100 Стрелковой дивизии д. 1"},
        {"address": "город Волгодонск, улица 100 стрелковой  дивизии, дом 1"},
        {"address": "ВОЛГОДОНСК,УЛ.100 СТРЕЛКОВОЙ ДИВИЗИИ,д1"},
        {"apartment": " кв. 19 "},
        {"number": " № 10120"},
        {"company": ""},
        {"company": "теплодом"},
        {"company": 'ООО "ТеплоДом"'},
        {"company": "УК Теплодом"},
    ],
)
def test_an_address_is_understood_however_it_is_written(visit: Visit, changed: dict[str, str]) -> None:
    assert by_address(visit, **changed).json()["number"] == "10120"


@pytest.mark.parametrize(
    "changed",
    [
        {"number": "10119"},
        {"number": "99999"},
        {"address": "г. Волгодонск, ул. 100 стрелковой дивизии, 11"},
        {"address": "г. Волгодонск, ул. 100 стрелковой дивизии, 1а"},
        {"address": "г. Волгодонск, ул. стрелковой дивизии, 1"},
        {"address": "ул. 100 стрелковой дивизии, 1"},
        {"apartment": "18"},
        {"apartment": "19а"},
        {"company": "Волгодом"},
        {"company": "ООО"},
    ],
)
def test_whatever_does_not_match_is_refused_in_the_same_words(visit: Visit, changed: dict[str, str]) -> None:
    answer = by_address(visit, **changed)
    assert refused(answer) == (403, "link.mismatch")
    assert sentence(answer) == MISMATCH


@pytest.mark.parametrize("empty", ["number", "address", "apartment"])
def test_an_empty_field_is_named(visit: Visit, empty: str) -> None:
    assert refused(by_address(visit, **{empty: "  "})) == (422, "link.empty")


def test_an_unknown_field_is_malformed(visit: Visit) -> None:
    assert refused(by_address(visit, apartement="19")) == (422, "request.malformed")


def test_an_account_is_linked_once_however_often_it_is_claimed(visit: Visit) -> None:
    first, second = by_address(visit).json(), by_address(visit).json()
    assert first == second
    assert len(links(visit)) == 2


def test_a_phone_has_five_wrong_tries_a_day(company: Company, kiosk: Kiosk) -> None:
    for number in range(5):
        at = company.enrol() if number else kiosk
        assert refused(by_address(at.log_in(OTHER_PHONE), number=f"2000{number}")) == (403, "link.mismatch")
        company.clock.pass_(hours=1)
    visit = kiosk.log_in(OTHER_PHONE)
    stopped = by_address(visit)
    assert refused(stopped) == (429, "link.limit")
    assert "через 19 часов" in sentence(stopped)
    company.clock.pass_(hours=19)
    assert by_address(kiosk.log_in(OTHER_PHONE)).json()["status"] == "pending"


def test_an_account_has_five_wrong_tries_an_hour_whoever_tries(company: Company) -> None:
    for number in range(5):
        visit = company.enrol().log_in(f"+792855500{number:02}")
        assert refused(by_login(visit, password="guess")) == (403, "link.mismatch")
    visit = company.enrol().log_in(DEMO_PHONE)
    stopped = by_login(visit)
    assert refused(stopped) == (429, "link.limit")
    assert "через 1 час" in sentence(stopped)
    assert by_address(visit).status_code == 200, "another account is free"


def test_a_kiosk_has_five_wrong_tries_an_hour_over_all_phones_and_accounts(company: Company, kiosk: Kiosk) -> None:
    for number in range(5):
        visit = kiosk.log_in(f"+792855500{number:02}")
        assert refused(by_address(visit, number=f"2000{number}")) == (403, "link.mismatch")
    assert refused(by_address(kiosk.log_in(DEMO_PHONE))) == (429, "link.limit")
    company.clock.pass_(hours=1)
    assert by_address(kiosk.log_in(OTHER_PHONE)).status_code == 200


def test_right_claims_cost_no_tries(visit: Visit) -> None:
    for _ in range(6):
        assert by_address(visit).status_code == 200


def test_sixteen_wrong_claims_at_once_get_five_tries(company: Company, kiosk: Kiosk) -> None:
    visit = kiosk.log_in(OTHER_PHONE)
    others = [Visit(Kiosk(company, kiosk.device_id, kiosk.key), visit.admitted, visit.key) for _ in range(16)]
    with ThreadPoolExecutor(16) as pool:
        said = list(pool.map(lambda number: refused(by_address(others[number], number=f"2000{number}")), range(16)))
    assert Counter(said) == {(403, "link.mismatch"): 5, (429, "link.limit"): 11}


def test_a_stopped_claim_tells_when_to_come_back(company: Company, visit: Visit) -> None:
    for number in range(5):
        by_address(visit, number=f"2000{number}")
    stopped = by_address(visit)
    assert stopped.headers["Retry-After"] == str(24 * 3600)
    assert sentence(stopped) == "Данные не совпали несколько раз подряд. Попробуйте снова через 24 часа."


def test_right_data_are_not_believed_once_too_much_was_guessed(visit: Visit) -> None:
    for number in range(5):
        by_address(visit, number=f"2000{number}")
    assert refused(by_login(visit)) == (429, "link.limit")
    assert set(links(visit)) == {"10117"}


def test_an_account_that_is_not_there_costs_the_same_work_as_one_that_is(company: Company, visit: Visit) -> None:
    asked: list[str] = []
    event.listen(
        company.database.engine, "before_cursor_execute", lambda c, cursor, statement, *rest: asked.append(statement)
    )
    links(visit)  # a session notes its first use
    work = []
    for number in ("10120", "99999"):
        asked.clear()
        assert refused(by_address(visit, number=number, apartment="1")) == (403, "link.mismatch")
        work.append(list(asked))
    assert work[0] == work[1]
    assert len(work[0]) > 5


def test_however_long_a_claim_is_it_is_only_wrong(visit: Visit) -> None:
    assert refused(by_login(visit, login="1" * 100_000)) == (403, "link.mismatch")


def test_a_link_that_nobody_used_for_a_year_lapses_and_may_be_claimed_again(company: Company, kiosk: Kiosk) -> None:
    by_address(kiosk.log_in(NEIGHBOUR))
    company.clock.pass_(days=365)
    visit = kiosk.log_in(NEIGHBOUR)
    lapsed = links(visit)["10120"]
    assert lapsed["status"] == "declined"
    assert lapsed["reason"] == "Привязкой давно не пользовались, и она снята. Привяжите лицевой счёт ещё раз."
    assert refused(visit.feed("account:10120")) == (403, "feed.scope")
    assert by_address(visit).json()["status"] == "confirmed", "the phone is still the company's own"


def test_a_lapsed_link_of_another_phone_waits_for_the_company_again(company: Company, kiosk: Kiosk) -> None:
    link = by_address(kiosk.log_in(OTHER_PHONE)).json()
    company.cli("confirm-link", link["id"])
    company.clock.pass_(days=366)
    visit = kiosk.log_in(OTHER_PHONE)
    assert links(visit)["10120"]["status"] == "declined"
    again = by_address(visit).json()
    assert (again["status"], again["reason"]) == ("pending", "")


def test_a_link_that_is_used_does_not_lapse(company: Company, kiosk: Kiosk) -> None:
    by_address(kiosk.log_in(NEIGHBOUR))
    for _ in range(3):
        company.clock.pass_(days=300)
        visit = kiosk.log_in(NEIGHBOUR)
        assert visit.feed("account:10120").status_code == 200
    assert links(visit)["10120"]["status"] == "confirmed"


def test_a_link_lapses_also_for_who_never_comes(company: Company, kiosk: Kiosk) -> None:
    by_address(kiosk.log_in(NEIGHBOUR))
    company.clock.pass_(days=364)
    housekeeping.tidy(company.office)
    assert "confirmed" in company.cli("links", "--all").splitlines()[-1]
    company.clock.pass_(days=1)
    housekeeping.tidy(company.office)
    assert "declined" in company.cli("links", "--all").splitlines()[-1]
