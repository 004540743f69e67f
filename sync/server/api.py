"""The doors of the contract, each a few lines: who asks, what for, and the rule that answers."""

from typing import Annotated

from fastapi import APIRouter, Depends, Header, Path, Query, Request, Response
from pydantic import ConfigDict
from pydantic.dataclasses import dataclass as wire_dataclass
from sqlalchemy.orm import Session
from starlette.concurrency import run_in_threadpool

from kiosk.domain.accounts import Link, LinkByAddress, LinkByLogin
from kiosk.domain.login import CodeSent
from sync import contract
from sync.server import blobs, codes, devices, enrolment, links, locks, operations, sessions
from sync.server.denied import Denied
from sync.server.doors import AtKiosk, AtOffice, ByDevice, KioskVersion, SessionToken, understood
from sync.server.feed import Follower, follow

router = APIRouter()
doors = APIRouter(dependencies=[Depends(understood)])
_STRICT = ConfigDict(extra="forbid")
Sha256 = Annotated[str, Path(pattern="^[0-9a-f]{64}$")]


@wire_dataclass(config=_STRICT, frozen=True, kw_only=True)
class ClaimByLogin(LinkByLogin):
    """A claim by login and password, and nothing more than the domain has."""


@wire_dataclass(config=_STRICT, frozen=True, kw_only=True)
class ClaimByAddress(LinkByAddress):
    """A claim by number, address and apartment, and nothing more than the domain has."""


@router.get(contract.HEALTH)
def health() -> contract.Health:
    """Whether the server is there, and which contract it keeps; the one door that needs no signature."""
    return contract.Health(contract=contract.VERSION)


@doors.post(contract.DEVICES, status_code=201)
def enrol(asked: Request, request: contract.Enrolment, office: AtOffice) -> contract.Enrolled:
    """Exchange a one-time token for a device id."""
    return enrolment.enrol(office, request, asked.client.host if asked.client else "")


@doors.post(contract.CODES)
def send_code(request: contract.CodeRequest, office: AtOffice, device: ByDevice) -> CodeSent:
    """Have a code sent."""
    return codes.send(office, device, request)


@doors.post(contract.CONFIRM)
def confirm_code(
    code_id: str, confirmation: contract.Confirmation, office: AtOffice, device: ByDevice
) -> contract.Admitted:
    """Exchange four digits for a session."""
    key, now = devices.public_key(confirmation.session_key), office.clock()

    def admit(db: Session) -> contract.Admitted | Denied:
        code = codes.check(db, office, device, code_id, confirmation, now)
        if isinstance(code, Denied):
            return code
        phone = code.phone
        locks.take(db, locks.resident(phone))
        links.lapse(db, phone, now, office.settings.links.unused)
        session, token = sessions.admit(db, code, key, now)
        return contract.Admitted(
            session_id=session.id,
            token=token,
            certificate=office.admissions.certify(session, office.settings.session_longest),
            phone=phone,
            links=links.of(db, phone),
        )

    admitted = office.database.settle(admit, locks.kiosk(device.id))
    if isinstance(admitted, Denied):
        raise admitted
    return admitted


@doors.delete(contract.SESSION, status_code=204)
def leave(office: AtOffice, resident: AtKiosk) -> None:
    """End the session."""
    with office.database.write(locks.NOTES) as db:
        sessions.end(db, resident.session_id, office.clock())


@doors.get(contract.LINKS)
def show_links(office: AtOffice, resident: AtKiosk) -> contract.Links:
    """The resident's accounts as they stand."""
    with office.database.read() as db:
        return contract.Links(links=links.of(db, resident.phone))


@doors.post(contract.LINKS_BY_LOGIN)
def link_by_login(claim: ClaimByLogin, office: AtOffice, device: ByDevice, resident: AtKiosk) -> Link:
    """Attach an account by what the company gave the owner."""
    return links.link(office, device, resident, claim)


@doors.post(contract.LINKS_BY_ADDRESS)
def link_by_address(claim: ClaimByAddress, office: AtOffice, device: ByDevice, resident: AtKiosk) -> Link:
    """Attach an account by where the flat is."""
    return links.link(office, device, resident, claim)


@doors.get(contract.FEED)
async def feed(
    request: Request,
    office: AtOffice,
    device: ByDevice,
    scope: Annotated[str, Query(pattern="^(building|account):.+$", max_length=100)],
    after: Annotated[int, Query(ge=0, le=2**53)] = 0,
    limit: Annotated[int, Query(ge=0, le=contract.FEED_LIMIT)] = contract.FEED_LIMIT,
    wait: Annotated[int, Query(ge=0, le=contract.LONG_POLL)] = 0,
    anew: bool = False,
    token: SessionToken = None,
    version: KioskVersion = None,
    heartbeat: Annotated[str | None, Header(alias=contract.HEARTBEAT_HEADER, max_length=2000)] = None,
) -> contract.FeedPage:
    """What changed in a scope after a revision; with `wait`, not before something did or the seconds are over.

    `anew`: the pull began at 0 and goes on, page by page.
    """
    if heartbeat is not None:
        await run_in_threadpool(devices.hear, office, device, version or "", heartbeat)
    follower = Follower(office=office, device=device, token=token, scope=scope, after=after, limit=limit, anew=anew)
    return await follow(follower, wait, request.is_disconnected)


@doors.put(contract.BLOB, status_code=204)
async def put_blob(sha256: Sha256, request: Request, office: AtOffice, device: ByDevice) -> None:
    """Store a photo, once."""
    await run_in_threadpool(blobs.take, office, device, sha256, await request.body())


@doors.get(contract.BLOB, response_class=Response)
def get_blob(sha256: Sha256, office: AtOffice, resident: AtKiosk) -> Response:
    """A photo of one of the resident's own appeals."""
    with office.database.read() as db:
        return Response(blobs.shown(db, sha256, resident.phone), media_type="image/jpeg")


@doors.post(contract.OPS, response_model=contract.Outcome)
async def operate(
    request: Request,
    office: AtOffice,
    device: ByDevice,
    key: Annotated[str | None, Header(alias=contract.KEY_HEADER)] = None,
    signature: Annotated[str | None, Header(alias=contract.OPERATION_SIGNATURE_HEADER)] = None,
    certificate: Annotated[str | None, Header(alias=contract.CERTIFICATE_HEADER, max_length=2000)] = None,
) -> Response:
    """Settle an operation; a repeat hears the first answer, byte for byte."""
    delivered = operations.Delivered(await request.body(), key, signature, certificate)
    answer = await run_in_threadpool(operations.settle, office, device, delivered)
    return Response(answer, media_type="application/json")


router.include_router(doors)
