"""Comment flags on a card: found in its own words, handled by its author, kept with the version."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID, uuid4

from sqlalchemy.orm import Session

from debrief.language import CommentFlag, Severity
from debrief.models import Draft, Handling, StoredFlag, insert_rows
from debrief.reports.wording import Wording
from debrief.services.answers import DisputeInput, ScorecardInput

RECOMMENDATION = "recommendation"
#: A draft's field that remembers that its author was asked "does your rating still stand?".
ASKED = "asked-"


@dataclass(frozen=True, slots=True)
class FieldFlag:
    """A flag, the field whose text it marks, and the digest of the rules that found it."""

    field: str
    flag: CommentFlag
    lexicon: str

    @property
    def blocks(self) -> bool:
        return self.flag.severity is Severity.BLOCK

    @property
    def dispute(self) -> DisputeInput:
        """What its author says who says that it is wrong."""
        return DisputeInput(self.field, self.flag.rule_id, self.flag.text)


def flags_in(given: ScorecardInput, wording: Wording) -> tuple[FieldFlag, ...]:
    """Every flag on the card, in the order of its fields; the rubric's own questions have none."""
    asked = {prompt.text for criterion in wording.rubric.criteria for prompt in criterion.prompts}
    return tuple(
        FieldFlag(field, flag, wording.lexicon.digest)
        for field, text in given.texts()
        if text not in asked
        for flag in wording.reader(target_of(field)).flags(text)
    )


def disputed_among(flags: Iterable[FieldFlag], given: ScorecardInput) -> tuple[DisputeInput, ...]:
    """The disputes of the card that meet a flag in it, in the order of its fields."""
    return tuple(each.dispute for each in flags if each.dispute in given.disputed)


def target_of(field: str) -> str:
    """What a text speaks for: its criterion, its signal, else the recommendation."""
    kind, _, rest = field.partition("-")
    return rest.partition("-")[0] if kind in {"ratings", "signals"} else RECOMMENDATION


def asked_in(answers: Mapping[str, str]) -> frozenset[str]:
    """What a draft remembers having asked about."""
    return frozenset(
        name.removeprefix(ASKED)
        for name, value in answers.items()
        if name.startswith(ASKED) and value
    )


def questions_open(draft: Draft | None) -> dict[str, str]:
    """The fields by which a draft remembers, for whatever is written over it."""
    kept = draft.answers if draft else {}
    return {name: value for name, value in kept.items() if name.startswith(ASKED)}


def unhandled(
    given: ScorecardInput, flags: Iterable[FieldFlag], asked: Iterable[str] = ()
) -> dict[str, list[str]]:
    """What keeps the card from being submitted, by field: protected topics and open questions."""
    wrong: dict[str, list[str]] = {}
    targets = set(asked)
    for found in flags:
        if not found.blocks:
            continue
        if found.dispute in given.disputed:
            targets.add(target_of(found.field))
        else:
            wrong.setdefault(found.field, []).append(
                f"“{found.flag.text}” names a protected topic: take it out, rewrite it, "
                "send it to HR, or say that this is wrong."
            )
    answered = {*given.stands}
    still = [*(rating.criterion for rating in given.ratings), *(s.signal for s in given.signals)]
    for target in (*still, RECOMMENDATION):
        if target in targets - answered:
            wrong[f"stands-{target}"] = ["Say whether this still stands without those words."]
    return wrong


def write_flags(
    session: Session,
    version_id: UUID,
    given: ScorecardInput,
    flags: Iterable[FieldFlag],
    words: Mapping[str, UUID],
) -> None:
    """Store what stands: kept by its author, or disputed and for HR to review."""
    rows = [
        {
            "id": uuid4(),
            "version_id": version_id,
            "words_id": words[found.field],
            "position": position,
            "rule": found.flag.rule_id,
            "category": found.flag.category,
            "severity": found.flag.severity.value,
            "start": found.flag.start,
            "end": found.flag.end,
            "lexicon": found.lexicon,
            "handling": _handling(found, given),
        }
        for position, found in enumerate(flags, start=1)
    ]
    insert_rows(session, StoredFlag, rows)


def _handling(found: FieldFlag, given: ScorecardInput) -> Handling:
    return Handling.DISPUTED if found.dispute in given.disputed else Handling.KEPT
