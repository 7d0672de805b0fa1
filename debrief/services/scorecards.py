"""A scorecard comes in: the submission, the correction, the change after the reveal."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from uuid import UUID, uuid4

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session, contains_eager, joinedload, lazyload

from debrief.access import State
from debrief.access.predicates import OPEN_STATES
from debrief.audit import Tag
from debrief.errors import ConflictError, InvalidInputError, StaleError, UnconditionalError
from debrief.models import (
    ChangeReason,
    Debrief,
    Panelist,
    Phase,
    Scorecard,
    ScorecardVersion,
)
from debrief.reports.wording import wording_of
from debrief.services.answers import ScorecardInput
from debrief.services.completeness import missing_in
from debrief.services.context import Context
from debrief.services.drafts import standing
from debrief.services.flags import (
    asked_in,
    disputed_among,
    flags_in,
    unhandled,
    write_flags,
)
from debrief.services.reveals import settle
from debrief.services.versions import write_ratings, write_signals, write_words

_CARD = select(Scorecard).where(Scorecard.id == bindparam("card"))
HELD = (
    _CARD.join(Scorecard.panelist)
    .join(Panelist.debrief)
    .join(Debrief.stage)
    .options(
        contains_eager(Scorecard.panelist).options(
            lazyload(Panelist.user),
            contains_eager(Panelist.debrief).contains_eager(Debrief.stage),
        )
    )
    .with_for_update(of=[Debrief, Scorecard])
    .execution_options(populate_existing=True)
)
CONTENTS = _CARD.options(
    joinedload(Scorecard.draft),
    joinedload(Scorecard.versions),
    joinedload(Scorecard.panelist, innerjoin=True).options(
        lazyload(Panelist.user), joinedload(Panelist.assignments)
    ),
)


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
    wording = wording_of(context.session, debrief.requisition_version_id)
    flags = flags_in(given := given.tidied(), wording)
    given = replace(given, disputed=disputed_among(flags, given))
    _lock(context.session, scorecard)
    if answered := _answered(scorecard, given, request):
        return answered
    _check_request(scorecard, request)
    asked = asked_in(scorecard.draft.answers) if scorecard.draft else ()
    wrong = missing_in(given, panelist.criteria, wording.rubric) | unhandled(given, flags, asked)
    if wrong:
        raise InvalidInputError("Some answers need another look.", wrong)
    words = write_words(context, given, debrief.stage.application_id)
    version = _freeze(context, scorecard, given, request, words)
    write_ratings(context.session, version.id, given, words)
    write_signals(context.session, version.id, given, words)
    write_flags(context.session, version.id, given, flags, words)
    again = version.phase is Phase.AFTER_REVEAL
    tag = Tag.SCORECARD_RERATED if again else Tag.SCORECARD_SUBMITTED
    context.record(tag, f"scorecard:{scorecard.id}", commitment=version.commitment)
    settle(context, debrief)
    return version


def _lock(session: Session, scorecard: Scorecard) -> None:
    """Hold the card and its debrief, and read anew whatever decides what becomes of it.

    The debrief too: two last cards at once must not both think the other is missing. In two
    statements: only what is asked for once the rows are held is sure to be the newest.
    """
    for statement in (HELD, CONTENTS):
        session.scalars(statement, {"card": scorecard.id}).unique().one()


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


def _phase(scorecard: Scorecard) -> Phase:
    state = scorecard.panelist.debrief.state
    if state in OPEN_STATES:
        return Phase.INDEPENDENT
    if state is State.REVEALED:
        return Phase.AFTER_REVEAL if scorecard.versions else Phase.LATE
    raise ConflictError("This debrief takes no more cards.")


def _check_request(scorecard: Scorecard, request: Request) -> None:
    if (_phase(scorecard) is Phase.AFTER_REVEAL) != (request.change_reason is not None):
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
    words: Mapping[str, UUID],
) -> ScorecardVersion:
    """The version's own row, in place of the draft."""
    application_id = scorecard.panelist.debrief.stage.application_id
    version = ScorecardVersion(
        id=uuid4(),
        scorecard=scorecard,
        number=len(scorecard.versions) + 1,
        phase=_phase(scorecard),
        change_reason=request.change_reason,
        submitted_at=context.at,
        could_not_assess=given.could_not_assess,
        recommendation=given.recommendation,
        reason_id=words["reason"],
        change_of_mind_id=words.get("change_of_mind"),
        commitment=context.commit_to(application_id, given.content()),
        request_key=request.key,
        request_digest=given.digest(),
    )
    context.session.add(version)
    scorecard.draft = None
    context.session.flush()
    return version
