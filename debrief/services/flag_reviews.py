"""HR's answer to an author who said that a comment flag is wrong."""

from debrief.audit import Tag
from debrief.errors import ConflictError
from debrief.models import FlagReview, Handling, ScorecardVersion, StoredFlag, Verdict
from debrief.services.context import Context


def review_flag(context: Context, flag: StoredFlag, verdict: Verdict) -> FlagReview:
    """Uphold the flag or dismiss it, once; nobody answers a dispute of their own."""
    if flag.handling is not Handling.DISPUTED or flag.review is not None:
        raise ConflictError("This flag awaits no answer.")
    version = context.session.get_one(ScorecardVersion, flag.version_id)
    if version.scorecard.panelist.user_id == context.user_id:
        raise ConflictError("This is your own dispute. Somebody else in HR answers it.")
    flag.review = FlagReview(
        verdict=verdict, reviewed_by_id=context.user_id, reviewed_at=context.at
    )
    context.session.flush()
    context.record(Tag.FLAG_REVIEWED, f"flag:{flag.id}")
    return flag.review
