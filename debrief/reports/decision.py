"""What a debrief came to: outcomes as written, dissent beside them, HR's answer."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from debrief.models import Cosign, Disposition, Dissent, Ground, Outcome, Result, User
from debrief.reports.passages import DEBRIEF, Line, Passage, Reader, Statement, prepared
from debrief.reports.vocabulary import DISPOSITION_WORDS, GATE_WORDS, RESULT_WORDS, RULE_WORDS
from debrief.scoring.gate import Gate


@dataclass(frozen=True, slots=True)
class CosignLine:
    """HR's answer to a departing outcome."""

    agreed: bool
    signed_by: str
    signed_at: datetime
    remark: Passage | None


@dataclass(frozen=True, slots=True)
class DissentLine:
    """A panelist's different view."""

    user_id: UUID
    name: str
    words: Passage | None


@dataclass(frozen=True, slots=True)
class Decision:
    """One outcome as written; the newest one counts, an earlier one was returned by HR."""

    outcome_id: UUID
    number: int
    result: Result
    rule: str
    gate: Gate
    grounds: tuple[str, ...]
    departing: bool
    disposition: Disposition
    decided_by_id: UUID
    decided_by: str
    decided_at: datetime
    reason: Passage | None
    disposition_reason: Passage | None
    departure: Passage | None
    commitment: str
    cosign: CosignLine | None
    dissents: tuple[DissentLine, ...]

    @property
    def stands(self) -> bool:
        """In effect: within the rule, or departing and co-signed."""
        return not self.departing or (self.cosign is not None and self.cosign.agreed)

    @property
    def awaits_cosign(self) -> bool:
        return self.departing and self.cosign is None

    @property
    def returned(self) -> bool:
        return self.cosign is not None and not self.cosign.agreed

    @property
    def result_words(self) -> str:
        return RESULT_WORDS[self.result]

    @property
    def rule_words(self) -> str:
        return RULE_WORDS[self.rule]

    @property
    def gate_words(self) -> str:
        return GATE_WORDS[self.gate]

    @property
    def disposition_words(self) -> str:
        return DISPOSITION_WORDS[self.disposition]

    @property
    def standing_words(self) -> str:
        """Whether it is in effect, and what it waits for."""
        if self.cosign is not None:
            return "Departs; HR has co-signed." if self.stands else "Departs; returned by HR."
        return "Departs; waits for HR to co-sign." if self.departing else "In effect."


def read_decisions(
    session: Session, debrief_id: UUID, names: Mapping[str, str], reader: Reader
) -> tuple[Decision, ...]:
    """Every outcome of the debrief in the order written, in one statement.

    `names` turns a criterion's key into its name, in the order of the requisition.
    """
    found = session.connection().execute(_outcomes(reader), {"debrief_id": debrief_id})
    return tuple(
        _decision(list(rows), names, reader) for _, rows in groupby(found, key=lambda row: row.id)
    )


@prepared
def _outcomes(reader: Reader) -> Statement:
    """A row per outcome and dissent."""
    decider, signer, dissenter = aliased(User), aliased(User), aliased(User)
    grounds = (
        select(func.aggregate_strings(Ground.criterion, ","))
        .where(Ground.outcome_id == Outcome.id)
        .scalar_subquery()
    )
    statement: Statement = (
        select(
            Outcome.id,
            Outcome.number,
            Outcome.result,
            Outcome.rule,
            Outcome.gate,
            Outcome.departing,
            Outcome.disposition,
            Outcome.decided_by_id,
            Outcome.decided_at,
            Outcome.commitment,
            decider.name.label("decided_by"),
            grounds.label("grounds"),
            Cosign.agreed,
            Cosign.signed_at,
            signer.name.label("signed_by"),
            Dissent.user_id.label("dissenter_id"),
            dissenter.name.label("dissenter"),
        )
        .join(decider, decider.id == Outcome.decided_by_id)
        .outerjoin(Cosign, Cosign.outcome_id == Outcome.id)
        .outerjoin(signer, signer.id == Cosign.signed_by_id)
        .outerjoin(Dissent, Dissent.outcome_id == Outcome.id)
        .outerjoin(dissenter, dissenter.id == Dissent.user_id)
        .where(Outcome.debrief_id == DEBRIEF)
        .order_by(Outcome.number, dissenter.name)
    )
    return reader.join(
        statement,
        reason=Outcome.reason_id,
        disposition_reason=Outcome.disposition_reason_id,
        departure=Outcome.departure_id,
        remark=Cosign.remark_id,
        dissent=Dissent.words_id,
    )


def _decision(rows: list[Line], names: Mapping[str, str], reader: Reader) -> Decision:
    row = rows[0]
    cosign = None
    if row.signed_at:
        cosign = CosignLine(row.agreed, row.signed_by, row.signed_at, reader.read(row, "remark"))
    resting_on = row.grounds.split(",")
    return Decision(
        outcome_id=row.id,
        number=row.number,
        result=row.result,
        rule=row.rule,
        gate=Gate(row.gate),
        grounds=tuple(name for key, name in names.items() if key in resting_on),
        departing=row.departing,
        disposition=row.disposition,
        decided_by_id=row.decided_by_id,
        decided_by=row.decided_by,
        decided_at=row.decided_at,
        reason=reader.read(row, "reason"),
        disposition_reason=reader.read(row, "disposition_reason"),
        departure=reader.read(row, "departure"),
        commitment=row.commitment,
        cosign=cosign,
        dissents=tuple(
            DissentLine(each.dissenter_id, each.dissenter, reader.read(each, "dissent"))
            for each in rows
            if each.dissenter_id
        ),
    )
