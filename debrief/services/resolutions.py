"""What an author does about flagged words while the card is a draft; only a message leaves it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Self

from debrief.errors import ConflictError
from debrief.language import CommentFlag, Reader, Severity, sentence_of
from debrief.models import Draft, Scorecard
from debrief.reports.wording import wording_of
from debrief.services.completeness import BLANK
from debrief.services.context import Context
from debrief.services.drafts import Typed, save_draft
from debrief.services.flags import ASKED, target_of
from debrief.services.messages import send_to_hr

_ADVICE = re.compile(r"^.*[.:;] ")


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
    typed: Typed,
    place: FlagPlace,
    resolution: Resolution,
) -> Draft:
    """Change the draft, as the author chose, from what is `typed`.

    After a protected topic the draft remembers to ask whether what the text speaks for stands.
    """
    answers = typed.answers
    text = answers.get(place.field, "")
    wording = wording_of(context.session, scorecard.panelist.debrief.requisition_version_id)
    flag = _find(wording.reader(target_of(place.field)), text, place)
    changed = dict(answers)
    if resolution is Resolution.DISPUTE:
        changed |= _dispute(answers, place.field, flag)
    else:
        start, end = sentence_of(text, flag)
        if resolution is Resolution.SEND_TO_HR:
            send_to_hr(context, scorecard.panelist.debrief, text[start:end])
            changed[place.field] = _joined(text[:start], text[end:])
        else:
            scaffold = sentence_with_blanks(flag) if resolution is Resolution.REWRITE else ""
            changed[place.field] = without(text, flag, scaffold)
    if flag.severity is Severity.BLOCK:
        target = target_of(place.field)
        changed[f"{ASKED}{target}"] = "yes"
        changed.pop(f"stands-{target}", None)
    return save_draft(context, scorecard, Typed(changed, typed.replaces))


def sentence_with_blanks(flag: CommentFlag) -> str:
    """The part of a scaffold that goes into the text; what comes before it is advice."""
    before, blank, after = flag.scaffold.partition(BLANK)
    opening = _ADVICE.sub("", before)
    return f"{opening[:1].upper()}{opening[1:]}{blank}{after}"


def without(text: str, flag: CommentFlag, scaffold: str = "") -> str:
    """The text without the flagged words; a scaffold, its blanks to be filled, follows them."""
    if not scaffold:
        return _joined(text[: flag.start], text[flag.end :])
    _, end = sentence_of(text, flag)
    kept = _joined(text[: flag.start], text[flag.end : end]).strip()
    return "\n".join(each for each in (kept, scaffold, text[end:].strip()) if each)


def _find(reader: Reader, text: str, place: FlagPlace) -> CommentFlag:
    for flag in reader.flags(text):
        if (flag.rule_id, flag.start, flag.end) == (place.rule, place.start, place.end):
            return flag
    raise ConflictError("These words no longer stand there.")


def _joined(before: str, after: str) -> str:
    """Two pieces as one text, without the gap that the words between them leave."""
    before, after = before.rstrip(" \t"), after.lstrip(" \t")
    close = not before or not after or before.endswith("\n") or after[0] in ",.;:!?\n"
    return before + ("" if close else " ") + after


def _dispute(answers: Mapping[str, str], field: str, flag: CommentFlag) -> dict[str, str]:
    taken = {name.split("-")[1] for name in answers if name.startswith("disputed-")}
    number = next(n for n in range(1, len(taken) + 2) if str(n) not in taken)
    given = {"field": field, "rule": flag.rule_id, "text": flag.text}
    return {f"disputed-{number}-{name}": value for name, value in given.items()}
