"""Events worth keeping, named `resource:participle`, each with the details it must carry."""

from enum import StrEnum


class Tag(StrEnum):
    """What happened; docs/audit.md says each in a sentence."""

    ACCESS_REFUSED = "access:refused"
    CANDIDATE_ADDED = "candidate:added"
    CARDS_READ = "cards:read"
    DEBRIEF_CANCELLED = "debrief:cancelled"
    DEBRIEF_CLOSED = "debrief:closed"
    DEBRIEF_REVEALED = "debrief:revealed"
    DEBRIEF_SET_UP = "debrief:set-up"
    FLAG_REVIEWED = "flag:reviewed"
    IMPORT_APPLIED = "import:applied"
    INTERVIEW_MOVED = "interview:moved"
    INTERVIEW_REMOVED = "interview:removed"
    INTERVIEW_SCHEDULED = "interview:scheduled"
    LOG_EXPORTED = "log:exported"
    MESSAGE_SENT_TO_HR = "message:sent-to-hr"
    MESSAGE_READ = "message:read"
    OUTCOME_COSIGNED = "outcome:cosigned"
    OUTCOME_DECIDED = "outcome:decided"
    OUTCOME_DISSENTED = "outcome:dissented"
    PANELIST_ADDED = "panelist:added"
    PANELIST_CHANGED = "panelist:changed"
    PANELIST_RECUSED = "panelist:recused"
    PANELIST_WAIVED = "panelist:waived"
    REFERRAL_RECORDED = "referral:recorded"
    REQUISITION_LOCKED = "requisition:locked"
    REQUISITION_SAVED = "requisition:saved"
    RUBRIC_IMPORTED = "rubric:imported"
    RUBRIC_PUBLISHED = "rubric:published"
    SCORECARD_RERATED = "scorecard:rerated"
    SCORECARD_SUBMITTED = "scorecard:submitted"
    SIGN_IN_FAILED = "sign-in:failed"
    STAGE_ADDED = "stage:added"
    SUMMARY_EXPORTED = "summary:exported"
    TOKEN_ISSUED = "token:issued"  # noqa: S105 - a tag, not a secret
    TOKEN_REVOKED = "token:revoked"  # noqa: S105 - a tag, not a secret
    USER_ADDED = "user:added"
    USER_CHANGED = "user:changed"
    USER_SIGNED_IN = "user:signed-in"
    USER_SIGNED_OUT = "user:signed-out"
    WORDING_CHANGED = "wording:changed"


#: Tags not listed carry none. A submission carries nothing: not even its number may tell.
REQUIRED_DETAILS: dict[Tag, frozenset[str]] = {
    Tag.ACCESS_REFUSED: frozenset({"endpoint"}),
    Tag.DEBRIEF_REVEALED: frozenset({"cause"}),
    Tag.IMPORT_APPLIED: frozenset({"rows"}),
    Tag.LOG_EXPORTED: frozenset({"from", "to"}),
    Tag.OUTCOME_COSIGNED: frozenset({"agreed"}),
    Tag.REQUISITION_SAVED: frozenset({"number"}),
    Tag.SUMMARY_EXPORTED: frozenset({"format"}),
    Tag.WORDING_CHANGED: frozenset({"turned_down", "off", "own"}),
}
