"""What stands before every door of the API: whose request it is, and who is at the kiosk."""

from typing import Annotated

from fastapi import Depends, Header, Request
from starlette.concurrency import run_in_threadpool

from sync import contract, signing
from sync.server import devices, sessions
from sync.server.denied import Denied
from sync.server.devices import KnownDevice
from sync.server.office import Office
from sync.server.sessions import Resident


def office(request: Request) -> Office:
    """The server's own things."""
    found: Office = request.app.state.office
    return found


AtOffice = Annotated[Office, Depends(office)]
KioskVersion = Annotated[str | None, Header(alias=contract.VERSION_HEADER, max_length=20)]


def understood(request: Request, version: KioskVersion = None) -> None:
    """Denied (426) unless the kiosk keeps this major version of the contract: nothing else it says can be read."""
    ours, theirs = contract.major_minor(request.app.state.contract), contract.major_minor(version or "")
    if theirs is None or ours is None:
        raise Denied(426, "contract.unknown", "Киоск не назвал версию договора. Позвоните диспетчеру.")
    values = {"kiosk": version or "", "company": request.app.state.contract}
    if theirs[0] < ours[0]:
        sentence = "Киоск обновляется и пока не может связаться с компанией. При аварии звоните диспетчеру."
        raise Denied(426, "contract.kiosk_old", sentence, values)
    if theirs[0] > ours[0]:
        sentence = "Управляющая компания обновляет свою систему. Попробуйте позже; при аварии звоните диспетчеру."
        raise Denied(426, "contract.company_old", sentence, values)


async def device(request: Request, office: AtOffice) -> KnownDevice:
    """The kiosk that signed the request."""
    received = signing.Received(
        method=request.method, url=_url(request), headers=request.headers, body=await request.body()
    )
    return await run_in_threadpool(devices.identify, office, received)


ByDevice = Annotated[KnownDevice, Depends(device)]
SessionToken = Annotated[str | None, Header(alias=contract.SESSION_HEADER)]


def resident(office: AtOffice, device: ByDevice, token: SessionToken = None) -> Resident:
    """Who is at the kiosk."""
    return sessions.resident(office, token, device.id)


AtKiosk = Annotated[Resident, Depends(resident)]


def _url(request: Request) -> str:
    """The request's address as it was sent: path and query still encoded, as they were signed."""
    path = request.scope["raw_path"].decode("ascii")
    query = request.scope["query_string"].decode("ascii")
    return f"http://{request.url.netloc or 'server'}{path}" + (f"?{query}" if query else "")
