"""A scorecard comes in: the submission, the correction, the change after the reveal."""

from dataclasses import dataclass, replace

from debrief.access import State
from debrief.access.predicates import OPEN_STATES
from debrief.audit import Tag
from debrief.errors import ConflictError, InvalidInputError, StaleError, UnconditionalError
from debrief.models import (
    ChangeReason,
    Observation,
    Phase,
    Rating,
    Scorecard,
    ScorecardVersion,
    SignalMark,
)
from debrief.reports.rubrics import rubric_of
from debrief.services.answers import ScorecardInput
from debrief.services.completeness import missing_in
from debrief.services.context import Context
from debrief.services.drafts import standing
from debrief.services.flags import asked_in, disputed_among, flags_in, keep_flags, unhandled
from debrief.services.reveals import settle


@dataclass(frozen=True, slots=True)
class Request:
    """How a submission was asked for.

    `key` is the Idempotency-Key; `replaces` the version number the writer started from (If-Match),
    None for a first card; `change_reason` is given after the reveal alone; `draft`, where there is
    one, is the standing of the draft that was read before sending it.
    """

    key: str
    replaces: int | None = None
    change_reason: ChangeReason | None = None
    draft: str | None = None


def submit_scorecard(
    context: Context, scorecard: Scorecard, given: ScorecardInput, request: Request
) -> ScorecardVersion:
    """Freeze a version: the same request twice, at once or after a lost answer, makes one.

    Raises InvalidInputError with the fields that are missing, UnconditionalError or StaleError for
    a correction that names no version or an old one, ConflictError when no card may come any more.
    """
    panelist = scorecard.panelist
    debrief = panelist.debrief
    rubric = rubric_of(context.session, debrief.requisition_version_id)
    flags = flags_in(given := given.tidied(), rubric)
    given = replace(given, disputed=disputed_among(flags, given))
    # The debrief first, always: two last cards at once must not both think the other is missing.
    context.session.refresh(debrief, with_for_update=True)
    context.session.refresh(scorecard, with_for_update=True)
    if answered := _answered(scorecard, given, request):
        return answered
    phase = _phase(debrief.state, scorecard)
    _check_request(phase, scorecard, request)
    asked = asked_in(scorecard.draft.answers) if scorecard.draft else ()
    wrong = missing_in(given, panelist.criteria, rubric) | unhandled(given, flags, asked)
    if wrong:
        raise InvalidInputError("Some answers need another look.", wrong)
    version = _freeze(context, scorecard, given, request, phase)
    keep_flags(version, given, flags)
    scorecard.draft = None
    context.session.flush()
    tag = Tag.SCORECARD_RERATED if phase is Phase.AFTER_REVEAL else Tag.SCORECARD_SUBMITTED
    context.record(tag, f"scorecard:{scorecard.id}", commitment=version.commitment)
    settle(context, debrief)
    return version


def _answered(
    scorecard: Scorecard, given: ScorecardInput, request: Request
) -> ScorecardVersion | None:
    """The version this very request made before, if it did."""
    for version in scorecard.versions:
        if version.request_key == request.key:
            if version.request_digest == given.digest():
                return version
            raise ConflictError("This request was answered before, for another text.")
    return None


def _phase(state: State, scorecard: Scorecard) -> Phase:
    if state in OPEN_STATES:
        return Phase.INDEPENDENT
    if state is State.REVEALED:
        return Phase.AFTER_REVEAL if scorecard.versions else Phase.LATE
    raise ConflictError("This debrief takes no more cards.")


def _check_request(phase: Phase, scorecard: Scorecard, request: Request) -> None:
    if (phase is Phase.AFTER_REVEAL) != (request.change_reason is not None):
        message = "After the reveal, and only then, a change needs a reason."
        raise InvalidInputError(message, {"change_reason": [message]})
    current = len(scorecard.versions) or None
    if current and request.replaces is None:
        raise UnconditionalError("Your card is in already. Open it and correct that version.")
    if request.replaces != current or request.draft not in {None, standing(scorecard)}:
        raise StaleError("Your card was changed in another window since you opened it here.")


def _freeze(
    context: Context,
    scorecard: Scorecard,
    given: ScorecardInput,
    request: Request,
    phase: Phase,
) -> ScorecardVersion:
    application_id = scorecard.panelist.debrief.stage.application_id
    version = ScorecardVersion(
        scorecard=scorecard,
        number=len(scorecard.versions) + 1,
        phase=phase,
        change_reason=request.change_reason,
        submitted_at=context.at,
        could_not_assess=given.could_not_assess,
        recommendation=given.recommendation,
        reason=context.words(given.reason, application_id),
        change_of_mind=context.words_if_any(given.change_of_mind, application_id),
        commitment=context.commit_to(application_id, given.content()),
        request_key=request.key,
        request_digest=given.digest(),
    )
    context.session.add(version)
    for place, rating in enumerate(given.ratings, start=1):
        version.ratings.append(
            Rating(
                criterion=rating.criterion,
                position=place,
                level=rating.level,
                ne_reason=rating.ne_reason,
                correctness=rating.correctness,
                kind=rating.kind,
                evidence=context.words_if_any(rating.evidence, application_id),
                question=context.words_if_any(rating.question, application_id),
            )
        )
    for place, signal in enumerate(given.signals, start=1):
        observations = [
            Observation(
                position=number,
                kind=seen.kind,
                question=context.words(seen.question, application_id),
                said=context.words(seen.said, application_id),
            )
            for number, seen in enumerate(signal.observations, start=1)
        ]
        version.signals.append(
            SignalMark(
                signal=signal.signal, position=place, complete=True, observations=observations
            )
        )
    return version
