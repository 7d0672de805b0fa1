"""A scorecard comes in: the submission, the correction, the change after the reveal."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from uuid import UUID, uuid4

from sqlalchemy import delete

from debrief.audit import Tag
from debrief.errors import ConflictError, InvalidInputError, StaleError, UnconditionalError
from debrief.models import (
    ChangeReason,
    Draft,
    Phase,
    Scorecard,
    ScorecardVersion,
    insert_row,
)
from debrief.reports.wording import wording_of
from debrief.services.answers import ScorecardInput, digest_of
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
from debrief.services.held import Held, hold
from debrief.services.reveals import settle
from debrief.services.versions import write_ratings, write_signals, write_words


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
    debrief = scorecard.panelist.debrief
    wording = wording_of(context.session, debrief.requisition_version_id)
    flags = flags_in(given := given.tidied(), wording)
    given = replace(given, disputed=disputed_among(flags, given))
    held = hold(context.session, scorecard)
    if answered := _answered(held, given, request):
        return context.session.get_one(ScorecardVersion, answered)
    _check_request(held, request)
    asked = asked_in(held.draft.answers) if held.draft else ()
    wrong = missing_in(given, held.criteria, wording.rubric) | unhandled(given, flags, asked)
    if wrong:
        raise InvalidInputError("Some answers need another look.", wrong)
    words = write_words(context, given, held.application_id)
    version = _freeze(context, held, given, request, words)
    write_ratings(context.session, version.id, given, words)
    write_signals(context.session, version.id, given, words)
    write_flags(context.session, version.id, given, flags, words)
    again = version.phase is Phase.AFTER_REVEAL
    tag = Tag.SCORECARD_RERATED if again else Tag.SCORECARD_SUBMITTED
    context.record(tag, f"scorecard:{scorecard.id}", commitment=version.commitment)
    settle(context, debrief)
    return version


def _answered(held: Held, given: ScorecardInput, request: Request) -> UUID | None:
    """The version this very request made before, if it did."""
    for version_id, key, digest in held.versions:
        if key == request.key:
            if digest == digest_of(given.content()):
                return version_id
            raise ConflictError("This request was answered before, for another text.")
    return None


def _check_request(held: Held, request: Request) -> None:
    if (held.phase is Phase.AFTER_REVEAL) != (request.change_reason is not None):
        message = "After the reveal, and only then, a change needs a reason."
        raise InvalidInputError(message, {"change_reason": [message]})
    current = len(held.versions) or None
    if current and request.replaces is None:
        raise UnconditionalError("Your card is in already. Open it and correct that version.")
    if request.replaces != current or request.draft not in {None, standing(held)}:
        raise StaleError("Your card was changed in another window since you opened it here.")


def _freeze(
    context: Context,
    held: Held,
    given: ScorecardInput,
    request: Request,
    words: Mapping[str, UUID],
) -> ScorecardVersion:
    """The version's own row, in place of the draft."""
    if held.draft:
        context.session.execute(delete(Draft).where(Draft.scorecard_id == held.card_id))
    content = given.content()
    version = ScorecardVersion(
        id=uuid4(),
        scorecard_id=held.card_id,
        number=len(held.versions) + 1,
        phase=held.phase,
        change_reason=request.change_reason,
        submitted_at=context.at,
        could_not_assess=given.could_not_assess,
        recommendation=given.recommendation,
        reason_id=words["reason"],
        change_of_mind_id=words.get("change_of_mind"),
        commitment=context.commit_to(held.application_id, content),
        request_key=request.key,
        request_digest=digest_of(content),
    )
    return insert_row(context.session, version)
