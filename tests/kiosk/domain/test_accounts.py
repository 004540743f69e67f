"""Claims to an account, and what of its owner a public screen may show."""

import pytest

from kiosk.domain.accounts import LinkByAddress, LinkByLogin, check_claim, masked_owner
from kiosk.domain.errors import Refused


@pytest.mark.parametrize(
    ("claim", "field"),
    [
        (LinkByLogin(login=" ", password="x"), "логин"),
        (LinkByLogin(login="10117", password=""), "пароль"),
        (LinkByAddress(number="", address="а", apartment="1"), "номер лицевого счёта"),
        (LinkByAddress(number="1", address=" ", apartment="1"), "город, улицу и дом"),
        (LinkByAddress(number="1", address="а", apartment=""), "квартиру"),
    ],
)
def test_a_claim_names_its_first_empty_field(claim: LinkByLogin | LinkByAddress, field: str) -> None:
    with pytest.raises(Refused) as refused:
        check_claim(claim)
    assert refused.value.text == f"Укажите {field}."


def test_a_full_claim_needs_no_company_name() -> None:
    check_claim(LinkByAddress(number="10117", address="г. Волгодонск, ул. Пятакова, 17", apartment="4"))


def test_an_owner_is_shown_by_initials_the_family_name_last() -> None:
    assert masked_owner("Мартынович Александр Владимирович") == "А. В. М."
    assert masked_owner("Мартынович") == "М."
    assert masked_owner("") == ""
