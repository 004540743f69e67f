"""The contract as an OpenAPI 3.1 document, made from the doors and their types; kiosks need none, so none is served."""

from typing import Any

from fastapi.openapi.utils import get_openapi
from pydantic import TypeAdapter
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core.core_schema import DecimalSchema

from sync import contract, shapes
from sync.server import api
from sync.server.statuses import MEANING, ON_EVERY_DOOR, REFUSALS, SIGNED

_MAJOR = contract.VERSION.partition(".")[0]
_REF = "#/components/schemas/{model}"
_JSON = "application/json"
_BYTES = {"type": "string", "contentMediaType": "image/jpeg"}
_DESCRIPTION = (
    "What a kiosk asks of a management company's server. `docs/contract.md` tells how requests are signed, what each "
    "kind of operation does, and how to try a server against all of it."
)
_SCHEMES: dict[str, dict[str, str]] = {
    "SignatureInput": {"name": "Signature-Input", "description": "RFC 9421, label `kiosk`: what is signed, and when."},
    "Signature": {"name": "Signature", "description": "RFC 9421, label `kiosk`: Ed25519 by the device's key."},
    "Session": {"name": contract.SESSION_HEADER, "description": "The token of the resident's session at this device."},
}
_BY_DEVICE: dict[str, list[str]] = {"SignatureInput": [], "Signature": []}
_AT_KIOSK: dict[str, list[str]] = {**_BY_DEVICE, "Session": []}
_HEADERS: dict[str, dict[str, Any]] = {
    contract.VERSION_HEADER: {
        "description": "The contract that the kiosk keeps.",
        "schema": {"type": "string", "pattern": rf"^{_MAJOR}\.[0-9]{{1,6}}$"},
        "example": contract.VERSION,
    },
    contract.HEARTBEAT_HEADER: {
        "description": "How the kiosk is: a `Heartbeat` as JSON.",
        "content": {_JSON: {"schema": {"$ref": _REF.format(model="Heartbeat")}}},
    },
    contract.KEY_HEADER: {"description": "The operation's id.", "schema": {"type": "string", "format": "uuid"}},
    contract.OPERATION_SIGNATURE_HEADER: {
        "description": "Base64 of the Ed25519 signature by the session's key over the body's bytes.",
        "schema": {"type": "string", "pattern": "^[A-Za-z0-9+/]{86}==$"},
    },
    contract.CERTIFICATE_HEADER: {
        "description": "`certificate` of the session in which the operation was made, as it was given.",
        "schema": {"type": "string", "pattern": "^[!-~]{1,2000}$"},
    },
}
_OPTIONAL = frozenset({contract.HEARTBEAT_HEADER, contract.CERTIFICATE_HEADER})
_VERSION: dict[str, Any] = {
    "description": "The contract that the company keeps.",
    "required": True,
    "schema": {"type": "string", "pattern": r"^[0-9]{1,6}\.[0-9]{1,6}$"},
}
_NAMED: dict[str, Any] = {contract.VERSION_HEADER: {"$ref": "#/components/headers/Contract"}}
_FAULT: dict[str, Any] = {"type": "object", "properties": {"code": {"type": "string"}}, "required": ["code"]}
_WAIT: dict[str, Any] = {
    "Retry-After": {"description": "Seconds to wait.", "required": True, "schema": {"type": "integer", "minimum": 1}}
}


class _Schemas(GenerateJsonSchema):
    """Decimal fractions travel as text, or JSON's readers round them."""

    def decimal_schema(self, schema: DecimalSchema) -> JsonSchemaValue:
        return {"type": "string", "pattern": r"^-?[0-9]{1,15}(\.[0-9]{1,12})?$"}


def document() -> dict[str, Any]:
    """The whole document, in a stable order."""
    made = get_openapi(
        title="Киоск жителя", version=contract.VERSION, description=_DESCRIPTION, routes=api.router.routes
    )
    schemas = made["components"]["schemas"]
    schemas.update(_typed())
    statuses = sorted(ON_EVERY_DOOR.union(*REFUSALS.values()))
    made["components"] |= {
        "headers": {"Contract": _VERSION},
        "responses": {f"Refused{status}": _refusal(status) for status in statuses},
        "securitySchemes": {name: {"type": "apiKey", "in": "header", **scheme} for name, scheme in _SCHEMES.items()},
    }
    for path, doors in made["paths"].items():
        for method, door in doors.items():
            _complete(door, method, path)
    made["components"]["schemas"] = {name: schemas[name] for name in sorted(_reachable(made["paths"], schemas))}
    return made


