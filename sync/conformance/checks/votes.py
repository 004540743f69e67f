"""Votes: one for a question and a voter, for ever."""

from kiosk.domain.accounts import Link
from kiosk.domain.meetings import CastVote, Choice, Meeting, Vote
from sync import contract
from sync.conformance.run import Run
from sync.conformance.strictness import accepted, expect
from sync.conformance.verdicts import Skipped, check


@check("vote.cast", "kinds")
def cast(run: Run) -> None:
    """A verified owner's choice is recorded and told; a second one is a conflict that says what is recorded."""
    meeting, question = _question(run)
    vote = CastVote(meeting_id=meeting.id, question_id=question, choice=Choice.ABSTAIN)
    first = run.visit.settled(run.visit.made(vote))
    expect(first.outcome != "rejected", f"an owner's vote was rejected: {first.refusal and first.refusal.code}")
    told = [row.data for row in run.visit.pulled().alive(Vote.kind) if row.id == question]
    expect(len(told) == 1, "the recorded choice is not told, or told twice")
    for choice in (Choice.FOR, told[0].choice):
        again = run.visit.settled(run.visit.made(CastVote(meeting_id=meeting.id, question_id=question, choice=choice)))
        expect(again.outcome == "conflict" and again.refusal, f"a second vote was {again.outcome}")
    now = [row.data.choice for row in run.visit.pulled().alive(Vote.kind) if row.id == question]
    expect(now == [told[0].choice], "the second vote changed the first")


@check("vote.question", "kinds")
def question(run: Run) -> None:
    """A vote on what is on no agenda is rejected."""
    outcome = run.visit.settled(
        run.visit.made(CastVote(meeting_id="conformance-none", question_id="none", choice=Choice.FOR))
    )
    expect(outcome.outcome == "rejected", "a vote on nothing was recorded")


def _question(run: Run) -> tuple[Meeting, str]:
    """A question that may be voted on here; the last of an agenda, so that a trial does little harm."""
    links = accepted(run.visit.ask("GET", contract.LINKS), contract.Links).links
    mine: list[Link] = [link for link in links if link.account_id == run.visit.account_id]
    if not any(link.share for link in mine):
        raise Skipped("needs a resident whom the company has verified as an owner")
    now = run.line.now()
    meetings: list[Meeting] = [row.data for row in run.device.pulled(run.device.building).alive(Meeting.kind)]
    for meeting in meetings:
        if meeting.adopted and meeting.questions and meeting.starts_at <= now < meeting.ends_at:
            return meeting, meeting.questions[-1].id
    raise Skipped("needs a meeting in progress where owners may vote at the kiosk")
