"""The version both ends keep, and how a kiosk is let in."""

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from sync import contract
from sync.conformance.kiosk import enrolment, public
from sync.conformance.run import Run
from sync.conformance.strictness import accepted, expect, refused
from sync.conformance.verdicts import Skipped, check
from sync.conformance.wire import Exchange, version

MAJOR = contract.VERSION.partition(".")[0]


@check("health", "versions")
def health(run: Run) -> None:
    """GET /v1/health needs neither signature nor version, and names a contract of this major version."""
    answer = run.line.send(run.line.prepared("GET", contract.HEALTH))
    said = accepted(answer, contract.Health)
    expect(
        said.contract.partition(".")[0] == MAJOR, f"the server keeps {said.contract}, not {contract.VERSION}", answer
    )


@check("version.older_minor", "versions")
def another_minor(run: Run) -> None:
    """A kiosk of another minor version is served as any other."""
    named = {contract.VERSION_HEADER: f"{MAJOR}.999"}
    accepted(run.device.ask("GET", contract.FEED, query=_building(run), headers=named), contract.FeedPage)


@check("version.other_major", "versions")
def another_major(run: Run) -> None:
    """A kiosk of another major version gets 426, whether it is older or newer."""
    for major, code in ((int(MAJOR) - 1, "contract.kiosk_old"), (int(MAJOR) + 1, "contract.company_old")):
        named = {contract.VERSION_HEADER: f"{major}.0"}
        refused(run.device.ask("GET", contract.FEED, query=_building(run), headers=named), 426, code)


@check("version.absent", "versions")
def no_version(run: Run) -> None:
    """A request that names no version gets 426."""
    refused(run.line.send(run.line.prepared("GET", contract.FEED, query=_building(run))), 426, "contract.unknown")


@check("enrolment.id", "enrolment")
def an_id(run: Run) -> None:
    """A one-time token and a public key are exchanged for a device's id and its building's."""
    expect(run.device.id and run.device.building_id, "no id of the device or of its building")


@check("enrolment.once", "enrolment")
def once(run: Run) -> None:
    """A token that was used lets nobody else in."""
    expect(run.device.id, "nobody was let in")
    refused(enrolment(run.line, run.given.tokens[0], Ed25519PrivateKey.generate()), 403, "enrolment.token")


@check("enrolment.unknown", "enrolment")
def unknown(run: Run) -> None:
    """An unknown token gets the same answer as a used one."""
    refused(enrolment(run.line, "AAAA-AAAA-AAAA-AAAA", Ed25519PrivateKey.generate()), 403, "enrolment.token")


@check("enrolment.key", "enrolment")
def no_key(run: Run) -> None:
    """What is no Ed25519 public key is refused before the token is used up."""
    if not run.has_second:
        raise Skipped("needs a second token")
    for key in ("", "AAAA", public(Ed25519PrivateKey.generate()) + "AAAA"):
        refused(_enrol(run, {"token": run.given.tokens[1], "public_key": key}), 422, "key.malformed")
    expect(run.other_device.id, "the token was used up")


@check("enrolment.fields", "envelopes")
def unknown_field(run: Run) -> None:
    """A field that the contract does not have is an error, not a silence."""
    body = {"token": "AAAA-AAAA-AAAA-AAAA", "public_key": public(Ed25519PrivateKey.generate()), "name": "kiosk"}
    refused(_enrol(run, body), 422, "request.malformed")


@check("heartbeat", "heartbeat")
def heartbeat(run: Run) -> None:
    """A look at the building's feed may carry how the kiosk is; fields of a newer kiosk are passed over."""
    said = contract.Heartbeat(version="conformance", waiting=0).model_dump_json()
    for health in (said, said[:-1] + ', "mood": "good"}', "{}"):
        headers = {contract.HEARTBEAT_HEADER: health}
        accepted(run.device.ask("GET", contract.FEED, query=_building(run), headers=headers), contract.FeedPage)


@check("unknown.path", "errors")
def unknown_path(run: Run) -> None:
    """A path that the contract does not have gets 404, and a method that it does not have 405, each with a refusal."""
    refused(run.device.ask("GET", "/v1/nowhere"), 404)
    answer = run.device.ask("DELETE", contract.FEED)
    refused(answer, 405)
    expect("GET" in answer.heard.get("Allow", ""), "405 without the methods that are allowed", answer)


def _enrol(run: Run, body: dict[str, str]) -> Exchange:
    return run.line.send(run.line.prepared("POST", contract.DEVICES, json=body, headers=version()))


def _building(run: Run) -> dict[str, str | int]:
    return {"scope": run.device.building, "limit": 0}
