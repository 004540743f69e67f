"""Photos: whole JPEGs of a bearable size under their own digest, stored once."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import requests
from sqlalchemy import select
from uuid_utils import uuid7

from sync import contract
from sync.server import housekeeping
from sync.server.settings import PhotoSettings, Settings
from sync.server.tables import Blob
from tests.databases import Databases
from tests.sync.company import OTHER_PHONE, Company, Kiosk, Site, Visit
from tests.sync.server.answers import outcome, refused, sentence
from tests.sync.server.pictures import digest, jpeg


def resized(photo: bytes, side: int) -> bytes:
    """The same bytes, but for the height and width that its frame's header claims."""
    at = photo.index(b"\xff\xc0") + 5
    return photo[:at] + side.to_bytes(2, "big") * 2 + photo[at + 4 :]


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


def picture() -> bytes:
    """A photo like no other, of some 1,000 bytes."""
    return jpeg()


@pytest.fixture
def small(site: Site, databases: Databases, tmp_path: Path) -> Iterator[Company]:
    """A company that keeps no more than two such photos that nobody refers to, and three a day."""
    size = len(picture())
    limits = PhotoSettings(bytes_a_day=int(size * 3.5), bytes_waiting=int(size * 2.5))
    company = Company(site, databases, tmp_path, Settings(photos=limits))
    yield company
    company.close()


def file(visit: Visit, *photos: bytes) -> str:
    """An appeal with photos."""
    blobs = tuple(digest(photo) for photo in photos)
    operation = visit.operation(op_id=str(uuid7()), payload={"photos": list(blobs)}, blobs=blobs)
    assert outcome(visit.deliver(operation)).outcome == "applied"
    return operation.op_id


def test_a_kiosk_keeps_few_photos_waiting_and_a_known_one_costs_nothing(small: Company) -> None:
    kiosk = small.enrol()
    first = picture()
    assert [put(kiosk, photo).status_code for photo in (first, picture())] == [204, 204]
    stopped = put(kiosk, picture())
    assert refused(stopped) == (429, "blob.limit")
    assert stopped.headers["Retry-After"] == "3600"
    assert put(kiosk, first).status_code == 204, "sent again, as after a lost answer"
    assert put(small.enrol(), picture()).status_code == 204, "another kiosk has its own"


def test_a_photo_in_an_appeal_waits_no_more_but_counts_for_the_day(small: Company) -> None:
    kiosk = small.enrol()
    visit, photos = kiosk.log_in(), [picture() for _ in range(4)]
    for photo in photos[:2]:
        put(kiosk, photo)
    file(visit, *photos[:2])
    small.clock.pass_(hours=4)
    assert put(kiosk, photos[2]).status_code == 204
    stopped = put(kiosk, photos[3])
    assert refused(stopped) == (429, "blob.limit")
    assert "через 20 часов" in sentence(stopped)
    small.clock.pass_(hours=20)
    assert put(kiosk, photos[3]).status_code == 204


def test_many_photos_at_once_are_counted_one_by_one(small: Company) -> None:
    kiosk = small.enrol()
    others = [Kiosk(small, kiosk.device_id, kiosk.key) for _ in range(8)]
    with ThreadPoolExecutor(8) as pool:
        said = list(pool.map(lambda at: put(at, picture()).status_code, others))
    assert sorted(said) == [204, 204] + [429] * 6


def test_a_photo_that_nothing_refers_to_is_removed_when_its_operation_would_be_refused(
    company: Company, kiosk: Kiosk
) -> None:
    visit, kept, idle = kiosk.log_in(), picture(), picture()
    for photo in (kept, idle):
        put(kiosk, photo)
    file(visit, kept)
    housekeeping.tidy(company.office)
    company.clock.pass_(days=31, hours=23)
    housekeeping.tidy(company.office)
    assert here(company) == {digest(kept), digest(idle)}
    company.clock.pass_(hours=1)
    housekeeping.tidy(company.office)
    assert here(company) == {digest(kept)}
    assert put(kiosk, idle).status_code == 204, "and it may come again"


def test_a_photo_that_comes_again_begins_its_time_anew(company: Company, kiosk: Kiosk) -> None:
    photo = picture()
    put(kiosk, photo)
    housekeeping.tidy(company.office)
    company.clock.pass_(days=31)
    put(kiosk, photo)
    company.clock.pass_(days=2)
    housekeeping.tidy(company.office)
    assert here(company) == {digest(photo)}


def test_a_photo_known_already_is_answered_like_a_new_one(company: Company, kiosk: Kiosk) -> None:
    photo, elsewhere = picture(), company.enrol()
    first, second = put(kiosk, photo), put(elsewhere, photo)
    assert (first.status_code, first.content) == (second.status_code, second.content)
    visit = elsewhere.log_in(OTHER_PHONE)
    where = contract.BLOB.format(sha256=digest(photo))
    assert refused(visit.ask("GET", where)) == refused(visit.ask("GET", contract.BLOB.format(sha256="0" * 64)))


def test_a_revoked_kiosk_stores_nothing(company: Company, kiosk: Kiosk) -> None:
    company.cli("revoke", kiosk.device_id)
    assert refused(put(kiosk, picture())) == (401, "device.revoked")
    assert here(company) == set()


def test_a_photo_of_more_than_2048_pixels_is_refused_before_it_is_unpacked(kiosk: Kiosk) -> None:
    assert put(kiosk, jpeg(2048, height=8)).status_code == 204
    assert refused(put(kiosk, jpeg(8, height=2049))) == (400, "blob.large")
    assert refused(put(kiosk, resized(jpeg(8), 60_000))) == (400, "blob.large")


def here(company: Company) -> set[str]:
    with company.database.read() as db:
        return set(db.scalars(select(Blob.sha256)))
