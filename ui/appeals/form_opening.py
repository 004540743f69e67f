"""What the form opens with: nothing, or an appeal that was written before, with its photos and why it was refused."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from kiosk import appeals, refusals
from kiosk.appeals import Draft
from kiosk.company import Company
from kiosk.database import Store
from kiosk.session import Session, SessionClosed
from ui.appeals.form import Form
from ui.controls.jobs import Jobs, Trouble
from ui.controls.resident import Resident


class FormOpening:
    """`prepare` gives a draft that is filled already, `form` opens with it once."""

    def __init__(
        self, store: Store, company: Company, jobs: Jobs, resident: Resident, clock: Callable[[], datetime]
    ) -> None:
        self._store, self._company, self._jobs = store, company, jobs
        self._resident, self._clock = resident, clock
        self._prepared: Draft | None = None
        self._fetched: dict[str, bytes] = {}

    def prepare(self, draft: Draft) -> None:
        """What the next form is to open with."""
        self._prepared = draft

    def forget(self) -> None:
        """A photo that is still on its way is kept by nobody."""
        self._prepared, self._fetched = None, {}

    def form(self) -> Form:
        """The form as it opens; the key of an empty one's command is made now."""
        draft = self._prepared
        self.forget()
        return Form() if draft is None else Form.of(draft, self._reason(draft))

    def revise(self, appeal_id: str, done: Callable[[Draft], None], failed: Callable[[Trouble], None]) -> None:
        """Have the draft made of an appeal as it was written last, off the GUI thread."""
        session, now = self._session(), self._clock()
        self._jobs.run(
            lambda: appeals.revision(self._store, session.account_id or "", appeal_id, now, session),
            done,
            failed,
        )

    def fetching(self, sha256: str) -> Callable[[], bytes]:
        """What a job does to get a photo that is in the draft already."""
        session, fetched = self._session(), self._fetched

        def fetch() -> bytes:
            return fetched.setdefault(sha256, appeals.photo(self._store, self._company, session, sha256))

        return fetch

    def whole(self, draft: Draft) -> Draft:
        """The draft with the photos that were fetched for it, so that the company can be sent them once more."""
        return draft.holding(self._fetched)

    def _session(self) -> Session:
        if self._resident.session is None:
            raise SessionClosed
        return self._resident.session

    def _reason(self, draft: Draft) -> str:
        if not draft.corrects:
            return ""
        session = self._session()
        refusal = refusals.find(self._store, session.account_id or "", draft.corrects, session)
        return refusal.text if refusal else ""
