"""Changing a rating after seeing others: with a reason code, beside the independent one."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from debrief.errors import ConflictError, InvalidInputError
from debrief.models import NeReason, Scorecard, ScorecardVersion
from debrief.reports.wording import Wording, wording_of
from debrief.scoring.scale import Recommendation
from debrief.services.answers import RatingInput, ScorecardInput, given_in
from debrief.services.context import Context
from debrief.services.flags import RECOMMENDATION, flags_in
from debrief.services.scorecards import Request, submit_scorecard


@dataclass(frozen=True, slots=True)
class NewRating:
    """What a criterion's answer becomes; blank evidence keeps what was written."""

    level: int | None
    ne_reason: NeReason | None = None
    evidence: str = ""


@dataclass(frozen=True, slots=True)
class Rerating:
    """What changes, as given; all else stays as the card has it."""

    ratings: Mapping[str, NewRating] = field(default_factory=dict)
    recommendation: Recommendation | None = None
    reason: str = ""


def newest(scorecard: Scorecard) -> ScorecardVersion:
    """The version to change; raises ConflictError where it has no rating."""
    version = scorecard.versions[-1]
    if version.could_not_assess:
        raise ConflictError("Your card says that you could not assess: it has no rating to change.")
    return version


def rerate(
    context: Context, scorecard: Scorecard, given: Rerating, request: Request
) -> ScorecardVersion:
    """Submit the card again with what changed.

    Raises InvalidInputError where nothing changed, or where new words name a protected topic.
    """
    newest(scorecard)
    was = given_in(_before(scorecard, request))
    now = replace(
        was,
        recommendation=given.recommendation or was.recommendation,
        reason=given.reason.strip() or was.reason,
        ratings=tuple(_changed(rating, given) for rating in was.ratings),
    )
    if (now.ratings, now.recommendation) == (was.ratings, was.recommendation):
        message = "Choose a new rating or a new recommendation, or go back: nothing has changed."
        raise InvalidInputError(message, {"ratings": [message]})
    wording = wording_of(context.session, scorecard.panelist.debrief.requisition_version_id)
    _refuse_protected_topics(wording, was, now)
    # What was asked again before the card came in was answered then.
    stands = (*(each.criterion for each in was.ratings), *(each.signal for each in was.signals))
    return submit_scorecard(
        context, scorecard, replace(now, stands=(*stands, RECOMMENDATION)), request
    )


def _before(scorecard: Scorecard, request: Request) -> ScorecardVersion:
    """The version a change starts from: for a request sent again, the one it started from then."""
    made = next((each for each in scorecard.versions if each.request_key == request.key), None)
    return scorecard.versions[made.number - 2 if made else -1]


def _changed(rating: RatingInput, given: Rerating) -> RatingInput:
    new = given.ratings.get(rating.criterion)
    if new is None:
        return rating
    evidence = new.evidence.strip() or rating.evidence
    return replace(rating, level=new.level, ne_reason=new.ne_reason, evidence=evidence)


def _refuse_protected_topics(wording: Wording, was: ScorecardInput, now: ScorecardInput) -> None:
    """New words are held to what any card is held to; words that stood before stay handled."""
    before = dict(was.texts())
    wrong: dict[str, list[str]] = {}
    for found in flags_in(now, wording):
        if found.blocks and dict(now.texts())[found.field] != before.get(found.field):
            wrong.setdefault(found.field, []).append(
                f"“{found.flag.text}” names a protected topic: take it out or rewrite it."
            )
    if wrong:
        raise InvalidInputError("Some answers need another look.", wrong)
