"""What goes with the PDF as debrief.json: the record, which edition of it, where the log has it."""

from marshmallow import fields

from debrief.schemas import told
from debrief.schemas.panel import FlagLineSchema, PanelReportSchema
from debrief.schemas.strict import StrictSchema

SCHEMA_VERSION = 1


class LogEntrySchema(StrictSchema):
    """An entry of the audit log."""

    seq = told.number()
    hash = told.words()


class ReportOnPaperSchema(PanelReportSchema):
    """The report as the paper shows it: a flag names its rule, never the words."""

    flags = fields.List(fields.Nested(FlagLineSchema(exclude=("quote",))), required=True)


class SummarySchema(StrictSchema):
    """One debrief, complete."""

    schema = fields.Constant("debrief.summary", required=True)
    schema_version = fields.Constant(SCHEMA_VERSION, required=True)
    version = told.number("1 at the reveal, one more for everything added since.")
    outcome_entry = told.one(LogEntrySchema, allow_none=True)
    report = told.one(ReportOnPaperSchema)
