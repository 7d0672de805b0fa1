"""Deciding: the outcome with its reasons, dissent beside it, and HR's co-sign where it departs."""

from dataclasses import asdict, dataclass
from uuid import UUID

from debrief.access import State
from debrief.audit import Tag
from debrief.errors import ConflictError, InvalidInputError
from debrief.models import Cosign, Debrief, Disposition, Dissent, Ground, Outcome, Result
from debrief.scoring.gate import Gate
from debrief.services.context import Context, required

RULE = "every_must_have_at_the_bar_on_the_median"


@dataclass(frozen=True, slots=True)
class OutcomeInput:
    """A decision, as given; `departure` is the written reason for departing from the gate."""

    result: Result
    reason: str
    grounds: tuple[str, ...]
    disposition: Disposition
    disposition_reason: str
    departure: str = ""


def departs(result: Result, gate: Gate) -> bool:
    """Advancing somebody below the gate, or stopping somebody above it (product, "Decided")."""
    return (result is Result.ADVANCE and gate is Gate.BELOW) or (
        result is Result.DO_NOT_ADVANCE and gate is Gate.ABOVE
    )


def decide(
    context: Context, debrief: Debrief, given: OutcomeInput, gate: Gate, earlier: list[Outcome]
) -> Outcome:
    """Write the outcome; one that departs waits for HR's co-sign before it takes effect.

    `gate` and `earlier` are what the report read of this debrief.
    """
    context.session.refresh(debrief, with_for_update=True)
    if debrief.state is not State.REVEALED:
        raise ConflictError("A debrief is decided once, after its reveal.")
    if earlier and earlier[-1].cosign is None:
        raise ConflictError("The outcome is with HR for co-signing.")
    departing = departs(given.result, gate)
    rated = {chosen.criterion for chosen in debrief.requisition_version.criteria}
    if missing := _missing(given, rated, departing=departing):
        raise InvalidInputError(next(iter(missing.values()))[0], missing)
    application_id = debrief.stage.application_id
    outcome = Outcome(
        debrief=debrief,
        number=len(earlier) + 1,
        result=given.result,
        rule=RULE,
        gate=gate.value,
        departing=departing,
        disposition=given.disposition,
        decided_by_id=context.user_id,
        decided_at=context.at,
        reason=context.write(given.reason.strip(), application_id),
        disposition_reason=context.write(given.disposition_reason.strip(), application_id),
        departure=context.write_if_any(
            given.departure.strip() if departing else "", application_id
        ),
        commitment=context.commit_to(application_id, asdict(given)),
        grounds=[Ground(criterion=c, position=n) for n, c in enumerate(given.grounds, start=1)],
    )
    context.session.add(outcome)
    context.session.flush()
    context.record(Tag.OUTCOME_DECIDED, f"outcome:{outcome.id}", commitment=outcome.commitment)
    if not departing:
        debrief.state = State.DECIDED
        context.session.flush()
    return outcome


def _missing(given: OutcomeInput, rated: set[str], *, departing: bool) -> dict[str, list[str]]:
    """Every field that keeps the outcome from being written."""
    goes_on = given.result is not Result.DO_NOT_ADVANCE
    wrong = {
        "grounds": "Tie the reason to at least one of the requisition's criteria."
        if not given.grounds or not rated.issuperset(given.grounds)
        else "",
        "reason": "" if given.reason.strip() else "Give the reason in terms of the criteria.",
        "departure": "This departs from the gate: say in writing why."
        if departing and not given.departure.strip()
        else "",
        "disposition": _disposition_problem(given.disposition, goes_on=goes_on),
        "disposition_reason": ""
        if given.disposition_reason.strip()
        else "Say what the code rests on.",
    }
    return {field: [text] for field, text in wrong.items() if text}


def _disposition_problem(disposition: Disposition, *, goes_on: bool) -> str:
    """The code says the same as the outcome: in process while the application goes on."""
    if (disposition is Disposition.IN_PROCESS) is goes_on:
        return ""
    if goes_on:
        return "The application goes on, so its code is “in process”."
    return "The application ends here: choose why."


def cosign(context: Context, outcome: Outcome, *, agreed: bool, remark: str) -> None:
    """HR's answer to a departing outcome: it takes effect, or goes back to be written anew."""
    debrief = outcome.debrief
    context.session.refresh(debrief, with_for_update=True)
    if not outcome.departing or outcome.cosign is not None:
        raise ConflictError("This outcome awaits no co-sign.")
    if outcome.decided_by_id == context.user_id:
        raise ConflictError("Somebody other than the person who decided co-signs.")
    if not agreed:
        required(remark, "remark", "Say what the outcome still needs.")
    words = context.write_if_any(remark, debrief.stage.application_id)
    outcome.cosign = Cosign(
        agreed=agreed, signed_by_id=context.user_id, signed_at=context.at, remark=words
    )
    context.session.flush()
    context.record(Tag.OUTCOME_COSIGNED, f"outcome:{outcome.id}", details={"agreed": agreed})
    if agreed:
        debrief.state = State.DECIDED
        context.session.flush()


def dissent(context: Context, outcome: Outcome, text: str) -> Dissent:
    """Put a panelist's different view on record beside the decision, once."""
    user_id: UUID = context.user_id
    if any(each.user_id == user_id for each in outcome.dissents):
        raise ConflictError("Your dissent is on record already.")
    written = required(text, "dissent", "Say what you see differently.")
    words = context.write(written, outcome.debrief.stage.application_id)
    own = Dissent(user_id=user_id, words=words)
    outcome.dissents.append(own)
    context.session.flush()
    context.record(Tag.OUTCOME_DISSENTED, f"outcome:{outcome.id}")
    return own
