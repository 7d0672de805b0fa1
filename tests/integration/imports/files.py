"""Rows of an import file, and what the service says of them."""

from sqlalchemy import select

from debrief.integrations import csv_rows
from debrief.models import Application, Debrief
from debrief.schemas.imports import COLUMNS, NEEDED, read_rows
from debrief.services import imports, requisitions

TIMES = {"date": "1/12/2026", "start": "930", "end": "10:30", "format": "Video"}


def requisition_of(built):
    return built.debrief.stage.application.requisition


def opening(built, title, criteria):
    """Another opening that rates these criteria."""
    given = requisitions.RequisitionInput(
        title,
        requisition_of(built).current.rubric_version,
        "UTC",
        tuple(requisitions.CriterionInput(key) for key in criteria),
    )
    return requisitions.create_requisition(built.as_(built.recruiter), built.manager.id, given)


def row(name="Amara Okafor", email="amara@example.org", **cells):
    return {"candidate_name": name, "candidate_email": email} | cells


def seat(who, criteria="communication|blame_framing", **cells):
    return row(
        **TIMES
        | {"stage": "Panel", "panelist_email": f"{who}@example.org", "criteria": criteria}
        | {"facilitator_email": "finn@example.org"}
        | cells
    )


def file_of(*rows):
    lines = [";".join(COLUMNS)]
    lines += [";".join(each.get(column, "") for column in COLUMNS) for each in rows]
    return "\r\n".join(lines).encode()


def read(built, *rows):
    zone = requisition_of(built).current.zone
    return read_rows(csv_rows.read_rows(file_of(*rows), tuple(COLUMNS), NEEDED), zone)


def plan(built, *rows):
    return imports.plan_import(built.session, requisition_of(built), read(built, *rows))


def carry_out(built, *rows):
    digest = plan(built, *rows).digest
    recruiter = built.as_(built.recruiter)
    return imports.apply_import(recruiter, requisition_of(built), read(built, *rows), digest)


def added(built, email="amara@example.org"):
    return next(
        each
        for each in built.session.scalars(select(Application))
        if each.candidate.identity.email == email
    )


def debrief_of(built, application):
    return built.session.scalars(
        select(Debrief).where(Debrief.stage_id == application.stages[0].id)
    ).one()


def problem(built, *rows):
    found = [fate.problems for fate in plan(built, *rows).fates if fate.problems]
    assert len(found) == 1
    return " ".join(found[0])
