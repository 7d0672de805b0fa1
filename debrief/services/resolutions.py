"""What an author does about flagged words while the card is a draft; only a message leaves it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Self

from debrief.errors import ConflictError
from debrief.language import CommentFlag, flag_comment
from debrief.models import Draft, Scorecard
from debrief.services.completeness import BLANK
from debrief.services.context import Context
from debrief.services.drafts import save_draft, standing
from debrief.services.flags import ASKED, target_of
from debrief.services.messages import send_to_hr

_SENTENCE_END = re.compile(r"[.!?]+[”\"')\]\u2019]*(?:\s+|$)|\n+")
_ADVICE = re.compile(r"^.*[.:;] ")
_GAP = re.compile(r"[ \t]{2,}")
_GAP_BEFORE_STOP = re.compile(r"[ \t]+([,.;:!?])")


class Resolution(StrEnum):
    """What can be done about flagged words."""

    REMOVE = "remove"
    REWRITE = "rewrite"
    SEND_TO_HR = "hr"
    DISPUTE = "dispute"


@dataclass(frozen=True, slots=True)
class FlagPlace:
    """Which flag of a draft is meant; checked against the text, never trusted."""

    field: str
    rule: str
    start: int
    end: int

    @classmethod
    def parse(cls, place: str) -> Self:
        """From `field:rule:start:end`, as the pages' buttons send it."""
        try:
            field, rule, start, end = place.split(":")
            return cls(field, rule, int(start), int(end))
        except ValueError:
            raise ConflictError("These words no longer stand there.") from None


def resolve_flag(
    context: Context,
    scorecard: Scorecard,
    answers: Mapping[str, str],
    place: FlagPlace,
    resolution: Resolution,
) -> Draft:
    """Change the draft, whose fields are `answers`, as the author chose.

    Afterwards the draft remembers to ask whether what the text speaks for still stands.
    """
    text = answers.get(place.field, "")
    flag = _find(text, place)
    changed: dict[str, Any] = dict(answers)
    if resolution is Resolution.DISPUTE:
        changed |= _dispute(answers, place.field, flag)
    else:
        start, end = _sentence(text, flag)
        if resolution is Resolution.SEND_TO_HR:
            send_to_hr(context, scorecard.panelist.debrief, text[start:end])
            changed[place.field] = _joined(text[:start], text[end:])
        else:
            scaffold = sentence_with_blanks(flag) if resolution is Resolution.REWRITE else ""
            changed[place.field] = without(text, flag, scaffold)
    target = target_of(place.field)
    changed[f"{ASKED}{target}"] = "yes"
    changed.pop(f"stands-{target}", None)
    return save_draft(context, scorecard, changed, standing(scorecard))


def sentence_with_blanks(flag: CommentFlag) -> str:
    """The part of a scaffold that goes into the text; what comes before it is advice."""
    before, blank, after = flag.scaffold.partition(BLANK)
    opening = _ADVICE.sub("", before)
    return f"{opening[:1].upper()}{opening[1:]}{blank}{after}"


def without(text: str, flag: CommentFlag, scaffold: str = "") -> str:
    """The text without the flagged words; a scaffold, its blanks to be filled, follows them."""
    _, end = _sentence(text, flag)
    kept = _joined(text[: flag.start], text[flag.end : end])
    if scaffold:
        kept = f"{kept.rstrip()}\n{scaffold}" if kept.strip() else scaffold
    rest = text[end:]
    return f"{kept.rstrip()}\n{rest}".strip() if scaffold and rest.strip() else kept + rest


def _find(text: str, place: FlagPlace) -> CommentFlag:
    for flag in flag_comment(text):
        if (flag.rule_id, flag.start, flag.end) == (place.rule, place.start, place.end):
            return flag
    raise ConflictError("These words no longer stand there.")


def _sentence(text: str, flag: CommentFlag) -> tuple[int, int]:
    """Where the sentence of the flagged words begins and ends."""
    ends = [stop.end() for stop in _SENTENCE_END.finditer(text)]
    start = max((each for each in ends if each <= flag.start), default=0)
    return start, min((each for each in ends if each >= flag.end), default=len(text))


def _joined(before: str, after: str) -> str:
    """Two pieces as one text, without the gap that the words between them leave."""
    joined = _GAP.sub(" ", f"{before} {after}" if before and after else before + after)
    return _GAP_BEFORE_STOP.sub(r"\1", joined).strip(" \t")


def _dispute(answers: Mapping[str, str], field: str, flag: CommentFlag) -> dict[str, str]:
    taken = {name.split("-")[1] for name in answers if name.startswith("disputed-")}
    number = next(n for n in range(1, len(taken) + 2) if str(n) not in taken)
    given = {"field": field, "rule": flag.rule_id, "text": flag.text}
    return {f"disputed-{number}-{name}": value for name, value in given.items()}
