"""A company for the fault suite: a demonstration with as many more households as are asked for, and no limits."""

import uuid
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy.orm import Session as Db

from kiosk.domain.accounts import Account, LinkStatus
from kiosk.domain.appeals import Appeal, AppealEvent, AppealStatus
from kiosk.domain.facts import Fact
from kiosk.domain.meetings import Meeting, Question
from kiosk.domain.meters import Meter, Resource
from kiosk.domain.money import Kopecks
from kiosk.domain.notifications import NotificationChoices
from kiosk.domain.operations import KINDS
from kiosk.domain.refusals import RefusedOperation
from kiosk.session import Session, SessionKey
from sync.server import appeals, counters, facts, meetings, sessions
from sync.server.admissions import Admissions
from sync.server.database import Database
from sync.server.office import secret
from sync.server.settings import AppealSettings, CodeSettings, LinkSettings, Quota, Settings
from sync.server.tables import AccountRow, LinkRow

ENDLESS = Quota(count=10**6, period=timedelta(seconds=1))
SETTINGS = Settings(
    codes=CodeSettings(resend=timedelta(0), run=10**6, per_phone=ENDLESS, per_kiosk=ENDLESS, wrong_per_kiosk=ENDLESS),
    links=LinkSettings(wrong_per_phone=ENDLESS, wrong_per_account=ENDLESS, wrong_per_kiosk=ENDLESS),
    appeals=AppealSettings(per_resident=ENDLESS, same_text=ENDLESS),
)
"""Limits are tested elsewhere; here they would only refuse what is to be counted."""
BUILDING = "1"


@dataclass(frozen=True, slots=True)
class Household:
    """An account, and the phone that is linked to it."""

    account_id: str
    phone: str

    @property
    def scope(self) -> str:
        return facts.account(self.account_id)


class Town:
    """The company's own hand on its database, beside the running server."""

    def __init__(self, url: str) -> None:
        self.database = Database(url)
        self._admissions = Admissions(bytes.fromhex(secret(self.database, "admissions")))

    def close(self) -> None:
        self.database.close()

    def household(self) -> Household:
        """A new account, linked and confirmed, of a verified owner."""
        with self.database.write() as db:
            number = counters.advance(db, "households")
            made = Household(str(70000 + number), f"+7928{7000000 + number}")
            _settle_in(db, made)
        return made

    def visit(self, home: Household, device_id: str) -> Session:
        """A resident of the household at a kiosk, as after a code."""
        key = SessionKey()
        with self.database.write() as db:
            opened, token = sessions.open_session(db, device_id, home.phone, key.public, _now())
        return Session(
            device_id=device_id,
            session_id=opened.id,
            token=token,
            certificate=self._admissions.certify(opened, Settings().session_longest),
            phone=home.phone,
            links=(),
            key=key,
            account_id=home.account_id,
        )

    def say(self, scope: str, fact: Fact, *names: str) -> None:
        """`names` as of Database.write: whom to keep out meanwhile."""
        with self.database.write(*names) as db:
            facts.publish(db, scope, fact, _now())

    def appeal(self, home: Household, status: AppealStatus) -> Appeal:
        """An appeal that the household filed, in this status."""
        with self.database.write() as db:
            appeal = _appeal(str(counters.advance(db, counters.APPEALS)), status)
            appeals.record(db, home.account_id, appeal, home.phone)
            facts.publish(db, home.scope, appeal, _now())
        return appeal

    def meter(self, home: Household, *names: str) -> Meter:
        """A new meter of one tariff; `names` as of `say`."""
        meter = _meter(str(uuid.uuid4()))
        self.say(home.scope, meter, *names)
        return meter

    def meeting(self) -> Meeting:
        """A meeting in progress, of one question, that may be voted on at the kiosk."""
        name = str(uuid.uuid4())
        meeting = Meeting(
            id=f"meeting-{name}",
            title="Ремонт кровли",
            starts_at=_now() - timedelta(days=1),
            ends_at=_now() + timedelta(days=1),
            participated=Decimal(38),
            questions=(Question(id=f"question-{name}", number=1, text="Менять ли кровлю"),),
            adopted=True,
        )
        self.say(facts.building(BUILDING), meeting)
        return meeting

    def refusal(self, home: Household) -> str:
        """A refused operation that the household's resident is told of; its id."""
        refused = RefusedOperation(
            id=str(uuid.uuid4()),
            operation=next(iter(KINDS)),
            payload={},
            made_at=_now(),
            code="appeal.type",
            sentence="Этот тип обращения больше не принимается.",
        )
        with self.database.write() as db:
            facts.publish(db, home.scope, refused, _now(), refused.id, home.phone)
        return refused.id


def private_bytes(session: Session) -> bytes:
    """The session's private key, which only a test may take out."""
    private = session.key._private
    assert isinstance(private, Ed25519PrivateKey)
    return private.private_bytes_raw()


def _settle_in(db: Db, home: Household) -> None:
    account_id, address = home.account_id, "г. Волгодонск, ул. Степная, 189"
    db.add(
        AccountRow(
            id=account_id,
            number=account_id,
            login=account_id,
            password_hash=None,
            phone=home.phone,
            building_id=BUILDING,
            address=address,
            apartment="1",
        )
    )
    db.flush()
    link = LinkRow(id=str(uuid.uuid4()), phone=home.phone, account_id=account_id, made_at=_now(), reason="")
    link.status = LinkStatus.CONFIRMED
    db.add(link)
    db.flush()
    meetings.verify_owner(db, link.id, Decimal("0.001"), _now())
    told: tuple[Fact, ...] = (_account(home, address), NotificationChoices(id=account_id), _meter(f"{account_id}-1"))
    facts.publish_changed(db, home.scope, told, _now())


def _account(home: Household, address: str) -> Account:
    return Account(
        id=home.account_id,
        number=home.account_id,
        owner="Иванов Иван Иванович",
        phone=home.phone,
        address=address,
        apartment="1",
        living=1,
        registered=1,
        debt=Kopecks(0),
    )


def _appeal(number: str, status: AppealStatus) -> Appeal:
    at = _now()
    return Appeal(
        id=str(uuid.uuid4()),
        number=number,
        type_id="water",
        type_name="Вода",
        text="Прорвало трубу в подвале",
        status=status,
        filed_at=at,
        visit=None,
        photos=(),
        history=(AppealEvent(at=at, status=status),),
    )


def _meter(name: str) -> Meter:
    return Meter(
        id=name,
        resource=Resource.COLD_WATER,
        serial=name[:12],
        place="Санузел",
        unit="м³",
        verified_until=date(2099, 1, 1),
        last_values=(Decimal("10.5"),),
        last_read_on=date(2026, 1, 20),
    )


def _now() -> datetime:
    return datetime.now(UTC)
