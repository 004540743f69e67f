"""docs/contract.md and docs/openapi.json say what the types, the rules and the checks say, and its example is right."""

import ast
import base64
import re
from datetime import UTC, datetime, timedelta
from email import message_from_string
from pathlib import Path

import contract_pages
import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from sync import contract, signing
from sync.conformance.checks import CHECKS
from sync.server import api
from sync.server.openapi import document
from sync.server.statuses import MEANING, ON_EVERY_DOOR, REFUSALS
from tests.house.places import ROOT

PAGE = contract_pages.PAGE.read_text("utf-8")
BLOCKS = re.findall(r"```\n(.*?)\n```", PAGE, re.DOTALL)
NO_CODES = {
    "account.id",
    "owner.id",
    "http.disconnect",
    "http.request",
    "http.response.start",
    "server.db",
    "uvicorn.access",
}
"""What looks like one."""
OF_THE_OPERATOR = {"appeal.move", "appeal.until", "owner.share"}
"""Refusals that only the company's own commands can get."""


def test_the_openapi_document_is_as_the_types_have_it() -> None:
    assert contract_pages.OPENAPI.read_text("utf-8") == contract_pages.openapi(), "run `make contract`"


def test_the_tables_of_the_page_are_as_the_types_have_them() -> None:
    assert contract_pages.page(PAGE) == PAGE, "run `make contract`"


def test_the_document_is_openapi_3_1_and_names_every_status_of_every_door() -> None:
    made = document()
    assert made["openapi"].startswith("3.1")
    doors = {door["operationId"]: door for paths in made["paths"].values() for door in paths.values()}
    assert doors.keys() == REFUSALS.keys()
    for name, door in doors.items():
        assert {int(status) for status in door["responses"] if status > "299"} == REFUSALS[name] | ON_EVERY_DOOR
    assert {status for statuses in REFUSALS.values() for status in statuses} <= MEANING.keys()
    assert not made["components"]["schemas"].keys() & {"HTTPValidationError", "ValidationError"}


def test_every_door_of_the_server_has_its_statuses() -> None:
    functions = {route.name for route in (*api.router.routes, *api.doors.routes) if hasattr(route, "name")}
    assert functions - {""} == set(REFUSALS)


def test_every_kind_of_operation_and_fact_is_in_the_document_with_its_own_shape() -> None:
    schemas = document()["components"]["schemas"]
    assert set(schemas["Operation"]["discriminator"]["mapping"]) == set(contract.OPERATIONS)
    assert set(schemas["FeedPage"]["properties"]["rows"]["items"]["discriminator"]["mapping"]) == set(contract.FACTS)


def test_every_kind_of_operation_has_its_conflict_rule_on_the_page() -> None:
    rules = PAGE.partition("| kind | conflict rule |")[2].partition("\n\n")[0]
    assert set(re.findall(r"`([a-z]+\.[a-z]+)`", rules.replace("`appeal.many`", ""))) >= set(contract.OPERATIONS)
    firsts = [line.split("|")[1] for line in rules.splitlines() if line.startswith("| `")]
    assert {kind for first in firsts for kind in re.findall(r"`([^`]+)`", first)} == set(contract.OPERATIONS)


def test_every_check_points_at_a_heading_of_the_page() -> None:
    anchors = {heading.lower().replace(" ", "-") for heading in re.findall(r"^#+ (.+)$", PAGE, re.MULTILINE)}
    assert {check.clause for check in CHECKS} <= anchors


def test_every_refusal_that_the_server_gives_is_named_on_the_page_and_no_other() -> None:
    errors = PAGE.partition("## Errors")[2].partition("### Envelopes")[0]
    listed = set(re.findall(r"`([a-z]+(?:\.[a-z_]+)+)`", errors))
    given = {code for part in ("sync/server", "sync/signing.py", "kiosk/domain") for code in codes(ROOT / part)}
    assert listed ^ (given - OF_THE_OPERATOR - NO_CODES) == set()


def codes(part: Path) -> set[str]:
    """Every text that looks like a refusal's code, kinds of operations and what is no code apart."""
    files = (
        [part]
        if part.is_file()
        else [file for file in part.rglob("*.py") if not {"demo", "migrations", "tables.py"} & {*file.parts}]
    )
    nodes = [node for file in files for node in ast.walk(ast.parse(file.read_text("utf-8")))]
    texts = {node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)}
    return {text for text in texts if re.fullmatch(r"[a-z]+(\.[a-z_]+)+", text)} - contract.OPERATIONS.keys() | {
        "vote.cast"
    }


def example() -> tuple[dict[str, str], str, signing.Received]:
    """The keys, the signature base and the request of the worked example, as the page has them."""
    keys, base, request = (block for block in BLOCKS if re.match(r'device private|"@method"|POST', block))
    head, _, body = request.partition("\n\n")
    first, _, rest = head.partition("\n")
    method, target, _ = first.split(" ")
    headers = dict(message_from_string(rest).items())
    named = {" ".join(line.split()[:2]): line.split()[2] for line in keys.splitlines()}
    url = f"https://{headers['Host']}{target}"
    return named, base, signing.Received(method=method, url=url, headers=headers, body=body.encode())


def key(text: str) -> Ed25519PublicKey:
    return Ed25519PublicKey.from_public_bytes(base64.b64decode(text))


def test_the_worked_example_is_verified_by_what_both_ends_use() -> None:
    keys, _, received = example()
    now = datetime(2026, 11, 23, 6, 25, tzinfo=UTC)
    signed = signing.verify(received, lambda device: key(keys["device public"]), now, timedelta(minutes=5))
    assert signed.device_id == "3f0c2a9d5e7b41c8a6d20f19"
    changed = signing.Received(method="PUT", url=received.url, headers=received.headers, body=received.body)
    with pytest.raises(signing.BadSignature):
        signing.verify(changed, lambda device: key(keys["device public"]), now, timedelta(minutes=5))


def test_the_worked_examples_signature_base_is_what_was_signed() -> None:
    keys, base, received = example()
    signature = base64.b64decode(received.headers["Signature"].removeprefix("kiosk=:").removesuffix(":"))
    key(keys["device public"]).verify(signature, base.encode())
    with pytest.raises(InvalidSignature):
        key(keys["device public"]).verify(signature, base.encode() + b"\n")


def test_the_worked_examples_operation_is_signed_by_its_session() -> None:
    keys, _, received = example()
    key(keys["session public"]).verify(base64.b64decode(received.headers["Operation-Signature"]), received.body)
    operation = contract.Operation.model_validate_json(received.body)
    assert received.headers["Idempotency-Key"] == operation.op_id
    assert operation.kind in contract.OPERATIONS
