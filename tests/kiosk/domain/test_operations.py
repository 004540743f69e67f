"""The table of operations: what each stands in line behind, and the fact that settles it."""

from typing import Any

import pytest

from kiosk.domain import operations
from kiosk.domain.appeals import CancelAppeal, EditAppeal, FileAppeal, RateAppeal
from kiosk.domain.commands import Command
from kiosk.domain.login import ConsentKind, DecideConsent
from kiosk.domain.meetings import CastVote, Choice
from kiosk.domain.meters import GiveReading
from kiosk.domain.notifications import ChooseNotifications
from kiosk.domain.refusals import DismissRefusal

TEXT: dict[str, Any] = {"type_id": "water", "type_name": "", "text": "", "visit": None}
TABLE: list[tuple[Command, str, str]] = [
    (FileAppeal(**TEXT), "appeal:op", "appeal"),
    (EditAppeal(appeal_id="op", **TEXT), "appeal:op", "appeal"),
    (CancelAppeal(appeal_id="op"), "appeal:op", "appeal"),
    (RateAppeal(appeal_id="op", rating=5), "appeal:op", "appeal"),
    (GiveReading(meter_id="m", values=()), "meter:m", "reading"),
    (CastVote(meeting_id="roof", question_id="q", choice=Choice.FOR), "vote:10117/q", "vote"),
    (DecideConsent(consent=ConsentKind.AGREEMENT, version="1", given=True), "consent:10117/agreement", ""),
    (
        ChooseNotifications(appeals_by_sms=True, outages_by_sms=True),
        "notification_choices:10117",
        "notification_choices",
    ),
    (DismissRefusal(refused_id="r"), "refused_operation:r", "refused_operation"),
]


def test_every_kind_is_in_the_table() -> None:
    assert {command.kind for command, _, _ in TABLE} == set(operations.KINDS)
    assert all(kind.command.kind == word for word, kind in operations.KINDS.items())


@pytest.mark.parametrize(("command", "concerns", "fact"), TABLE, ids=[command.kind for command, _, _ in TABLE])
def test_what_an_operation_concerns_and_what_settles_it(command: Command, concerns: str, fact: str) -> None:
    assert operations.concerns(command, "op", "10117") == concerns
    assert operations.fact_kind(command.kind) == fact


def test_residents_of_different_accounts_do_not_stand_in_one_line() -> None:
    for command, _, _ in TABLE[5:8]:
        assert operations.concerns(command, "op", "10117") != operations.concerns(command, "op", "10118")


def test_only_a_dismissal_is_refused_without_being_kept() -> None:
    assert [word for word, kind in operations.KINDS.items() if not kind.refusal_kept] == ["refusal.dismiss"]
