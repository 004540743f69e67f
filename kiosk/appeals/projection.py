"""An appeal as it will be: commands the company has not heard yet, laid over what it said. Pure functions."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import assert_never

from kiosk.domain.appeals import (
    Appeal,
    AppealEvent,
    AppealStatus,
    CancelAppeal,
    EditAppeal,
    FileAppeal,
    RateAppeal,
    rated,
)

Change = EditAppeal | CancelAppeal | RateAppeal
CHANGES: tuple[type[Change], ...] = (EditAppeal, CancelAppeal, RateAppeal)


def filed(command: FileAppeal, op_id: str, made_at: datetime, number: str = "") -> Appeal:
    """A new appeal; its number is the company's answer once there is one."""
    return Appeal(
        id=op_id,
        number=number,
        type_id=command.type_id,
        type_name=command.type_name,
        text=command.text,
        status=AppealStatus.NEW,
        filed_at=made_at,
        visit=command.visit,
        photos=command.photos,
        history=(AppealEvent(at=made_at, status=AppealStatus.NEW),),
    )


def changed(appeal: Appeal, changes: Iterable[Change]) -> Appeal:
    """An appeal after these, in their order."""
    for change in changes:
        appeal = _changed(appeal, change)
    return appeal


def _changed(appeal: Appeal, change: Change) -> Appeal:
    match change:
        case EditAppeal():
            return replace(
                appeal,
                type_id=change.type_id,
                type_name=change.type_name,
                text=change.text,
                visit=change.visit,
                photos=change.photos,
            )
        case CancelAppeal():
            return replace(appeal, status=AppealStatus.CANCELLED)
        case RateAppeal():
            return replace(appeal, rating=change.rating, status=rated(change.rating))
    assert_never(change)
