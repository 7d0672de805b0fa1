"""What stored codes are called on page, paper and in the API."""

from collections.abc import Mapping
from enum import StrEnum
from typing import TypeVar

from debrief.access import Opening
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
from debrief.scoring.gate import Gate
from debrief.scoring.rubric import SignalKind
from debrief.scoring.scale import Recommendation

RECOMMENDATION_WORDS = {
    Recommendation.STRONG_NO: "Strong no",
    Recommendation.NO: "No",
    Recommendation.YES: "Yes",
    Recommendation.STRONG_YES: "Strong yes",
    Recommendation.NO_DECISION: "No decision",
}
NE_WORDS = {
    NeReason.NOT_REACHED: "not reached",
    NeReason.NO_CLEAR_ANSWER: "the answer did not show it",
    NeReason.INTERRUPTED: "the interview was cut short",
    NeReason.CONFLICT: "the evidence points both ways",
}
CORRECTNESS_WORDS = {
    ResultCorrectness.CORRECT: "result correct",
    ResultCorrectness.PARTLY: "result partly correct",
    ResultCorrectness.INCORRECT: "result not correct",
}
KIND_WORDS = {
    EvidenceKind.QUOTE: "quote",
    EvidenceKind.BEHAVIOUR: "behaviour",
    EvidenceKind.ARTEFACT: "artefact",
    EvidenceKind.WITNESS_STATEMENT: "witness statement",
}
CHANGE_WORDS = {
    ChangeReason.NEW_EVIDENCE: "new evidence",
    ChangeReason.MISREAD_ANCHOR: "misread an anchor",
    ChangeReason.SLIP: "slip",
}
SIGNAL_WORDS = {
    SignalKind.RED: "red signal",
    SignalKind.STANDOUT: "standout",
    SignalKind.CONTEXT: "noted, never scored",
}
SIGNAL_GROUPS = {
    SignalKind.RED: "Red signals, to be discussed",
    SignalKind.STANDOUT: "Standouts",
    SignalKind.CONTEXT: "To note, never scored",
}
#: What the three severities of a comment flag are called wherever people meet them.
SEVERITY_WORDS = {"block": "protected topic", "warn": "check wording", "advise": "note"}
#: What the categories of comment rules are about, in the order HR reads them.
CATEGORY_WORDS = {
    "age": "Age",
    "sex_gender": "Sex and gender",
    "race_origin": "Race, origin and language",
    "disability_health": "Disability and health",
    "family_pregnancy": "Family and pregnancy",
    "religion": "Religion and belief",
    "orientation_identity": "Sexual orientation and identity",
    "protected_activity": "Complaints, unions and other protected activity",
    "restricted_topic": "Other topics that may not count",
    "appearance_manner": "Looks and manner",
    "pedigree": "Schools and former employers",
    "culture_fit": "Fit",
    "gut_feeling": "Gut feeling",
    "personality": "Personality",
    "double_standard": "Double standards",
    "commitment": "Commitment and motives",
    "hearsay": "Hearsay",
    "lawful_question": "What may not be asked",
    "referral": "Who referred",
    "comparison": "Comparison with others",
    "accusation": "Accusations",
    "vague_verdict": "Verdicts without evidence",
    "doubt_raiser": "Doubts and hedges",
    "effort_praise": "Praise of effort",
}
HANDLING_WORDS = {
    Handling.KEPT: "kept by the author",
    Handling.DISPUTED: "disputed by the author, with HR",
}
VERDICT_WORDS = {
    Verdict.UPHELD: "disputed by the author; HR upheld the flag",
    Verdict.DISMISSED: "disputed by the author; HR dismissed the flag",
}
FORMAT_WORDS = {
    InterviewFormat.ON_SITE: "on site",
    InterviewFormat.VIDEO: "video",
    InterviewFormat.PHONE: "phone",
    InterviewFormat.EXERCISE: "exercise",
}
STAGE_WORDS = {
    StageKind.SCREEN: "screen",
    StageKind.WORK_SAMPLE: "work sample",
    StageKind.PANEL: "panel",
    StageKind.FINAL: "final",
}
OPENING_WORDS = {
    Opening.WHOLE_PANEL: "All cards opened together, once the whole panel was in.",
    Opening.AFTER_OWN_SUBMISSION: "Panelists could see other cards after submitting their own; "
    "the first version of a card is the independent one.",
}
REVEAL_WORDS = {
    RevealCause.FACILITATOR: "opened by the facilitator",
    RevealCause.DUE_TIME: "opened by itself at the due time",
}
GATE_WORDS = {
    Gate.ABOVE: "Every must-have is at or above the bar on the median.",
    Gate.BELOW: "At least one must-have is below the bar on the median.",
    Gate.OPEN: "The must-haves give no verdict yet.",
}
RESULT_WORDS = {
    Result.ADVANCE: "Advance",
    Result.DO_NOT_ADVANCE: "Do not advance",
    Result.MORE_EVIDENCE: "More evidence needed",
}
RULE_WORDS = {
    "every_must_have_at_the_bar_on_the_median": "Every must-have at 3 or above on the median; "
    "then the profile is compared with the success profile.",
}
DISPOSITION_WORDS = {
    Disposition.IN_PROCESS: "In process",
    Disposition.MUST_HAVE_BELOW_BAR: "Must-have below the bar",
    Disposition.PROFILE_COMPARISON: "Profile comparison",
    Disposition.WORK_SAMPLE_BELOW_BAR: "Work sample below the bar",
    Disposition.VERIFIED_MISREPRESENTATION: "Verified misrepresentation",
    Disposition.CONDUCT: "Conduct, with its evidence form",
    Disposition.WITHDREW: "Withdrew",
    Disposition.NO_SHOW: "Did not come",
    Disposition.UNAVAILABLE: "Unavailable for a stated essential condition",
    Disposition.REQUISITION_CLOSED: "Requisition closed",
}

Code = TypeVar("Code", bound=StrEnum)
_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def choices(words: Mapping[Code, str]) -> list[tuple[str, str]]:
    """What a row of radios offers: the code and what it is called."""
    return [(code.value, f"{called[:1].upper()}{called[1:]}") for code, called in words.items()]


def number(count: int) -> str:
    """A small number as a word."""
    return _NUMBERS[count] if count < len(_NUMBERS) else str(count)


def sentence(words: str) -> str:
    """With a capital and a full stop."""
    return f"{words[:1].upper()}{words[1:]}."
