"""A debrief's report as JSON: an allowlist, the same for the API and for what goes with the PDF."""

from marshmallow import fields

from debrief.access import Opening, State
from debrief.models import (
    ChangeReason,
    Disposition,
    EvidenceKind,
    Handling,
    InterviewFormat,
    NeReason,
    Result,
    ResultCorrectness,
    RevealCause,
    StageKind,
    Verdict,
)
from debrief.reports.voices import Presence
from debrief.schemas import told
from debrief.schemas.strict import StrictSchema
from debrief.scoring.agenda import Topic
from debrief.scoring.gate import Gate, MustHave
from debrief.scoring.indices import Shape
from debrief.scoring.rubric import SignalKind
from debrief.scoring.scale import Recommendation
from debrief.scoring.structure import Structural

SCHEMA_VERSION = 1


class PassageSchema(StrictSchema):
    """What somebody wrote: null in place of it where the words are not for the reader."""

    text = told.words_or_none("null once it has been erased.")
    erased = told.words_or_none("When and under what it was erased.")


def passage() -> fields.Nested:
    return told.one(PassageSchema, allow_none=True)


class SittingSchema(StrictSchema):
    """One interview of the stage."""

    starts_at = told.moment()
    ends_at = told.moment()
    format = told.choice(InterviewFormat)
    zone = told.words()
    interviewers = fields.List(fields.String(), required=True)


class HeadingSchema(StrictSchema):
    """Which debrief this is."""

    debrief_id = told.key()
    state = told.choice(State)
    application_id = told.key()
    candidate = told.words()
    candidate_erased = told.words_or_none()
    requisition_id = told.key()
    requisition_version = told.number()
    title = told.words()
    level = told.words()
    location = told.words()
    zone = told.words()
    success_profile = told.words()
    weight_reason = told.words()
    hiring_manager = told.words()
    facilitator = told.words()
    stage = told.choice(StageKind)
    rubric_title = told.words()
    rubric_version = told.number()
    rubric_digest = told.words("SHA-256 of the rubric's canonical JSON.")
    opening = told.choice(Opening)
    due_at = told.moment()
    revealed_at = told.moment(allow_none=True)
    reveal_cause = told.choice(RevealCause, allow_none=True)
    closed_at = told.moment(allow_none=True)
    interviews = told.many(SittingSchema, attribute="sittings")


class VoiceSchema(StrictSchema):
    """One panelist: what the independent card says, or why there is none."""

    panelist_id = told.key()
    user_id = told.key()
    name = told.words()
    title = told.words()
    presence = told.choice(Presence)
    counts = told.yes_no("Whether the card counts in statistics and gate.")
    due_at = told.moment()
    submitted_at = told.moment(allow_none=True)
    on_time = told.yes_no(allow_none=True)
    recommendation = told.choice(Recommendation, allow_none=True)
    reason = passage()
    change_of_mind = passage()
    waived_by = told.words_or_none()
    waived_at = told.moment(allow_none=True)
    waiver_reason = passage()


class ReratingSchema(StrictSchema):
    """A change made after seeing others; criterion is null for the recommendation."""

    panelist_id = told.key(attribute="voice.panelist_id")
    criterion = told.words_or_none()
    before = told.words()
    after = told.words()
    reason = told.choice(ChangeReason, allow_none=True)
    at = told.moment()
    evidence = passage()


class AnswerSchema(StrictSchema):
    """A level, or null with the reason why there was not enough evidence (NE)."""

    level = told.number(allow_none=True)
    ne_reason = told.choice(NeReason, allow_none=True)
    correctness = told.choice(ResultCorrectness, allow_none=True)
    kind = told.choice(EvidenceKind, allow_none=True)
    evidence = passage()
    question = passage()


class CellSchema(StrictSchema):
    """What one panelist said on one criterion; answer is null where it was not assigned."""

    panelist_id = told.key(attribute="voice.panelist_id")
    answer = told.one(AnswerSchema, allow_none=True)


class IndicesSchema(StrictSchema):
    """How far the independent levels lie apart; formulas in docs/methods.md."""

    n = told.number()
    levels = fields.List(fields.Integer(), required=True)
    median = told.measure()
    range = told.number(allow_none=True)
    difference = told.measure("Mean absolute difference of two panelists, in levels.")
    deviation = told.measure("Average deviation about the mean, in levels.")
    at_or_above_bar = told.number()
    crosses_bar = told.yes_no()
    shape = told.choice(Shape)


