"""What is being typed: kept with a visible time, never over newer text, gone once submitted."""

from dataclasses import dataclass

from debrief.errors import StaleError, UnconditionalError
from debrief.models import Draft, Scorecard
from debrief.services.context import Context
from debrief.services.held import Held


@dataclass(frozen=True, slots=True)
class Typed:
    """The form's fields as they are typed, and the `standing` they started from."""

    answers: dict[str, str]
    replaces: str | None


def standing(scorecard: Scorecard | Held) -> str:
    """What a window says it started from: versions in, and saves of the draft since."""
    draft = scorecard.draft
    return f"{len(scorecard.versions)}.{draft.revision if draft else 0}"


def save_draft(context: Context, scorecard: Scorecard, typed: Typed) -> Draft:
    """Keep what is being typed.

    Raises UnconditionalError when it names none, StaleError when another tab or device saved in
    between: neither text is lost. The same text again, after a lost answer, is no such case.
    """
    context.session.refresh(scorecard, with_for_update=True)
    draft = scorecard.draft
    if draft is not None and draft.answers == typed.answers:
        return draft
    if typed.replaces is None:
        raise UnconditionalError("Say which state of the draft this replaces.")
    if standing(scorecard) != typed.replaces:
        raise StaleError("This card was saved in another window since you opened it here.")
    if draft is None:
        draft = Draft(revision=1, saved_at=context.at, answers=typed.answers)
        scorecard.draft = draft
    else:
        draft.revision, draft.saved_at = draft.revision + 1, context.at
        draft.answers = typed.answers
    context.session.flush()
    return draft
