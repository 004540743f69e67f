"""Who lives in the model: two accounts, two residents, a building, two kiosks; as little as makes a difference."""

from __future__ import annotations

import hashlib
import io
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from PIL import Image

from kiosk.domain.accounts import Account, LinkStatus
from kiosk.domain.appeals import AppealType
from kiosk.domain.company import Building, CompanyProfile, Modules
from kiosk.domain.facts import Fact
from kiosk.domain.login import ConsentKind, ConsentText
from kiosk.domain.meetings import Meeting, Question
from kiosk.domain.meters import Meter, Resource
from kiosk.domain.money import Kopecks
from kiosk.domain.notices import Notice, NoticeKind
from kiosk.domain.notifications import NotificationChoices
from kiosk.domain.payments import Payment
from sync.server import facts
from sync.server.records import Owner
from sync.server.settings import AppealSettings, CodeSettings, LinkSettings, Quota, Settings
from sync.server.tables import AccountRow, Device, LinkRow

if TYPE_CHECKING:
    from sqlalchemy.orm import Session as Db

BUILDING = "1"
FIRST, SECOND = "1001", "1002"
ACCOUNTS = (FIRST, SECOND)
OWNER, NEIGHBOUR = "+79281234567", "+79281234568"
HOMES = {OWNER: (FIRST, SECOND), NEIGHBOUR: (SECOND,)}
"""Phones and the accounts linked to them."""
KIOSKS = ("lobby", "yard")
KEYS = {name: hashlib.sha256(name.encode()).digest() for name in KIOSKS}
SERVER = "http://127.0.0.1:9"
ENDLESS = Quota(count=10**6, period=timedelta(seconds=1))
SETTINGS = Settings(
    codes=CodeSettings(resend=timedelta(0), run=10**6, per_phone=ENDLESS, per_kiosk=ENDLESS, wrong_per_kiosk=ENDLESS),
    links=LinkSettings(wrong_per_phone=ENDLESS, wrong_per_account=ENDLESS, wrong_per_kiosk=ENDLESS),
    appeals=AppealSettings(per_resident=ENDLESS, same_text=Quota(count=2, period=timedelta(days=1))),
)
"""The one limit that is left gives honest refusals: a text said for the third time."""
LEAF = AppealType(id="burst", parent_id=None, name="Прорыв трубы", icon="droplet", position=1)
QUESTIONS = ("q1", "q2")
MEETING = "m1"
VERSION = "1"


def meter_id(account_id: str) -> str:
    return f"{account_id}-1"


def payment(number: int) -> Payment:
    return Payment(id=f"p{number % 4}", number=f"{number % 4}", paid_on=date(2026, 11, 1), total=Kopecks(100 * number))


def notice(number: int) -> Notice:
    starts = datetime.fromisoformat("2026-11-23T08:00:00+00:00") + timedelta(hours=number)
    title = f"Объявление {number}"
    return Notice(id=f"n{number % 3}", notice=NoticeKind.NEWS, title=title, text="Текст", published_at=starts)


def photo(number: int) -> bytes:
    """One of a few; the same picture may stand in several appeals."""
    picture = io.BytesIO()
    Image.new("RGB", (8, 8), (number * 40, 80, 120)).save(picture, "JPEG")
    return picture.getvalue()


PHOTOS = tuple(photo(number) for number in range(3))
FRESH = tuple(photo(number) for number in range(3, 7))
"""Such as the company seldom has already."""


def settle(db: Db, now: datetime) -> None:
    facts.publish_changed(db, facts.building(BUILDING), _shared(now), now)
    for account_id in ACCOUNTS:
        db.add(
            AccountRow(
                id=account_id,
                number=account_id,
                login=account_id,
                password_hash=None,
                phone=None,
                building_id=BUILDING,
                address="Дом",
                apartment=account_id,
            )
        )
        db.flush()
        told = (_account(account_id), NotificationChoices(id=account_id), _meter(account_id), payment(0))
        facts.publish_changed(db, facts.account(account_id), told, now)
    for phone, homes in HOMES.items():
        for account_id in homes:
            _link(db, phone, account_id, now)
    for name in KIOSKS:
        public = Ed25519PrivateKey.from_private_bytes(KEYS[name]).public_key().public_bytes_raw()
        db.add(Device(id=name, building_id=BUILDING, public_key=public, enrolled_at=now))


def _link(db: Db, phone: str, account_id: str, now: datetime) -> None:
    link = LinkRow(id=f"{phone}/{account_id}", phone=phone, account_id=account_id, made_at=now, reason="")
    link.status = LinkStatus.CONFIRMED
    db.add(link)
    db.add(Owner(id=link.id, account_id=account_id, phone=phone, share=Decimal("1.5"), verified_at=now))


def _shared(now: datetime) -> tuple[Fact, ...]:
    profile = CompanyProfile(
        id=BUILDING,
        name="Компания",
        office="Офис",
        dispatcher_phones=("+78007654321",),
        emergency_advice="Звоните.",
        modules=Modules(),
    )
    place = Building(id=BUILDING, street="Улица", house="Дом 1", timezone="Europe/Moscow")
    texts = (
        ConsentText(id=kind.value, consent=kind, version=VERSION, title="Согласие", text="Текст")
        for kind in ConsentKind
    )
    questions = tuple(Question(id=name, number=n, text="Вопрос") for n, name in enumerate(QUESTIONS, start=1))
    meeting = Meeting(
        id=MEETING,
        title="Собрание",
        starts_at=now - timedelta(days=1),
        ends_at=now + timedelta(days=60),
        participated=Decimal(0),
        questions=questions,
        adopted=True,
    )
    return (profile, place, *texts, LEAF, meeting)


def _account(account_id: str) -> Account:
    return Account(
        id=account_id,
        number=account_id,
        owner="Житель",
        phone=None,
        address="Дом",
        apartment=account_id,
        living=1,
        registered=1,
        debt=Kopecks(0),
    )


def _meter(account_id: str) -> Meter:
    return Meter(
        id=meter_id(account_id),
        resource=Resource.COLD_WATER,
        serial=account_id,
        place="Кухня",
        unit="м³",
        verified_until=date(2030, 1, 1),
        last_values=(Decimal("1.000"),),
        last_read_on=date(2026, 10, 1),
    )
