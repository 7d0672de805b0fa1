"""Openings: what they ask for, saved as versions until the first interview locks them."""

from dataclasses import dataclass
from uuid import UUID

from debrief.access import Opening
from debrief.audit import Tag
from debrief.errors import ConflictError, InvalidInputError, StaleError
from debrief.models import (
    Requisition,
    RequisitionCriterion,
    RequisitionVersion,
    RubricVersion,
)
from debrief.scoring.rubric import Rubric
from debrief.services.context import Context, required

MOST_MUST_HAVES = 6
FIXED = "The first interview is scheduled: what this requisition asks for is fixed."


@dataclass(frozen=True, slots=True)
class CriterionInput:
    """A criterion this opening rates."""

    criterion: str
    must_have: bool = False
    weight: int = 1


@dataclass(frozen=True, slots=True)
class RequisitionInput:
    """What an opening asks for, as given; `zone` is an IANA name."""

    title: str
    rubric_version: RubricVersion
    zone: str
    criteria: tuple[CriterionInput, ...]
    level: str = ""
    location: str = ""
    success_profile: str = ""
    advert: str = ""
    weight_reason: str = ""
    opening: Opening = Opening.WHOLE_PANEL
    due_hours: int = 24


def create_requisition(
    context: Context, hiring_manager_id: UUID, given: RequisitionInput
) -> Requisition:
    """Open a requisition and name the manager who answers for it."""
    requisition = Requisition(
        hiring_manager_id=hiring_manager_id,
        created_by_id=context.user_id,
        created_at=context.at,
    )
    context.session.add(requisition)
    _add_version(context, requisition, given)
    return requisition


def save_requisition(
    context: Context,
    requisition: Requisition,
    given: RequisitionInput,
    replaces: int,
    *,
    hiring_manager_id: UUID | None = None,
) -> RequisitionVersion:
    """Save what is asked for as the next version; `replaces` is the one the writer started from.

    `hiring_manager_id` names another manager. Raises ConflictError once an interview is scheduled
    and StaleError when somebody saved in between: neither text is lost.
    """
    context.session.refresh(requisition, with_for_update=True)
    if requisition.locked_at is not None:
        raise ConflictError(FIXED)
    if requisition.current.number != replaces:
        raise StaleError("Somebody saved this requisition since you opened it here.")
    if hiring_manager_id is not None:
        requisition.hiring_manager_id = hiring_manager_id
    return _add_version(context, requisition, given)


def _add_version(
    context: Context, requisition: Requisition, given: RequisitionInput
) -> RequisitionVersion:
    _check(given)
    version = RequisitionVersion(
        number=len(requisition.versions) + 1,
        hiring_manager_id=requisition.hiring_manager_id,
        rubric_version=given.rubric_version,
        title=required(given.title, "title", "Give the opening a title."),
        level=given.level.strip(),
        location=given.location.strip(),
        zone=given.zone,
        success_profile=given.success_profile.strip(),
        advert=given.advert.strip(),
        weight_reason=given.weight_reason.strip(),
        opening=given.opening,
        due_hours=given.due_hours,
        saved_by_id=context.user_id,
        saved_at=context.at,
        criteria=[
            RequisitionCriterion(
                criterion=chosen.criterion,
                position=place,
                must_have=chosen.must_have,
                weight=chosen.weight,
            )
            for place, chosen in enumerate(given.criteria, start=1)
        ],
    )
    requisition.versions.append(version)
    context.session.flush()
    context.record(
        Tag.REQUISITION_SAVED,
        f"requisition:{requisition.id}",
        details={"number": version.number},
    )
    return version


def lock_requisition(context: Context, requisition: Requisition) -> None:
    """Fix what the opening asks for; the first interview does this."""
    if requisition.locked_at is None:
        requisition.locked_at = context.at
        context.session.flush()
        context.record(Tag.REQUISITION_LOCKED, f"requisition:{requisition.id}")


def _check(given: RequisitionInput) -> None:
    wrong: dict[str, list[str]] = {}
    known = {each.key for each in Rubric.from_document(given.rubric_version.document).criteria}
    chosen = [each.criterion for each in given.criteria]
    if given.rubric_version.published_at is None:
        wrong["rubric_version"] = ["Choose a published rubric version."]
    if not chosen or len(set(chosen)) != len(chosen) or not known.issuperset(chosen):
        wrong["criteria"] = ["Choose one or more of the rubric's criteria, each once."]
    if sum(each.must_have for each in given.criteria) > MOST_MUST_HAVES:
        wrong["must_haves"] = [f"Mark at most {MOST_MUST_HAVES} must-haves."]
    if len({each.weight for each in given.criteria}) > 1 and not given.weight_reason.strip():
        wrong["weight_reason"] = ["Unequal weights need a job-related reason in writing."]
    if wrong:
        raise InvalidInputError("Some answers need another look.", wrong)
