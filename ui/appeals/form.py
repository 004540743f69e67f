"""A new appeal as the screen has it: the draft, what is typed but not yet accepted, and which page that makes."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, datetime, time
from enum import StrEnum

from kiosk.appeals import Draft, ListedAppeal, Step
from kiosk.domain.appeals import AppealType, Visit
from kiosk.domain.errors import Refused

STEPS = (Step.TYPE, Step.TEXT, Step.PHOTOS, Step.VISIT, Step.CHECK)


class Page(StrEnum):
    """The five steps, and what comes before and after them."""

    TYPE = Step.TYPE
    EMERGENCY = "emergency"
    TEXT = Step.TEXT
    PHOTOS = Step.PHOTOS
    VISIT = Step.VISIT
    CHECK = Step.CHECK
    SENT = "sent"


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """`at` is the earlier step one went back to, None at the step the draft itself is at.

    `revised`: that was by «Изменить» on the check page, which comes next again. `emergency` waits behind the
    dispatcher's phone. `typed`, `day`, `start` and `end` (whole hours) outlive going back and forth. `begun` is the
    step it opened at; `reason` is why what is corrected was refused.
    """

    draft: Draft = field(default_factory=Draft)
    at: Step | None = None
    revised: bool = False
    group: str = ""
    emergency: AppealType | None = None
    typed: str = field(default="", repr=False)
    day: date | None = None
    start: int | None = None
    end: int | None = None
    problem: str = ""
    begun: Step = Step.TYPE
    reason: str = ""
    sending: bool = False
    filed: ListedAppeal | None = field(default=None, repr=False)

    @classmethod
    def of(cls, draft: Draft, reason: str = "") -> Form:
        """The form of a draft that is filled already, as far as it is."""
        opened = cls(draft=draft, begun=draft.step, reason=reason)
        return replace(opened.revise(draft.step), at=None, revised=False)

    @property
    def step(self) -> Step:
        return self.at or self.draft.step

    @property
    def page(self) -> Page:
        if self.filed is not None:
            return Page.SENT
        return Page.EMERGENCY if self.emergency is not None else Page(self.step)

    def back(self) -> Form | None:
        """A step back with everything kept; None when there is nothing before."""
        calm = replace(self, problem="")
        if self.emergency is not None:
            return replace(calm, emergency=None)
        if self.step is Step.TYPE and self.group:
            return replace(calm, group="")
        if self.revised:
            return replace(calm, at=None, revised=False)
        if self.step is self.begun:
            return None
        return replace(calm, at=STEPS[STEPS.index(self.step) - 1])

    def revise(self, step: Step) -> Form:
        """«Изменить» on the check page; what is shown for editing is what was accepted."""
        visit = self.draft.visit
        return replace(
            self,
            at=step,
            revised=True,
            group="",
            problem="",
            typed=self.draft.text,
            day=visit.on if visit else None,
            start=visit.start.hour if visit and visit.start else None,
            end=visit.end.hour if visit and visit.end else None,
        )

    def accept(self, draft: Draft) -> Form:
        """The draft after this page, and the page after that: the next one, or the check when it was revised."""
        following = STEPS[min(STEPS.index(self.step) + 1, len(STEPS) - 1)]
        behind = STEPS.index(following) < STEPS.index(draft.step)
        at = following if behind and not self.revised else None
        return replace(self, draft=draft, at=at, revised=False, emergency=None, group="", problem="")

    def refuse(self, trouble: Refused) -> Form:
        """Stay, and say why."""
        return replace(self, problem=trouble.text)

    @property
    def visit(self) -> Visit | None:
        """What is chosen so far; None until a day is."""
        if self.day is None:
            return None
        return Visit(on=self.day, start=_clock(self.start), end=_clock(self.end))

    def visiting(self, now: datetime, **chosen: date | int | None) -> Form:
        """A tile was tapped; the sentence tells at once of hours that cannot be. `now` is the building's."""
        form = replace(self, problem="", **chosen)  # type: ignore[arg-type]
        visit = form.visit
        if visit is None or visit.start is None or visit.end is None:
            return form
        try:
            form.draft.with_visit(visit, now)
        except Refused as trouble:
            return form.refuse(trouble)
        return form


def _clock(hour: int | None) -> time | None:
    return None if hour is None else time(hour)
