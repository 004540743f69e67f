"""Single faults that a company's server might have, each with the check that is there to find it."""

from dataclasses import replace
from datetime import timedelta
from itertools import count
from typing import Any

from kiosk.domain.errors import Refused
from sync import contract
from sync.server import (
    api,
    app,
    appeal_changes,
    blobs,
    codes,
    devices,
    enrolment,
    facts,
    feed,
    links,
    meetings,
    operations,
    refusals,
    sessions,
)
from sync.server.denied import Denied
from sync.server.settings import CodeSettings, Settings
from sync.server.tables import ResidentSession
from tests.conformance.faulty import Fault, around, instead, said

_numbers = count(1)


def _rows_name_nothing(page: Any) -> None:
    for row in page["rows"]:
        row["op_id"] = None


def _figures_as_numbers(page: Any) -> None:
    for row in page["rows"]:
        if row["kind"] == "meter" and row["data"]:
            row["data"]["last_values"] = [float(value) for value in row["data"]["last_values"]]


def _times_without_zone(page: Any) -> None:
    for row in page["rows"]:
        if row["kind"] == "notice" and row["data"]:
            row["data"]["published_at"] = row["data"]["published_at"][:19]


def _another_number(outcome: Any) -> None:
    if outcome["result"] and "number" in outcome["result"]:
        outcome["result"]["number"] = str(next(_numbers))


def _last_row_lost(inner: Any, *given: Any, **named: Any) -> Any:
    page = inner(*given, **named)
    return replace(page, rows=page.rows[:-1]) if page.more else page


def _tombstones_left_out(inner: Any, *given: Any, **named: Any) -> Any:
    page = inner(*given, **named)
    return replace(page, rows=tuple(row for row in page.rows if not row.deleted))


def _never_gone(inner: Any, db: Any, scope: str, after: int, *given: Any, **named: Any) -> Any:
    try:
        return inner(db, scope, after, *given, **named)
    except Denied:
        return facts.Page(after, False, ())


def _at_any_kiosk(inner: Any, db: Any, token: str | None, device_id: str, *given: Any) -> Any:
    session = sessions._by_token(db, token) if token else None
    return inner(db, token, session.device_id if session else device_id, *given)


async def _at_once(inner: Any, follower: Any, wait: int, *given: Any) -> Any:
    return await inner(follower, 0, *given)


def _anybodys(db: Any, office: Any, operation: Any, delivered: Any) -> Any:
    return db.get(ResidentSession, operation.session_id)


def _certified(inner: Any, db: Any, office: Any, operation: Any, delivered: Any) -> Any:
    try:
        return inner(db, office, operation, delivered)
    except Denied:
        if delivered.certificate is None:
            raise
        return db.query(ResidentSession).first()


def _heard_of_too(db: Any, session_id: Any, key: bytes) -> Any:
    session = None if session_id is None else db.get(ResidentSession, session_id)
    return session if session is not None and session.key == key else None


def _free_guess(*given: Any) -> Denied:
    return Denied(403, "code.wrong", "Код не подошёл.", {"attempts": 5})


def _to_everybody(inner: Any, db: Any, scope: str, fact: Any, now: Any, op_id: Any = None, phone: str = "") -> Any:
    return inner(db, scope, fact, now, op_id)


def _overwritten(choice: Any) -> Refused:
    return Refused("vote.cast", "Голос уже есть.")


def _telling(body: bytes) -> bytes:
    return body.replace("Данные не совпали".encode(), "Такого логина нет".encode())


NOTHING = lambda *given, **named: None  # noqa: E731

FAULTS: dict[str, Fault] = {
    "a token lets in many": Fault("enrolment.once", instead(enrolment, "_use", lambda *given: "1")),
    "a request may be replayed": Fault("signature.replayed", instead(devices, "_once", NOTHING)),
    "any clock will do": Fault("signature.skew", instead(devices, "SKEW", timedelta(days=1))),
    "a revoked device is served": Fault("device.revoked", instead(devices, "revoke", NOTHING)),
    "any version is understood": Fault("version.other_major", instead(contract, "major_minor", lambda text: (1, 0))),
    "answers name no version": Fault("every.version", headers=lambda headers: headers.pop("Kiosk-Contract")),
    "answers may be kept": Fault("every.unkept", headers=lambda headers: headers.pop("Cache-Control")),
    "health is a redirect": Fault("every.redirect", path=contract.HEALTH, status=307),
    "nonsense is a fault": Fault("every.fault", path=contract.LINKS_BY_LOGIN, status=500),
    "a row is lost between pages": Fault("feed.paging", around(facts, "page", _last_row_lost)),
    "tombstones are left out": Fault("feed.tombstone", around(facts, "page", _tombstones_left_out)),
    "a cursor from beyond is believed": Fault("feed.gone", around(facts, "page", _never_gone)),
    "an unchanged feed is not held": Fault("feed.held", around(api, "follow", _at_once)),
    "a held feed sleeps through news": Fault("feed.news", instead(feed, "_changed", NOTHING)),
    "rows name no operation": Fault("op.applied", path=contract.FEED, body=said(_rows_name_nothing)),
    "figures travel as numbers": Fault("scope.account", path=contract.FEED, body=said(_figures_as_numbers)),
    "times travel without a zone": Fault("feed.building", path=contract.FEED, body=said(_times_without_zone)),
    "a field of one's own": Fault("feed.building", path=contract.FEED, body=said(lambda page: page.update(count=1))),
    "every account is everybody's": Fault("scope.other_account", instead(links, "confirmed", lambda *given: True)),
    "a session is good at any kiosk": Fault("session.device", around(sessions, "living", _at_any_kiosk)),
    "leaving ends nothing": Fault("session.left", instead(sessions, "end", NOTHING)),
    "codes without end": Fault("codes.resend", settings=Settings(codes=CodeSettings(resend=timedelta(0)))),
    "a lost answer costs the code": Fault("codes.again", instead(sessions, "unheard", NOTHING)),
    "a used code opens its session again": Fault("codes.once", instead(sessions, "unheard", _heard_of_too)),
    "a wrong guess costs nothing": Fault("codes.wrong", instead(codes, "_wrong", _free_guess)),
    "a claim tells what was wrong": Fault("links.uniform", path=contract.LINKS_BY_LOGIN, body=_telling),
    "bytes need not be the digest's": Fault("blob.digest", instead(blobs, "check", NOTHING)),
    "an operation needs no signature": Fault("op.signature", instead(operations, "_authentic", _anybodys)),
    "any certificate is believed": Fault("op.certificate", around(operations, "_authentic", _certified)),
    "an operation is not echoed": Fault("op.replayed", path=contract.OPS, body=said(lambda it: it.update(op_id="0"))),
    "a repeat gets another answer": Fault("op.at_once", path=contract.OPS, body=said(_another_number)),
    "another payload under one id": Fault("op.reused", instead(operations, "_replayed", lambda known, _: known.answer)),
    "a cancelled appeal can be changed": Fault("appeal.cancel", instead(appeal_changes, "check_edit", NOTHING)),
    "a second vote is no conflict": Fault("vote.cast", instead(meetings, "_already", _overwritten)),
    "refusals are forgotten": Fault("refusal.kept", instead(refusals, "keep", NOTHING)),
    "refusals are told to the family": Fault("refusal.private", around(facts, "publish", _to_everybody)),
    "requests of any size": Fault("size.large", instead(app, "MOST_BYTES", 10**8)),
}
