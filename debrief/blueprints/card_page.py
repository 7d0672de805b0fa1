"""What the pages of the own scorecard share: opening it, reading its form, showing it again."""

from dataclasses import dataclass
from http import HTTPStatus
from uuid import UUID, uuid4

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from debrief.access import DebriefFacts, Permission, State, permits
from debrief.blueprints.card_sheet import Sheet
from debrief.blueprints.loading import debrief_and_facts, own_scorecard
from debrief.errors import ConflictError, DebriefError, InvalidInputError, StaleError
from debrief.extensions import db
from debrief.models import Debrief, Note, Scorecard
from debrief.reports.vocabulary import (
    CORRECTNESS_WORDS,
    KIND_WORDS,
    NE_WORDS,
    RECOMMENDATION_WORDS,
    SIGNAL_GROUPS,
    SIGNAL_WORDS,
    choices,
)
from debrief.reports.wording import Wording, wording_of
from debrief.schemas.scorecards import fill_form
from debrief.services.answers import given_in
from debrief.services.drafts import Typed, save_draft, standing
from debrief.web import guard

FROZEN = "The cards are open: yours stands as it is. A change takes a reason, on the debrief."
WORDS: dict[str, object] = {
    "ne_words": choices(NE_WORDS),
    "kind_words": choices(KIND_WORDS),
    "correctness_words": choices(CORRECTNESS_WORDS),
    "recommendation_words": choices(RECOMMENDATION_WORDS),
    "signal_words": SIGNAL_WORDS,
    "signal_groups": SIGNAL_GROUPS,
}
#: What the codes on a card that stands are called.
STANDING_WORDS: dict[str, object] = {
    "ne": NE_WORDS,
    "kind": dict(choices(KIND_WORDS)),
    "correctness": CORRECTNESS_WORDS,
    "recommendation": RECOMMENDATION_WORDS,
    "signal": SIGNAL_WORDS,
}
PLAIN = frozenset({"reason", "recommendation", "could_not_assess", "change_of_mind", "note"})
PATHS = ("ratings-", "signals-", "disputed-", "asked-", "stands-")


@dataclass(frozen=True, slots=True)
class OwnCard:
    """The scorecard of whoever asks, with what its pages need around it."""

    debrief: Debrief
    facts: DebriefFacts
    scorecard: Scorecard
    wording: Wording

    @property
    def opened(self) -> bool:
        """Whether it lies open beside the others: it is changed with a reason, elsewhere."""
        return self.debrief.state is State.REVEALED and bool(self.scorecard.versions)

    @property
    def takes_changes(self) -> bool:
        may = permits(guard.identity(), Permission.SCORECARD_WRITE, self.facts)
        return may and not self.opened

    @property
    def late(self) -> bool:
        """Whether what comes now comes after the others were opened."""
        return self.debrief.state is State.REVEALED

    @property
    def standing(self) -> str:
        return standing(self.scorecard)

    @property
    def answers(self) -> dict[str, str]:
        """What the form starts from: the draft, else the card that is in, else nothing."""
        return self.scorecard.draft.answers if self.scorecard.draft else self.submitted

    @property
    def submitted(self) -> dict[str, str]:
        """The newest version that is in, as the form's fields; nothing when none is."""
        versions = self.scorecard.versions
        return fill_form(given_in(versions[-1])) if versions else {}

    def notes(self) -> list[Note]:
        """The lines of the pad, as they were written."""
        lines = select(Note).where(Note.panelist_id == self.scorecard.panelist_id)
        return list(db.session().scalars(lines.order_by(Note.written_at, Note.id)))

    def sheet(self, answers: dict[str, str]) -> Sheet:
        return Sheet(self.wording, self.scorecard.panelist.criteria, answers)

    def url(self, endpoint: str = "scorecards.edit", anchor: str | None = None) -> str:
        return url_for(endpoint, debrief_id=self.debrief.id, _anchor=anchor)

    def back(
        self, anchor: str | None = None, *, endpoint: str = "scorecards.edit"
    ) -> ResponseReturnValue:
        return redirect(self.url(endpoint, anchor), HTTPStatus.SEE_OTHER)


def open_card(debrief_id: UUID, permission: Permission = Permission.SCORECARD_WRITE) -> OwnCard:
    """The own card, once it may be opened; raises ConflictError where it may no longer change."""
    debrief, facts = debrief_and_facts(debrief_id)
    guard.authorize(permission, facts)
    wording = wording_of(db.session(), debrief.requisition_version_id)
    own = OwnCard(debrief, facts, own_scorecard(debrief), wording)
    if permission is Permission.SCORECARD_WRITE and own.opened:
        raise ConflictError(FROZEN)
    return own


def typed() -> Typed:
    """What stands in the form's fields; blank ones say nothing."""
    answers = {
        # The last that is not blank: a question of one's own comes after those of the kit.
        name: value.replace("\r\n", "\n").replace("\0", "")
        for name, value in request.form.items(multi=True)
        if value.strip() and (name in PLAIN or name.startswith(PATHS))
    }
    return Typed(answers, request.form.get("keep") or _matched() or request.form.get("revision"))


def _matched() -> str | None:
    """The draft's ETag where the request names one."""
    return request.if_match.to_header().strip('"') or None if request.if_match else None


def save(own: OwnCard, given: Typed) -> ResponseReturnValue | None:
    """Save the draft; the answer to give when another window was faster, else None."""
    try:
        save_draft(guard.context(), own.scorecard, given)
    except StaleError as error:
        return form_page(own, given.answers, error)
    return None


def by_script() -> bool:
    """Whether htmx asks, and takes a fragment."""
    return request.headers.get("HX-Request") == "true"


def form_page(
    own: OwnCard, answers: dict[str, str], error: DebriefError | None = None
) -> ResponseReturnValue:
    """The form with `answers` in its fields, and what went wrong where something did."""
    sheet, saved = own.sheet(answers), own.scorecard.draft
    errors = error.fields if isinstance(error, InvalidInputError) else {}
    conflict = isinstance(error, StaleError) and sheet.differences(own.answers)
    values = {
        "own": own,
        "sheet": sheet,
        "given": answers,
        "draft": saved,
        "errors": errors,
        "message": None if errors or conflict or error is None else str(error),
        "conflict": conflict,
        "replaces": len(own.scorecard.versions) or None,
        "request_key": request.form.get("request_key") or str(uuid4()),
        "notes": own.notes(),
        "may_recuse": permits(guard.identity(), Permission.PANELIST_RECUSE, own.facts),
        **WORDS,
    }
    status = error.status if error else HTTPStatus.OK
    if by_script():
        return _fragment("conflict", values, status)
    return render_template("scorecards/edit.html", **values), status


def saved_fragment(
    own: OwnCard, answers: dict[str, str], name: str = "saved"
) -> ResponseReturnValue:
    """What htmx puts in place after a save: the time, the standing, and what else changed."""
    values = {
        "own": own,
        "sheet": own.sheet(answers),
        "draft": own.scorecard.draft,
        "given": answers,
        "notes": own.notes(),
    }
    page, status, _ = _fragment(name, values, HTTPStatus.OK)
    return page, status, {"ETag": f'"{own.standing}"'}


def _fragment(
    name: str, values: dict[str, object], status: HTTPStatus
) -> tuple[str, HTTPStatus, dict[str, str]]:
    page = render_template(f"scorecards/_{name}.html", **values)
    return page, status, {"HX-Retarget": "#conflict"} if name == "conflict" else {}
