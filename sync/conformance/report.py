"""What a run found, for people and for programs; tokens, codes and passwords never show."""

import json
import re
from collections import Counter
from collections.abc import Sequence
from typing import Any

from sync import contract
from sync.conformance.verdicts import Result, Verdict
from sync.conformance.wire import Exchange

LONGEST = 2000
"""Characters of a body that are shown."""
_SECRETS = (
    re.compile(r'("(?:token|password|public_key|session_key)"\s*:\s*")[^"]*(")'),
    re.compile(r'("code"\s*:\s*")\d{4}(")'),
    re.compile(r'("demonstration"\s*:\s*"[^"]*?)\d{4}(")'),
)
_HIDDEN = "•••"
_ABOUT = (
    contract.VERSION_HEADER,
    contract.SESSION_HEADER,
    contract.KEY_HEADER,
    contract.OPERATION_SIGNATURE_HEADER,
    contract.CERTIFICATE_HEADER,
    "Content-Type",
    "Content-Digest",
    "Signature-Input",
    "Date",
    "Retry-After",
    "Allow",
    "Location",
    "Cache-Control",
)


def line(result: Result) -> str:
    """One check in one line, and below it why it failed or was skipped."""
    reason = f"\n      {result.reason}" if result.reason else ""
    return f"{result.verdict}  {result.check.name:<26} {result.check.sentence}{reason}"


def details(result: Result) -> str:
    """The request and the answer that show a failure."""
    if result.exchange is None:
        return ""
    return "\n".join(f"      {text}" for text in _shown(result.exchange))


def summary(results: Sequence[Result]) -> str:
    """How many of each."""
    counted = Counter(result.verdict for result in results)
    return ", ".join(f"{counted[verdict]} {verdict}" for verdict in Verdict)


def document(url: str, results: Sequence[Result]) -> str:
    """All of it as JSON."""
    rows = [_row(result) for result in results]
    return json.dumps({"url": url, "contract": contract.VERSION, "checks": rows}, ensure_ascii=False, indent=2)


def _row(result: Result) -> dict[str, Any]:
    row: dict[str, Any] = {
        "name": result.check.name,
        "clause": f"docs/contract.md#{result.check.clause}",
        "sentence": result.check.sentence,
        "verdict": result.verdict.value,
        "seconds": round(result.seconds, 3),
    }
    if result.reason:
        row["reason"] = result.reason
    if result.exchange is not None:
        row["exchange"] = _shown(result.exchange)
    return row


def _shown(exchange: Exchange) -> list[str]:
    asked = [f"> {exchange.method} {exchange.target}", *(f"> {text}" for text in _headers(exchange.sent))]
    heard = [f"< {exchange.status or 'no answer'}", *(f"< {text}" for text in _headers(exchange.heard))]
    return [*asked, *_body("> ", exchange.asked), *heard, *_body("< ", exchange.said)]


def _headers(headers: Any) -> list[str]:
    said = {name.lower(): value for name, value in headers.items()}
    secret = contract.SESSION_HEADER
    return [f"{name}: {_HIDDEN if name == secret else said[name.lower()]}" for name in _ABOUT if name.lower() in said]


def _body(mark: str, body: bytes) -> list[str]:
    if not body:
        return []
    try:
        text = body.decode()
    except UnicodeDecodeError:
        return [f"{mark}{len(body)} bytes"]
    for secret in _SECRETS:
        text = secret.sub(rf"\g<1>{_HIDDEN}\g<2>", text)
    cut = text if len(text) <= LONGEST else f"{text[:LONGEST]}… ({len(body)} bytes)"
    return [f"{mark}{cut}"]
