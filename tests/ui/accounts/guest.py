"""A resident at the accounts' pages: logs in, taps, reads, types."""

from dataclasses import replace

from kiosk import login
from kiosk.domain.accounts import LinkStatus
from tests.sync.company import DEMO_PHONE
from tests.ui.counter import Counter
from tests.ui.stage import PORTRAIT, Layout, Stage
from tests.ui.taps import find, seen, tap, texts, type_text, wait
from ui.accounts.accounts_view_model import AccountsViewModel

STRANGER = "+79001112233"
STREET = "г. Волгодонск, ул. 100 стрелковой дивизии, 1"


class Guest:
    """`chosen` holds the account that was open each time the flow was done."""

    def __init__(self, counter: Counter) -> None:
        self.counter = counter
        self.model = AccountsViewModel(
            store=counter.store,
            company=counter.client,
            exchange=counter.engine,
            jobs=counter.jobs,
            relay=counter.relay,
            resident=counter.resident,
            seconds=counter.seconds,
        )
        self.chosen: list[str | None] = []
        self.model.chosen.connect(lambda: self.chosen.append(counter.resident.account_id))
        self._stage: Stage | None = None

    def close(self) -> None:
        if self._stage is not None:
            self._stage.close()

    @property
    def stage(self) -> Stage:
        assert self._stage is not None
        return self._stage

    def logs_in(self, phone: str = DEMO_PHONE) -> None:
        """With a code from the company, as the login pages do."""
        counter = self.counter
        wait(lambda: len(login.texts(counter.store)) == 2, "the texts of the consents")
        draft = login.Draft(digits=phone.removeprefix("+7"), agreement=True, personal_data=True)
        sent = login.send_code(counter.client, draft, login.texts(counter.store), counter.company.clock())
        code = counter.company.postbox.code
        counter.resident.put(login.confirm(counter.client, counter.device_id, sent, code))

    def opens(self, layout: Layout = PORTRAIT, **modes: bool) -> None:
        """Come to the accounts: by logging in, or from the cabinet's header."""
        if self._stage is None:
            self._stage = Stage("accounts/AccountsFlow.qml", self.model, layout, **modes)
        else:
            self._stage.open()

    def comes(self, phone: str = STRANGER) -> None:
        """Logs in and looks at the list, as fresh as it gets."""
        self.logs_in(phone)
        self.opens()
        self.rests()

    def rests(self) -> None:
        wait(lambda: not self.model.state.refreshing.busy and not self.model.state.linking.busy, "an answer")

    def tap(self, name: str) -> None:
        tap(self.stage.window, name)

    def types(self, text: str) -> None:
        """On the on-screen keyboard, into the field that has it."""
        type_text(self.stage.window, text)

    def fills(self, field: str, text: str) -> None:
        self.tap(f"{field}Input")
        self.types(text)

    def shown(self, field: str) -> str:
        """What stands in a field."""
        text = find(self.stage.window, f"{field}Input").property("text")
        assert isinstance(text, str)
        return text

    def reads(self, words: str) -> bool:
        return words in texts(self.stage.window).replace("\N{NO-BREAK SPACE}", " ")

    def waits_for(self, words: str) -> None:
        wait(lambda: self.reads(words), f"the words {words!r}; there is:\n{texts(self.stage.window)}")

    def sees(self, name: str) -> bool:
        return seen(self.stage.window, name) is not None

    def waits_until_chosen(self, account: str) -> None:
        wait(lambda: self.chosen == [account], f"account {account} to be chosen; there is:\n{texts(self.stage.window)}")

    def claims_by_address(self, number: str, apartment: str) -> None:
        """Fill the form at the list, taking the street from the suggestions."""
        self.tap("addByAddress")
        self.types(number)
        self.tap("typingAction")
        self.types("100 стр 1")
        self.tap("suggestion:0")
        self.types(apartment)
        self.tap("typingAction")

    def decides(self, number: str, status: LinkStatus, reason: str = "") -> None:
        """The company decides on the resident's claim to an account."""
        claims = (line.split("\t") for line in self.counter.company.cli("links", "--all").splitlines())
        claim = next(row[0] for row in claims if row[1] == number)
        if status is LinkStatus.CONFIRMED:
            self.counter.company.cli("confirm-link", claim)
        else:
            self.counter.company.cli("decline-link", claim, "--reason", reason)

    def statuses(self) -> dict[str, LinkStatus]:
        session = self.counter.resident.session
        assert session is not None
        return {link.number: link.status for link in session.links}

    def leaves(self) -> None:
        """«Выйти», as the shell does it."""
        session = self.counter.resident.session
        assert session is not None
        self.counter.resident.put(None)
        session.close()

    def forgets_account(self) -> None:
        """Back to no account chosen, for a list that is looked at after logging in."""
        session = self.counter.resident.session
        assert session is not None
        self.counter.resident.put(replace(session, account_id=None))
