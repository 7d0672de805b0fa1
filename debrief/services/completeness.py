"""What a scorecard needs before it can be submitted: the same evidence at every level."""

from debrief.scoring.rubric import Rubric, Signal, SignalKind
from debrief.scoring.scale import LEVELS
from debrief.services.answers import RatingInput, ScorecardInput, SignalInput

#: What a scaffold leaves open for its author to fill.
BLANK = "___"


def missing_in(
    given: ScorecardInput, assigned: tuple[str, ...], rubric: Rubric
) -> dict[str, list[str]]:
    """What keeps the card from being submitted, by form field; empty when it is whole."""
    missing = {
        field: ["Fill in the blanks, or take them out."]
        for field, text in given.texts()
        if BLANK in text
    }
    if not given.reason.strip():
        missing["reason"] = [
            "Say why you could not assess." if given.could_not_assess else "Give your main reason."
        ]
    if given.could_not_assess:
        if given.ratings or given.signals or given.recommendation:
            missing["could_not_assess"] = ["Either rate the criteria or say you could not assess."]
        return missing
    missing |= _ratings(given, assigned, rubric) | _signals(given, rubric)
    if given.recommendation is None:
        missing["recommendation"] = ["Choose a recommendation, or “no decision”."]
    return missing


def _ratings(
    given: ScorecardInput, assigned: tuple[str, ...], rubric: Rubric
) -> dict[str, list[str]]:
    answered = {rating.criterion: rating for rating in given.ratings}
    names = {criterion.key: criterion.name for criterion in rubric.criteria}
    results = {criterion.key for criterion in rubric.criteria if criterion.has_result}
    missing: dict[str, list[str]] = {}
    if len(answered) != len(given.ratings) or not set(assigned).issuperset(answered):
        missing["ratings"] = ["Rate each of your criteria once, and no others."]
    for key in assigned:
        rating = answered.get(key)
        if rating is None:
            missing[f"ratings-{key}-level"] = [
                f"Choose a level for {names[key]}, or NE with its reason."
            ]
            continue
        if messages := _rating(rating, names[key], has_result=key in results):
            missing |= {f"ratings-{key}-{field}": [text] for field, text in messages.items()}
    return missing


def _rating(rating: RatingInput, name: str, *, has_result: bool) -> dict[str, str]:
    wrong: dict[str, str] = {}
    if rating.level is None and rating.ne_reason is None:
        wrong["level"] = f"Choose a level for {name}, or NE with its reason."
    elif rating.level is not None and (rating.ne_reason or rating.level not in LEVELS):
        wrong["level"] = f"Choose one level from 1 to 5 for {name}, or NE with its reason."
    elif rating.level is not None and not rating.evidence.strip():
        wrong["evidence"] = f"Write what the candidate said or did on {name}."
    if rating.correctness and not has_result:
        wrong["correctness"] = f"{name} has no result to be right or wrong."
    return wrong


def _signals(given: ScorecardInput, rubric: Rubric) -> dict[str, list[str]]:
    known = {signal.key: signal for signal in rubric.signals}
    missing: dict[str, list[str]] = {}
    for signal in given.signals:
        setup = known.get(signal.signal)
        if setup is None:
            missing[f"signals-{signal.signal}"] = ["This rubric has no such signal."]
        elif text := _evidence(signal, setup):
            missing[f"signals-{signal.signal}"] = [text]
    if len({signal.signal for signal in given.signals}) != len(given.signals):
        missing["signals"] = ["Record each signal once."]
    return missing


def _evidence(signal: SignalInput, setup: Signal) -> str:
    if setup.kind is SignalKind.CONTEXT:
        return "This is noted without evidence, and never scored." if signal.observations else ""
    if any(not seen.question.strip() or not seen.said.strip() for seen in signal.observations):
        return "Each observation needs the question and what was said or done."
    if any(seen.kind not in setup.minimum_kinds for seen in signal.observations):
        return f"This signal rests on: {', '.join(setup.minimum_kinds)}."
    if len(signal.observations) < (setup.minimum_observations or 0):
        return f"This signal needs {setup.minimum_observations} observations."
    return ""
