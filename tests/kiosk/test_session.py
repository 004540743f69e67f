"""A resident's session: its key, and forgetting it."""

from dataclasses import replace

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from kiosk.session import SessionClosed
from tests.kiosk.stores import resident


def test_what_a_session_signs_its_public_key_verifies() -> None:
    session = resident()
    signature = session.sign("Прорвало трубу".encode())
    Ed25519PublicKey.from_public_bytes(session.key.public).verify(signature, "Прорвало трубу".encode())


def test_after_leaving_nothing_can_be_signed_by_any_copy() -> None:
    session = resident()
    copy = replace(session, account_id="10118")
    session.close()
    assert copy.closed
    with pytest.raises(SessionClosed):
        copy.sign(b"")


def test_two_visits_have_two_keys() -> None:
    assert resident().key.public != resident().key.public


def test_the_representation_of_a_session_shows_nothing_personal() -> None:
    session = resident()
    assert not [secret for secret in (session.token, session.phone, "10117") if secret in repr(session)]
