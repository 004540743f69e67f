"""A resident's session: opened by a code, ended by leaving, by silence, or by the next resident."""

from sqlalchemy import select

from sync import contract
from sync.server.tables import ResidentSession
from tests.sync.company import OTHER_PHONE, Company, Kiosk, Visit
from tests.sync.server.answers import refused


def test_leaving_ends_the_session(visit: Visit) -> None:
    assert visit.ask("DELETE", contract.SESSION).status_code == 204
    assert refused(visit.ask("GET", contract.LINKS)) == (403, "session.ended")


def test_a_quarter_of_an_hour_of_silence_ends_the_session(company: Company, visit: Visit) -> None:
    company.clock.pass_(minutes=15)
    assert visit.ask("GET", contract.LINKS).status_code == 200
    company.clock.pass_(minutes=15, seconds=1)
    assert refused(visit.ask("GET", contract.LINKS)) == (403, "session.ended")


def test_a_sign_of_life_keeps_the_session(company: Company, visit: Visit) -> None:
    for _ in range(4):
        company.clock.pass_(minutes=10)
        assert visit.feed("account:10117").status_code == 200


def test_the_next_resident_at_a_kiosk_ends_the_session_before(kiosk: Kiosk, visit: Visit) -> None:
    kiosk.log_in(OTHER_PHONE)
    assert refused(visit.ask("GET", contract.LINKS)) == (403, "session.ended")


def test_no_session_and_a_made_up_one_are_refused_alike(kiosk: Kiosk) -> None:
    assert refused(kiosk.ask("GET", contract.LINKS)) == (403, "session.ended")
    assert refused(kiosk.ask("GET", contract.LINKS, "made-up")) == (403, "session.ended")


def test_the_token_is_kept_only_as_a_digest(company: Company, visit: Visit) -> None:
    with company.database.read() as db:
        kept = db.scalars(select(ResidentSession)).one()
    assert visit.admitted.token not in (kept.id, kept.token_hash)
    assert len(visit.admitted.token) >= 43, "256 bits"
