"""docs/openapi.json, and what docs/contract.md repeats of the types: written anew by `make contract`."""

import json
import re
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

import contract_example

from kiosk.domain.operations import KINDS
from sync import contract
from sync.conformance.checks import CHECKS
from sync.server.openapi import document
from sync.server.statuses import ON_EVERY_DOOR

ROOT = Path(__file__).parent.parent
OPENAPI = ROOT / "docs/openapi.json"
PAGE = ROOT / "docs/contract.md"


def openapi() -> str:
    """The document as it is committed."""
    return json.dumps(document(), ensure_ascii=False, indent=1) + "\n"


def page(text: str) -> str:
    """The contract's page with every marked section written anew; KeyError for a mark that nobody knows."""
    made = document()
    sections = {
        "doors": _doors(made),
        "kinds": _kinds(),
        "facts": _facts(made["components"]["schemas"]),
        "types": _types(made["components"]["schemas"]),
        "checks": _checks(),
        "example": contract_example.text(),
    }
    marked = re.compile(r"<!-- (\w+) -->\n.*?<!-- /\1 -->", re.DOTALL)
    return marked.sub(lambda found: f"<!-- {found[1]} -->\n{sections[found[1]]}\n<!-- /{found[1]} -->", text)


def _doors(made: dict[str, Any]) -> str:
    rows = ["| request | who asks | it says | good answer | refusals |", "|---|---|---|---|---|"]
    for path, doors in made["paths"].items():
        for method, door in doors.items():
            good = next(status for status in door["responses"] if status.startswith("2"))
            refusals = " ".join(
                one for one in door["responses"] if "300" <= one < "500" and int(one) not in ON_EVERY_DOOR
            )
            asks, says = _body(door.get("requestBody", {})) or _query(door), _body(door["responses"][good])
            answer = f"{good} {says}".strip()
            rows.append(f"| `{method.upper()} {path}` | {_who(door)} | {asks} | {answer} | {refusals} |")
    return "\n".join(rows)


def _who(door: dict[str, Any]) -> str:
    asked = [set(one) for one in door.get("security", [])]
    if not asked:
        return "anybody"
    resident = ["Session" in one for one in asked]
    return "resident" if all(resident) else "device, or resident" if any(resident) else "device"


def _body(part: dict[str, Any]) -> str:
    for kind, content in part.get("content", {}).items():
        return f"`{_type(content['schema'])}`" if kind == "application/json" else f"`{kind}`"
    return ""


def _query(door: dict[str, Any]) -> str:
    return " ".join(f"`{one['name']}`" for one in door["parameters"] if one["in"] == "query")


def _kinds() -> str:
    rows = ["| kind | payload | answer | the row that names it |", "|---|---|---|---|"]
    for word, kind in KINDS.items():
        row = "none: settled by its answer" if kind.fact is None else f"`{kind.fact.kind}`"
        rows.append(f"| `{word}` | `{kind.command.__name__}` | `{kind.answer.__name__}` | {row} |")
    return "\n".join(rows)


def _facts(schemas: dict[str, Any]) -> str:
    rows = ["| kind | scope | `data` |", "|---|---|---|"]
    for scope, facts in (("building", contract.BUILDING_FACTS), ("account", contract.ACCOUNT_FACTS)):
        rows += [f"| `{fact.kind}` | {scope} | {_fields(schemas[fact.__name__])} |" for fact in facts]
    return "\n".join(rows)


def _types(schemas: dict[str, Any]) -> str:
    typed = [name for name in schemas if re.search(r"(Row|\wOperation)$", name)]
    facts = {fact.__name__ for fact in contract.FACTS.values()}
    told = {name: schema for name, schema in schemas.items() if name not in {*typed, *facts, "Operation"}}
    told |= {"FeedRow": schemas["AppealRow"], "Operation": schemas["AppealFileOperation"]}
    rows = ["| type | fields | |", "|---|---|---|"]
    for name, schema in sorted(told.items()):
        fields = _fields(schema, {"data": "the fact", "payload": "the command", "kind": "text"})
        rows.append(f"| `{name}` | {fields} | {_first(schema.get('description', ''))} |")
    return "\n".join(rows)


def _first(description: str) -> str:
    return " ".join(description.split("\n\n", maxsplit=1)[0].split()).replace("|", "\\|")


def _fields(schema: dict[str, Any], instead: Mapping[str, str] = MappingProxyType({})) -> str:
    """«`name`: type», an optional one in brackets; the values of an enumeration."""
    if "enum" in schema:
        return " · ".join(f"`{value}`" for value in schema["enum"])
    required = set(schema.get("required", ()))
    said = {name: f"`{name}` {instead.get(name) or _type(part)}" for name, part in schema.get("properties", {}).items()}
    return ", ".join(text if name in required else f"[{text}]" for name, text in said.items())


def _type(schema: dict[str, Any]) -> str:
    match schema:
        case {"$ref": reference}:
            return str(reference).rpartition("/")[2]
        case {"discriminator": _}:
            return "FeedRow"
        case {"anyOf": choices} | {"oneOf": choices}:
            return " or ".join(dict.fromkeys(map(_type, choices)))
        case {"type": "array"}:
            return f"list of {_type(schema.get('items', {}))}"
        case {"type": "string", "format": form}:
            return str(form)
        case {"type": "string", "pattern": pattern} if "{1,15}" in pattern:
            return "decimal"
        case {"type": kind}:
            return {"string": "text", "integer": "whole number"}.get(str(kind), str(kind))
        case _:
            return "anything"


def _checks() -> str:
    rows = ["| check | proves |", "|---|---|"]
    return "\n".join([*rows, *(f"| `{check.name}` | [{check.sentence}](#{check.clause}) |" for check in CHECKS)])


def main() -> None:
    """Write both files."""
    OPENAPI.write_text(openapi(), "utf-8")
    PAGE.write_text(page(PAGE.read_text("utf-8")), "utf-8")


if __name__ == "__main__":
    main()
