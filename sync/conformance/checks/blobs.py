"""Photos: by their digest, once, and only for those whose appeal they are in."""

import hashlib
import secrets
from dataclasses import replace

from sync import contract
from sync.conformance.kiosk import taken
from sync.conformance.pictures import picture
from sync.conformance.run import Run
from sync.conformance.strictness import done, expect, refused
from sync.conformance.verdicts import check
from sync.conformance.wire import Exchange


@check("blob.put", "blobs")
def put(run: Run) -> None:
    """A photo is stored under its SHA-256; a second time is harmless."""
    data = picture()
    done(_put(run, data))
    done(_put(run, data))


@check("blob.digest", "blobs")
def digest(run: Run) -> None:
    """Bytes that are not those of the digest in the path are refused."""
    refused(_put(run, picture(), hashlib.sha256(b"other").hexdigest()), 400, "blob.digest")


@check("blob.format", "blobs")
def form(run: Run) -> None:
    """What is no JPEG is refused."""
    refused(_put(run, b"\x89PNG\r\n\x1a\n" + secrets.token_bytes(64)), 400, "blob.format")


@check("blob.name", "blobs")
def name(run: Run) -> None:
    """A path that is no digest is refused."""
    for odd in ("A" * 64, "a" * 63, "a" * 65):
        refused(_put(run, picture(), odd), 422)


@check("blob.large", "limits")
def large(run: Run) -> None:
    """A photo above 616 KiB is refused, or one of more than 2048 pixels a side; a request above 1 MiB gets 413."""
    over = picture() + bytes(620 * 1024)
    refused(_put(run, over), 400, "blob.large")
    for side in (2049, 60_000):
        refused(_put(run, picture(side)), 400, "blob.large")
    refused(_put(run, over + bytes(512 * 1024)), 413, "request.large")


@check("blob.hidden", "blobs")
def hidden(run: Run) -> None:
    """A photo that is in no appeal is shown to nobody, as one that was never stored."""
    data = picture()
    done(_put(run, data))
    stored = refused(_get(run, hashlib.sha256(data).hexdigest()), 404, "blob.absent")
    never = refused(_get(run, secrets.token_hex(32)), 404, "blob.absent")
    expect(stored == never, "the answers differ")


@check("blob.shown", "blobs")
def shown(run: Run) -> None:
    """A photo of an appeal comes back to its resident, byte for byte, and to no device without one."""
    data = picture()
    sha256 = hashlib.sha256(data).hexdigest()
    made = run.visit.made(replace(run.appeal(), photos=(sha256,)), blobs=(sha256,))
    refused(run.visit.deliver(made), 409, "blob.missing")
    done(_put(run, data))
    taken(run.visit.deliver(made), made)
    answer = _get(run, sha256)
    expect(answer.status == 200, f"answered {answer.status}, not 200", answer)
    expect(answer.heard.get("Content-Type") == "image/jpeg", "not an image/jpeg", answer)
    expect(answer.said == data, "other bytes than were stored", answer)
    refused(run.device.ask("GET", contract.BLOB, path={"sha256": sha256}), 403, "session.ended")


@check("blob.missing", "operations")
def missing(run: Run) -> None:
    """An operation whose photos have not come is refused with 409 and not stored: with the photos it may come again."""
    sha256 = secrets.token_hex(32)
    made = run.visit.made(replace(run.appeal(), photos=(sha256,)), blobs=(sha256,))
    for _ in range(2):
        refused(run.visit.deliver(made), 409, "blob.missing")


def _put(run: Run, data: bytes, sha256: str | None = None) -> Exchange:
    path = {"sha256": sha256 or hashlib.sha256(data).hexdigest()}
    return run.device.ask("PUT", contract.BLOB, path=path, body=data, headers={"Content-Type": "image/jpeg"})


def _get(run: Run, sha256: str) -> Exchange:
    return run.visit.ask("GET", contract.BLOB, path={"sha256": sha256})
