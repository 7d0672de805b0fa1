"""One stage of one candidate, told through the use cases: who did what, and when."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from sqlalchemy import select

from debrief.cli.demo.cards import Bank
from debrief.models import (
    Application,
    ChangeReason,
    Debrief,
    Disposition,
    InterviewFormat,
    Outcome,
    Panelist,
    Result,
    RevealCause,
    Scorecard,
    StageKind,
    User,
)
from debrief.reports.panel import candidate_gate
from debrief.services import applications, messages, outcomes, panels, reveals, scorecards
from debrief.services.answers import given_in
from debrief.services.context import Context

Told = Mapping[str, Any]

#: Hours after the interview: it is scheduled, the first card comes, each next one after a gap.
SCHEDULED, FIRST_CARD, GAP = -72, 2, 3
#: Hours after a card was due: a working day later on any day of the week.
WAIVED = 96
FORMATS = (InterviewFormat.VIDEO, InterviewFormat.ON_SITE, InterviewFormat.PHONE)


@dataclass(frozen=True)
class Act:
    """Something that happens at a time."""

    at: datetime
    play: Callable[[datetime], None]


@dataclass(frozen=True)
class Cast:
    """The demo's people; `now` is the context of its loading."""

    now: Context
    people: Mapping[str, User]

    def as_(self, short: str, at: datetime) -> Context:
        """A use case's surroundings for one of the people."""
        return replace(self.now, actor=self.people[short].id, at=at)


