"""From the cache to what the board shows."""

from datetime import UTC, datetime, tzinfo

from kiosk import notices, standing
from kiosk.connection import ConnectionState
from kiosk.domain import words
from kiosk.machine import Machine
from ui.lobby.board_cards import Card, meeting_card, notice_card
from ui.lobby.board_view_model import Snapshot


def read(machine: Machine) -> tuple[Snapshot, tuple[Card, ...]]:
    """The board as of the company's time."""
    now = machine.company.now()
    board = notices.board(machine.store, now)
    zone = board.building.zone if board.building else now.astimezone().tzinfo or UTC
    local = now.astimezone(zone)
    state = machine.connection.state
    cards = [notice_card(notice, now, zone) for notice in board.notices]
    if board.meeting is not None:
        cards.append(meeting_card(board.meeting, now, zone))
    snapshot = Snapshot(
        known=board.building is not None,
        street=board.building.street if board.building else "",
        house=board.building.house if board.building else "",
        company=board.company.name if board.company else "",
        phones=tuple(dict.fromkeys(map(words.phone, board.company.dispatcher_phones))) if board.company else (),
        advice=board.company.emergency_advice if board.company else "",
        reachable=state.reachable is not False,
        barred=standing.for_board(state.standing),
        age=_age(state, local, zone),
        date=words.short_day(local.date()),
        clock=words.clock(local.time()),
    )
    return snapshot, tuple(cards)


def _age(state: ConnectionState, now: datetime, zone: tzinfo) -> str:
    """«данные на 11:20», «данные на 17 ноября 2026, 11:36», «данных ещё не было»."""
    if state.agreed_at is None:
        return "с включения киоска связи ещё не было"
    agreed = state.agreed_at.astimezone(zone)
    return f"данные на {words.clock(agreed.time()) if agreed.date() == now.date() else words.moment(agreed, zone)}"
