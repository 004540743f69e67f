"""Putting the demonstration into an empty database, and renewing its dates in one that has it."""

import uuid
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from kiosk.domain import words
from kiosk.domain.facts import Fact
from kiosk.domain.notifications import NotificationChoices
from sync.server import appeals, counters, facts, links, meters
from sync.server.demo import appeals as manual
from sync.server.demo import board, consents, people, places, types
from sync.server.records import Owner
from sync.server.tables import AccountRow, LinkRow

GUIDE = f"""\
Демонстрация готова.
  {words.phone(people.RESIDENT)} — привязан лицевой счёт 10117, как в руководстве; 10118 по адресу привяжется сразу:
      {places.PYATAKOVA}, кв. 4
  любой другой номер — привязка с начала: логин 10119, пароль {people.PASSWORD};
      по адресу — на проверку: 10120, {places.STREET}, кв. 19 (сразу — с {words.phone(people.NEIGHBOUR)})
  коды подтверждения показываются в окне сервера и на экране киоска
Дальше: `enrol` — код подключения киоска, `serve` — сервер."""


def seed(db: Session, now: datetime) -> None:
    """Everything of the demonstration that is not there yet; what the board shows is dated anew."""
    for building_id, building in places.BUILDINGS.items():
        shared: tuple[Fact, ...] = (
            places.COMPANIES[building_id],
            building,
            *consents.texts(),
            *types.types(),
            *places.ADDRESSES,
        )
        dated: tuple[Fact, ...] = (*board.notices(now), *board.meetings(now)) if building_id == places.HOME else ()
        facts.publish_changed(db, facts.building(building_id), (*shared, *dated), now)
    counters.start_at(db, counters.APPEALS, manual.LAST_NUMBER)
    today = now.astimezone(ZoneInfo(places.ZONE)).date()
    for household in people.households(today):
        if db.scalar(select(AccountRow.id).where(AccountRow.id == household.account.id)) is None:
            _settle(db, household, now)


def _settle(db: Session, household: people.Household, now: datetime) -> None:
    account = household.account
    db.add(
        AccountRow(
            id=account.id,
            number=account.number,
            login=account.number,
            password_hash=links.password_hash(household.password) if household.password else None,
            phone=household.known_phone,
            building_id=household.building_id,
            address=account.address,
            apartment=account.apartment,
        )
    )
    db.flush()
    for phone in household.linked_to:
        link = LinkRow(id=str(uuid.uuid4()), phone=phone, account_id=account.id, made_at=now, reason="")
        links.confirm(link, now)
        db.add(link)
    told: tuple[Fact, ...] = (
        account,
        NotificationChoices(id=account.id),
        *household.appeals,
        *household.invoices,
        *household.payments,
        *household.meters,
        *household.readings,
    )
    facts.publish_changed(db, facts.account(account.id), told, now)
    for appeal in household.appeals:
        appeals.record(db, account.id, appeal)
    for reading in household.readings:
        meters.record(db, account.id, reading, now)
    for phone, share in household.shares:
        owner = Owner(id=str(uuid.uuid4()), account_id=account.id, phone=phone, share=share, verified_at=now)
        db.add(owner)