@dataclass
class Story:
    """`opening` is the requisition's part of the tale, `stage` this stage's; see the YAML files."""

    cast: Cast
    opening: Told
    stage: Told
    application: Application
    bank: Bank
    place: int
    debrief: Debrief = field(init=False)

    def hours(self, count: float) -> datetime:
        """So many hours after the interview ended."""
        return self.cast.now.at - timedelta(hours=self.stage["ended"] - count)

    def acts(self) -> Iterator[Act]:
        """Everything that happens; a card's place in the panel sets its hour."""
        last = 0.0
        yield Act(self.hours(SCHEDULED), self.set_up)
        for place, (short, card) in enumerate(self.stage["cards"].items()):
            hour = FIRST_CARD + GAP * place
            if card == "recused":
                yield Act(self.hours(hour), partial(self.recuse, short))
            elif "waived" in card:
                hour = self.opening["due_hours"] + WAIVED
                yield Act(self.hours(hour), partial(self.waive, short, card["waived"]))
            elif self.bank.is_written(card):
                yield Act(self.hours(hour), partial(self.submit, short))
            last = max(last, hour)
        for short, text in self.stage.get("to_hr", {}).items():
            yield Act(self.hours(FIRST_CARD), partial(self.tell_hr, short, text))
        if self.stage.get("cancelled"):
            yield Act(self.hours(last + 1), self.cancel)
        if self.stage.get("opened"):
            yield from self.afterwards(last + 1)

    def afterwards(self, opened: float) -> Iterator[Act]:
        """The reveal, `opened` hours after the interview, and what follows it."""
        yield Act(self.hours(opened), self.reveal)
        for short, card in self.stage["cards"].items():
            if "waived" in card and self.bank.is_written(card):
                yield Act(self.hours(opened + 1), partial(self.submit, short))
        for short in self.stage.get("rerated", ()):
            yield Act(self.hours(opened + 1), partial(self.rerate, short))
        if given := self.stage.get("outcome"):
            yield Act(self.hours(opened + 2), self.decide)
            for short, text in given.get("dissent", {}).items():
                yield Act(self.hours(opened + 3), partial(self.dissent, short, text))
            if given.get("closed"):
                yield Act(self.hours(opened + 4), self.close)

    def set_up(self, at: datetime) -> None:
        """Schedule the interview and put its panel together, where the story has one already."""
        recruiter = self.cast.as_("rosa", at)
        stage = applications.add_stage(recruiter, self.application, StageKind(self.stage["kind"]))
        cards = {self.cast.people[name].id: card for name, card in self.stage["cards"].items()}
        met = [self.cast.people[name].id for name in self.stage.get("met_by", ())]
        session = applications.InterviewInput(
            self.hours(-1),
            self.hours(0),
            FORMATS[self.place % len(FORMATS)],
            self.opening["zone"],
            (*cards, *met),
        )
        applications.schedule_interview(recruiter, stage, session)
        if not cards:
            return
        facilitator = self.stage.get("facilitator", self.opening["facilitator"])
        first = tuple(self.opening["criteria"][: panels.MOST_CRITERIA])
        self.debrief = panels.set_up_debrief(
            recruiter,
            stage,
            self.cast.people[facilitator].id,
            [
                panels.PanelistInput(
                    user_id, first if card == "recused" else tuple(card["criteria"])
                )
                for user_id, card in cards.items()
            ],
        )

    def submit(self, short: str, at: datetime) -> None:
        """Hand in a card."""
        place = list(self.stage["cards"]).index(short)
        given = self.bank.card(self.stage, short, self.place + place)
        request = scorecards.Request(f"demo:{short}")
        scorecards.submit_scorecard(self.cast.as_(short, at), self._card(short), given, request)

    def rerate(self, short: str, at: datetime) -> None:
        """Change levels after the reveal, with the reason code."""
        changed = dict(self.stage["rerated"][short])
        reason = ChangeReason(changed.pop("reason"))
        scorecard = self._card(short)
        before = given_in(scorecard.versions[-1])
        ratings = tuple(
            replace(each, level=changed.get(each.criterion, each.level)) for each in before.ratings
        )
        request = scorecards.Request(f"demo:{short}:again", len(scorecard.versions), reason)
        context = self.cast.as_(short, at)
        scorecards.submit_scorecard(context, scorecard, replace(before, ratings=ratings), request)

    def tell_hr(self, short: str, text: str, at: datetime) -> None:
        messages.send_to_hr(self.cast.as_(short, at), self.debrief, text)

    def recuse(self, short: str, at: datetime) -> None:
        panels.recuse(self.cast.as_(short, at), self._seat(short))

    def waive(self, short: str, reason: str, at: datetime) -> None:
        panels.waive(self._facilitator(at), self._seat(short), reason, self.opening["zone"])

    def reveal(self, at: datetime) -> None:
        reveals.reveal(self._facilitator(at), self.debrief, RevealCause.FACILITATOR)

    def cancel(self, at: datetime) -> None:
        reveals.cancel(self.cast.as_("rosa", at), self.debrief)

    def decide(self, at: datetime) -> None:
        """The hiring manager writes the outcome; where it departs, it now waits for HR."""
        told = self.stage["outcome"]
        given = outcomes.OutcomeInput(
            Result(told["result"]),
            told["reason"],
            tuple(told["grounds"]),
            Disposition(told["disposition"]),
            told["disposition_reason"],
            told.get("departure", ""),
        )
        manager = self.cast.as_(self.opening["manager"], at)
        gate = candidate_gate(manager.session, self.debrief)
        outcomes.decide(manager, self.debrief, given, gate, [])

    def dissent(self, short: str, text: str, at: datetime) -> None:
        outcome = select(Outcome).where(Outcome.debrief_id == self.debrief.id)
        context = self.cast.as_(short, at)
        outcomes.dissent(context, context.session.scalars(outcome).one(), text)

    def close(self, at: datetime) -> None:
        reveals.close(self._facilitator(at), self.debrief)

    def _facilitator(self, at: datetime) -> Context:
        return replace(self.cast.now, actor=self.debrief.facilitator_id, at=at)

    def _seat(self, short: str) -> Panelist:
        user_id = self.cast.people[short].id
        return next(seat for seat in self.debrief.panelists if seat.user_id == user_id)

    def _card(self, short: str) -> Scorecard:
        own = select(Scorecard).where(Scorecard.panelist_id == self._seat(short).id)
        return self.cast.now.session.scalars(own).one()