def _typed() -> dict[str, Any]:
    """Envelopes that know what each kind holds."""
    models = {
        "page": shapes.FeedPage,
        "operation": shapes.AnyOperation,
        "outcome": shapes.Outcome,
        "links": contract.Links,
        "heartbeat": contract.Heartbeat,
    }
    asked = [(name, "validation", TypeAdapter(model)) for name, model in models.items()]
    roots, rest = TypeAdapter.json_schemas(asked, ref_template=_REF, schema_generator=_Schemas)  # type: ignore[arg-type]
    schemas: dict[str, Any] = rest["$defs"]
    schemas["Operation"] = roots["operation", "validation"]
    return schemas


def _complete(door: dict[str, Any], method: str, path: str) -> None:
    """Who may ask, what is asked and every status that may come, where FastAPI cannot know it."""
    name = door["operationId"].split("_v1_")[0]
    door["operationId"] = name
    parameters = door.pop("parameters", [])
    names = {parameter["name"] for parameter in parameters}
    door["parameters"] = [_header(one) for one in parameters if one["name"] != contract.SESSION_HEADER]
    if name in SIGNED:
        optional = name == "feed"
        at_kiosk = contract.SESSION_HEADER in names
        door["security"] = [*([_BY_DEVICE] if optional or not at_kiosk else []), *([_AT_KIOSK] if at_kiosk else [])]
    if path == contract.OPS:
        door["requestBody"] = _body(_JSON, {"$ref": _REF.format(model="Operation")})
    if path == contract.BLOB and method == "put":
        door["requestBody"] = _body("image/jpeg", _BYTES)
    if path == contract.BLOB and method == "get":
        door["responses"]["200"]["content"] = {"image/jpeg": {"schema": _BYTES}}
    statuses = sorted({*REFUSALS[name], *ON_EVERY_DOOR})
    refusals = {str(status): {"$ref": f"#/components/responses/Refused{status}"} for status in statuses}
    answers = {status: answer for status, answer in door["responses"].items() if status.startswith("2")}
    for status, answer in answers.items():
        answer |= {"description": MEANING[int(status)], "headers": _NAMED}
    door["responses"] = {**answers, **refusals}


def _header(parameter: dict[str, Any]) -> dict[str, Any]:
    """A header as a kiosk sends it; the types let it be absent only so that its absence gets a refusal of its own."""
    if parameter["name"] not in _HEADERS:
        return parameter
    told = {name: parameter[name] for name in ("name", "in")}
    return {**told, "required": parameter["name"] not in _OPTIONAL, **_HEADERS[parameter["name"]]}


def _body(content_type: str, schema: dict[str, Any]) -> dict[str, Any]:
    return {"required": True, "content": {content_type: {"schema": schema}}}


def _refusal(status: int) -> dict[str, Any]:
    return {
        "description": MEANING[status],
        "headers": _NAMED | (_WAIT if status in (429, 503) else {}),
        "content": {_JSON: {"schema": {"$ref": _REF.format(model="Refusal")} if status < 500 else _FAULT}},
    }


def _reachable(paths: Any, schemas: dict[str, Any]) -> set[str]:
    """Names of the schemas that the paths and their refusals need, directly or through others."""
    found: set[str] = set()
    queue = [*_names(paths), "Refusal"]
    while queue:
        name = queue.pop()
        if name not in found:
            found.add(name)
            queue.extend(_names(schemas[name]))
    return found


def _names(part: Any) -> set[str]:
    if isinstance(part, list):
        return set().union(*map(_names, part)) if part else set()
    if not isinstance(part, dict):
        return set()
    inside = set().union(*map(_names, part.values())) if part else set()
    room, _, name = str(part.get("$ref", "")).rpartition("/")
    return inside | ({name} if room == "#/components/schemas" else set())