class StandingSchema(StrictSchema):
    """How a must-have stands."""

    status = told.choice(MustHave)
    passes = told.yes_no("The median is at or above the bar.", allow_none=True)
    could_flip = told.yes_no("Leaving one rating out would change it.")


class CriterionRowSchema(StrictSchema):
    """One criterion across the panel."""

    criterion = told.words(attribute="key")
    name = told.words()
    weight = told.number()
    asked = told.number("How many panelists were asked to rate it.")
    not_enough = told.number("How many counted cards said NE.")
    must_have = told.one(StandingSchema, attribute="standing", allow_none=True)
    indices = told.one(IndicesSchema)
    ratings = told.many(CellSchema, attribute="cells")


class AgendaLineSchema(StrictSchema):
    """One thing to discuss, and why it stands where it stands."""

    topic = told.choice(Topic)
    criterion = told.words_or_none()
    signal = told.words_or_none()
    title = told.words()
    reason = told.words()
    what_if = told.words_or_none("What follows if either side is right; null where neither is.")


class SeenSchema(StrictSchema):
    """One observation of a signal's evidence form."""

    kind = told.choice(EvidenceKind)
    question = passage()
    said = passage()


class SignalLineSchema(StrictSchema):
    """One signal by one panelist."""

    panelist_id = told.key(attribute="voice.panelist_id")
    signal = told.words(attribute="signal.key")
    name = told.words(attribute="signal.name")
    kind = told.choice(SignalKind, attribute="signal.kind")
    complete = told.yes_no("An incomplete red one is dropped.")
    observations = told.many(SeenSchema, attribute="seen")


class FlagLineSchema(StrictSchema):
    """A comment flag on words that stand: about the text, never about people."""

    id = told.key()
    panelist_id = told.key(attribute="voice.panelist_id")
    place = told.words()
    rule = told.words()
    category = told.words()
    severity = told.words()
    quote = told.words_or_none()
    handling = told.choice(Handling)
    verdict = told.choice(Verdict, allow_none=True)


class CosignLineSchema(StrictSchema):
    """HR's answer to a departing outcome."""

    agreed = told.yes_no()
    signed_by = told.words()
    signed_at = told.moment()
    remark = passage()


class DissentLineSchema(StrictSchema):
    """A panelist's different view."""

    user_id = told.key()
    name = told.words()
    words = passage()


class DecisionSchema(StrictSchema):
    """One outcome as written; the newest counts."""

    outcome_id = told.key()
    number = told.number()
    result = told.choice(Result)
    rule = told.words()
    gate = told.choice(Gate)
    grounds = fields.List(fields.String(), required=True)
    departing = told.yes_no()
    stands = told.yes_no("In effect: within the rule, or departing and co-signed.")
    disposition = told.choice(Disposition)
    decided_by_id = told.key()
    decided_by = told.words()
    decided_at = told.moment()
    reason = passage()
    disposition_reason = passage()
    departure = passage()
    cosign = told.one(CosignLineSchema, allow_none=True)
    dissents = told.many(DissentLineSchema)


class StructuralLineSchema(StrictSchema):
    """A fact about the cards that follows from numbers and times; a reason to look again."""

    kind = told.choice(Structural)
    panelist_id = told.key(attribute="voice.panelist_id", allow_none=True, dump_default=None)
    words = told.words()


class PanelReportSchema(StrictSchema):
    """A debrief whose cards are open."""

    schema_version = fields.Constant(
        SCHEMA_VERSION, required=True, metadata={"type": "integer", "enum": [SCHEMA_VERSION]}
    )
    with_words = told.yes_no("Whether the free text is for the reader; if not, it is null.")
    debrief = told.one(HeadingSchema, attribute="heading")
    panel = told.many(VoiceSchema, attribute="voices")
    gate = told.choice(Gate)
    gate_words = told.words()
    criteria = told.many(CriterionRowSchema, attribute="rows")
    agenda = told.many(AgendaLineSchema)
    leave_one_out = fields.List(
        fields.String(),
        required=True,
        metadata={"description": "What would read otherwise without one of the cards."},
    )
    reratings = told.many(ReratingSchema)
    signals = told.many(SignalLineSchema)
    flags = told.many(FlagLineSchema)
    structural_flags = told.many(StructuralLineSchema, attribute="structure")
    decisions = told.many(DecisionSchema)
