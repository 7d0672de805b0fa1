"""Importing candidates and panels: what a file would do, and doing exactly that or nothing."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from debrief.audit import Tag
from debrief.errors import ConflictError, StaleError
from debrief.models import (
    Application,
    Candidate,
    CandidateIdentity,
    Debrief,
    Interview,
    Panelist,
    ReferralSource,
    Requisition,
    Stage,
    StageKind,
    User,
)
from debrief.scoring.rubric import Rubric
from debrief.services import applications, panels
from debrief.services.context import Context
from debrief.services.import_plan import (
    ImportRow,
    Plan,
    PlannedCandidate,
    PlannedInterview,
    PlannedStage,
    unresolved,
)
from debrief.services.import_planner import Planner, Surroundings


def plan_import(session: Session, requisition: Requisition, rows: Sequence[ImportRow]) -> Plan:
    """What the rows would do, in a number of statements that does not grow with the file."""
    emails = {row.email for row in rows if row.email}
    planner = Planner(
        Surroundings(_colleagues(session, rows), _criteria(requisition)),
        _candidates(session, requisition, emails),
    )
    for row in rows:
        planner.take(row)
    planner.finish()
    candidates = tuple(planner.candidates.values())
    thin = tuple(
        (candidate.name, kind, missing)
        for candidate in candidates
        for kind, stage in candidate.stages.items()
        if stage.joining
        and (
            missing := panels.thin_must_haves(
                requisition.current, [*stage.panel.values(), *stage.joining.values()]
            )
        )
    )
    return Plan(planner.fates, candidates, thin)


def apply_import(
    context: Context, requisition: Requisition, rows: Sequence[ImportRow], digest: str
) -> Plan:
    """Do what the plan of `digest` said, all of it in this transaction.

    Raises StaleError when the rows would do something else by now, and ConflictError when there
    is a problem in them or nothing to do.
    """
    context.session.refresh(requisition, with_for_update=True)
    plan = plan_import(context.session, requisition, rows)
    if plan.digest != digest:
        raise StaleError(
            "Something changed here since this file was checked, so nothing was added. This is "
            "what the file would do now."
        )
    if not plan.can_apply:
        raise ConflictError("This file cannot be applied: see its rows.")
    context.record(Tag.IMPORT_APPLIED, f"requisition:{requisition.id}", details={"rows": len(rows)})
    for candidate in plan.candidates:
        _apply(context, requisition, candidate)
    return plan


def _apply(context: Context, requisition: Requisition, planned: PlannedCandidate) -> None:
    if planned.id is None:
        application = applications.add_candidate(context, requisition, planned.name, planned.email)
    else:
        application = context.session.get_one(Application, planned.id)
    if planned.new_source:
        applications.record_referral(context, application, planned.new_source)
    for kind, stage in planned.stages.items():
        _apply_stage(context, application, kind, stage)


def _apply_stage(
    context: Context, application: Application, kind: StageKind, planned: PlannedStage
) -> None:
    if planned.id is None:
        stage = applications.add_stage(context, application, kind)
    else:
        stage = context.session.get_one(Stage, planned.id)
    for interview in planned.interviews:
        _apply_interview(context, stage, interview)
    joining = [panels.PanelistInput(*seat) for seat in planned.joining.items()]
    if planned.debrief_id is not None:
        debrief = context.session.get_one(Debrief, planned.debrief_id)
        for seat in joining:
            panels.add_panelist(context, debrief, seat)
    elif joining and planned.facilitator_id is not None:
        panels.set_up_debrief(context, stage, planned.facilitator_id, joining)


def _apply_interview(context: Context, stage: Stage, planned: PlannedInterview) -> None:
    zone = stage.application.requisition.current.zone
    given = applications.InterviewInput(
        planned.starts_at,
        planned.ends_at,
        planned.format,
        zone,
        tuple(planned.people),
        planned.place,
    )
    if planned.id is None:
        applications.schedule_interview(context, stage, given)
    elif planned.joining:
        applications.move_interview(context, context.session.get_one(Interview, planned.id), given)


def _colleagues(session: Session, rows: Iterable[ImportRow]) -> dict[str, UUID]:
    """Open accounts by address: all of them, as a statement takes only so many values."""
    named = unresolved(rows)
    everybody = session.execute(select(User.email, User.id).where(User.disabled_at.is_(None)))
    return {email: user_id for email, user_id in everybody if email in named}


def _criteria(requisition: Requisition) -> dict[str, str]:
    version = requisition.current
    rubric = Rubric.from_document(version.rubric_version.document)
    rated = {each.criterion for each in version.criteria}
    return {
        applications.folded(word): criterion.key
        for criterion in rubric.criteria
        if criterion.key in rated
        for word in (criterion.key, criterion.key.replace("_", " "), criterion.name)
    }


def _candidates(
    session: Session, requisition: Requisition, emails: set[str]
) -> list[PlannedCandidate]:
    found = session.execute(
        select(Application, ReferralSource.source)
        .join(Candidate)
        .join(CandidateIdentity)
        .outerjoin(ReferralSource)
        .where(Application.requisition_id == requisition.id, CandidateIdentity.email.is_not(None))
        .options(
            selectinload(Application.stages)
            .selectinload(Stage.interviews)
            .selectinload(Interview.interviewers)
        )
        .execution_options(populate_existing=True)
        .order_by(Application.id)
    ).all()
    debriefs = {
        debrief.stage_id: debrief
        for debrief in session.scalars(
            select(Debrief)
            .join(Stage)
            .join(Application)
            .where(Application.requisition_id == requisition.id)
            .options(selectinload(Debrief.panelists).selectinload(Panelist.assignments))
            .execution_options(populate_existing=True)
        )
    }
    return [
        _candidate(application, source, debriefs)
        for application, source in found
        if application.candidate.identity.email in emails
    ]


def _candidate(
    application: Application, source: str | None, debriefs: dict[UUID, Debrief]
) -> PlannedCandidate:
    stages: dict[StageKind, PlannedStage] = {}
    for stage in application.stages:
        # Of two stages of a kind, rows mean the later one: the earlier is history.
        stages[stage.kind] = _stage(stage, debriefs.get(stage.id))
    return PlannedCandidate(
        application.candidate.name,
        application.candidate.identity.email or "",
        application.id,
        source or "",
        stages=stages,
    )


def _stage(stage: Stage, debrief: Debrief | None) -> PlannedStage:
    planned = PlannedStage(
        stage.id,
        [
            PlannedInterview(
                held.starts_at,
                held.ends_at,
                held.format,
                held.place,
                held.id,
                [each.user_id for each in held.interviewers],
            )
            for held in stage.interviews
        ],
    )
    if debrief is not None:
        planned.state = debrief.state
        planned.debrief_id = debrief.id
        planned.facilitator_id = debrief.facilitator_id
        planned.panel = {each.user_id: frozenset(each.criteria) for each in debrief.panelists}
    return planned
