"""Photos: whole JPEGs of a bearable size under their own digest, stored once."""

import pytest
import requests

from sync import contract
from sync.server.tables import Blob
from tests.sync.company import Company, Kiosk
from tests.sync.server.answers import refused
from tests.sync.server.pictures import digest, jpeg


def put(kiosk: Kiosk, data: bytes, sha256: str | None = None) -> requests.Response:
    return kiosk.ask("PUT", contract.BLOB.format(sha256=sha256 or digest(data)), data=data)


def test_a_photo_may_be_put_again(company: Company, kiosk: Kiosk) -> None:
    data = jpeg()
    assert [put(kiosk, data).status_code for _ in range(2)] == [204, 204]
    with company.database.read() as db:
        kept = db.get(Blob, digest(data))
        assert kept is not None and kept.data == data


def test_a_photo_under_another_digest_is_refused(kiosk: Kiosk) -> None:
    assert refused(put(kiosk, jpeg(), "0" * 64)) == (400, "blob.digest")


@pytest.mark.parametrize("data", [jpeg(kind="PNG"), b"GIF89a", b"\xff\xd8\xff\xe0 not really", jpeg()[:-200], b""])
def test_what_is_not_a_whole_jpeg_is_refused(kiosk: Kiosk, data: bytes) -> None:
    assert refused(put(kiosk, data)) == (400, "blob.format")


def test_six_hundred_kilobytes_pass_and_much_more_does_not(kiosk: Kiosk) -> None:
    data = jpeg()
    full = data + b"\0" * (600 * 1024 - len(data))
    assert put(kiosk, full).status_code == 204
    assert refused(put(kiosk, data + b"\0" * (650 * 1024))) == (400, "blob.large")


def test_a_body_beyond_anything_the_contract_has_is_cut_off(kiosk: Kiosk) -> None:
    assert refused(put(kiosk, b"\0" * (3 * 1024 * 1024))) == (413, "request.large")


@pytest.mark.parametrize("name", ["A" * 64, "0" * 63, "..%2F..%2Fetc%2Fpasswd"])
def test_a_name_that_is_no_digest_is_malformed(kiosk: Kiosk, name: str) -> None:
    assert put(kiosk, jpeg(), name).status_code in (404, 422)
