"""The answer to a right code, lost on the way: the same code, digits and key get the session again, nobody else."""

from collections.abc import Callable

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from uuid_utils import uuid7

from sync import contract
from tests.sync.company import OTHER_PHONE, Company, Kiosk, Visit
from tests.sync.server.answers import refusal, refused


def heard_nothing(kiosk: Kiosk, key: Ed25519PrivateKey) -> tuple[str, contract.Admitted]:
    """A right code whose answer is lost on the way: the code's id, and what the kiosk would have heard."""
    code_id = kiosk.ask_code().json()["code_id"]
    answer = kiosk.confirm(code_id, kiosk.company.postbox.code, key)
    return code_id, contract.Admitted.model_validate_json(answer.content)


def test_a_lost_answer_costs_no_code_the_same_key_gets_the_same_session(company: Company, kiosk: Kiosk) -> None:
    key = Ed25519PrivateKey.generate()
    code_id, lost = heard_nothing(kiosk, key)
    again = contract.Admitted.model_validate_json(kiosk.confirm(code_id, company.postbox.code, key).content)
    assert (again.session_id, again.phone, again.links) == (lost.session_id, lost.phone, lost.links)
    assert refused(kiosk.ask("GET", contract.LINKS, lost.token)) == (403, "session.ended")
    assert kiosk.ask("GET", contract.LINKS, again.token).status_code == 200


def test_another_key_gets_no_session_of_a_used_code(company: Company, kiosk: Kiosk) -> None:
    code_id, lost = heard_nothing(kiosk, Ed25519PrivateKey.generate())
    stranger = Ed25519PrivateKey.generate()
    assert refused(kiosk.confirm(code_id, company.postbox.code, stranger)) == (403, "code.expired")
    assert kiosk.ask("GET", contract.LINKS, lost.token).status_code == 200


USES: tuple[Callable[[Visit], object], ...] = (
    lambda visit: visit.ask("GET", contract.LINKS),
    lambda visit: visit.feed("account:10117"),
    lambda visit: visit.deliver(visit.operation(op_id=str(uuid7()))),
    lambda visit: visit.ask("DELETE", contract.SESSION),
    lambda visit: visit.kiosk.log_in(OTHER_PHONE),
)


def test_once_anything_was_asked_or_said_in_the_session_its_code_is_used_up(company: Company, kiosk: Kiosk) -> None:
    key = Ed25519PrivateKey.generate()
    for use in USES:
        code_id, admitted = heard_nothing(kiosk, key)
        right = company.postbox.code
        use(Visit(kiosk, admitted, key))
        assert refused(kiosk.confirm(code_id, right, key)) == (403, "code.expired")
        company.clock.pass_(minutes=15)


def test_guesses_at_a_code_whose_answer_was_lost_are_counted_as_ever(company: Company, kiosk: Kiosk) -> None:
    key = Ed25519PrivateKey.generate()
    code_id, _ = heard_nothing(kiosk, key)
    right = company.postbox.code
    wrong = "0000" if right != "0000" else "1111"
    said = [refusal(kiosk.confirm(code_id, wrong, key)) for _ in range(5)]
    assert [(one.code, one.values["attempts"]) for one in said] == [
        *(("code.wrong", left) for left in (4, 3, 2, 1)),
        ("code.dead", 0),
    ]
    assert refused(kiosk.confirm(code_id, right, key)) == (403, "code.expired")


def test_a_lost_answer_is_given_again_while_the_code_lives_and_no_newer_one_was_sent(
    company: Company, kiosk: Kiosk
) -> None:
    key = Ed25519PrivateKey.generate()
    code_id, _ = heard_nothing(kiosk, key)
    right = company.postbox.code
    company.clock.pass_(seconds=179)
    assert kiosk.confirm(code_id, right, key).status_code == 200
    company.clock.pass_(seconds=1)
    assert refused(kiosk.confirm(code_id, right, key)) == (403, "code.expired")
    code_id, _ = heard_nothing(kiosk, key)
    right = company.postbox.code
    company.clock.pass_(seconds=60)
    kiosk.ask_code()
    assert refused(kiosk.confirm(code_id, right, key)) == (403, "code.expired")
