"""What the company forgets in time, and what it must not forget."""

from datetime import timedelta

from sqlalchemy import func, select

from sync.server import housekeeping, quotas
from sync.server.settings import LinkSettings, Quota, Settings, longest_period
from sync.server.tables import Base, Code, ConsentGiven, Nonce, QuotaUse
from tests.sync.company import Company, Kiosk
from tests.sync.server.answers import refused


def kept(company: Company, table: type[Base]) -> int:
    with company.database.read() as db:
        return db.scalars(select(func.count()).select_from(table)).one()


def test_nonces_are_forgotten_when_their_time_alone_refuses_them(company: Company, kiosk: Kiosk) -> None:
    once = kiosk.feed("building:1").request
    company.clock.pass_(seconds=599)
    housekeeping.tidy(company.office)
    assert kept(company, Nonce) == 1
    company.clock.pass_(seconds=2)
    housekeeping.tidy(company.office)
    assert kept(company, Nonce) == 0
    assert refused(kiosk.send(once)) == (401, "signature.skew")


def test_uses_of_quotas_are_forgotten_when_they_count_no_more(company: Company, kiosk: Kiosk) -> None:
    kiosk.ask_code()
    company.clock.pass_(hours=24)
    housekeeping.tidy(company.office)
    assert kept(company, QuotaUse) == 2
    company.clock.pass_(seconds=1)
    housekeeping.tidy(company.office)
    assert kept(company, QuotaUse) == 0


def test_codes_go_with_their_telephones_when_they_tell_no_run_any_more(company: Company, kiosk: Kiosk) -> None:
    kiosk.log_in()
    company.clock.pass_(minutes=45, seconds=-1)
    housekeeping.tidy(company.office)
    assert kept(company, Code) == 1
    company.clock.pass_(seconds=1)
    housekeeping.tidy(company.office)
    assert kept(company, Code) == 0
    assert kept(company, ConsentGiven) == 2, "what was agreed to stays"


def test_a_run_of_codes_ends_in_a_pause_however_often_the_house_is_kept(company: Company, kiosk: Kiosk) -> None:
    for _ in range(3):
        housekeeping.tidy(company.office)
        assert kiosk.ask_code().status_code == 200
        company.clock.pass_(minutes=14)
    housekeeping.tidy(company.office)
    assert refused(kiosk.ask_code()) == (429, "code.pause")


def test_no_use_is_forgotten_before_the_longest_quota_of_the_settings(company: Company) -> None:
    week = Quota(count=1, period=timedelta(days=7))
    assert longest_period(Settings(links=LinkSettings(wrong_per_account=week))) == week.period
    with company.database.write() as db:
        quotas.use(db, "a key", company.clock())
        quotas.forget(db, company.clock() + timedelta(days=7), week.period)
        assert quotas.wait(db, "a key", week, company.clock() + timedelta(days=6)) == timedelta(days=1)
