"""A period's audit report: what it tells, what it never tells, and that it can be checked."""

import csv
import hashlib
import io
import json
import zipfile
from datetime import date, timedelta

import pytest
from sqlalchemy import event, select

from debrief.access import Identity, Opening, Role, State
from debrief.audit import Tag
from debrief.errors import InvalidInputError
from debrief.models import (
    AuditEntry,
    ChangeReason,
    Disposition,
    FlagReview,
    Handling,
    Result,
    RevealCause,
    StoredFlag,
    UserRole,
    Verdict,
)
from debrief.rendering.spreadsheet import BOM, cell, write_report, zip_report
from debrief.reports.audit_report import audit_report
from debrief.reports.audit_sight import Sight, sight_of
from debrief.reports.audit_table import Column, Kind, Period, Table
from debrief.scoring.gate import Gate
from debrief.services import applications, outcomes, panels, reveals, scorecards
from debrief.services.audit_reports import take_out_report
from tests.factories import NOON, UserFactory
from tests.integration.house import CORE, card, house

NOVEMBER = Period(date(2026, 11, 1), date(2026, 11, 30))
HR = Sight(status=True)
LATER = NOON + timedelta(days=2)


def files_of(report):
    archive = io.BytesIO()
    zip_report(report, archive)
    with zipfile.ZipFile(archive) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


def rows_of(session, name, sight=HR, period=NOVEMBER):
    text = files_of(audit_report(session, period, sight))[f"{name}.csv"].decode()
    assert text.startswith(BOM)
    return list(csv.DictReader(io.StringIO(text.removeprefix(BOM), newline="")))


def bytes_of(session, sight=HR):
    archive = io.BytesIO()
    zip_report(audit_report(session, NOVEMBER, sight), archive)
    return archive.getvalue()


@pytest.fixture
def built(session):
    return house(session, size=3)


def reveal(built, at=NOON):
    reveals.reveal(built.as_(built.facilitator, at), built.debrief, RevealCause.FACILITATOR)


def decide(built, result, gate, **given):
    asked = outcomes.OutcomeInput(
        result,
        "Ruled out the cable first.",
        (CORE[1], CORE[0]),
        Disposition.IN_PROCESS,
        "Goes on to the final stage.",
        **given,
    )
    return outcomes.decide(built.as_(built.manager), built.debrief, asked, gate, [])


def whole_story(built):
    """Corrected, late, changed after the reveal, flagged, decided against the gate, co-signed."""
    first, second, third, *others = built.panel
    for user in others:
        built.submit(user)
    built.submit(first, 2)
    built.submit(first, 4, replaces=1)
    built.submit(second, 2, at=LATER)
    panels.waive(
        built.as_(built.facilitator, NOON + timedelta(days=3)),
        built.seat(third),
        "On leave.",
        "UTC",
    )
    reveal(built)
    built.submit(second, 3, at=LATER, replaces=1, change_reason=ChangeReason.SLIP)
    built.submit(third, 5, at=LATER)
    version = built.card(first).versions[1]
    flag = StoredFlag(
        version_id=version.id,
        words_id=version.reason_id,
        position=1,
        rule="fit.culture",
        category="fit",
        severity="warn",
        start=0,
        end=5,
        lexicon="1",
        handling=Handling.DISPUTED,
    )
    built.session.add(flag)
    built.session.flush()
    hr = UserFactory(roles=[UserRole(role=Role.HR)])
    built.session.add(
        FlagReview(
            flag_id=flag.id, verdict=Verdict.DISMISSED, reviewed_by_id=hr.id, reviewed_at=LATER
        )
    )
    outcome = decide(built, Result.ADVANCE, Gate.BELOW, departure="The work sample shows it.")
    outcomes.cosign(built.as_(hr), outcome, agreed=True, remark="")
    outcomes.dissent(built.as_(second), outcome, "I would stop here.")
    built.session.commit()


def test_the_zip_holds_every_file_with_a_manifest_that_proves_them(session, built):
    whole_story(built)
    files = files_of(audit_report(session, NOVEMBER, HR))
    names = "applicant_flow scorecards ratings outcomes flags timeliness coverage access codebook"
    manifest = json.loads(files.pop("manifest.json"))
    assert list(files) == [f"{name}.csv" for name in names.split()]
    assert (manifest["from"], manifest["to"]) == ("2026-11-01", "2026-11-30")
    assert {each["name"] for each in manifest["files"]} == set(files)
    for each in manifest["files"]:
        content = files[each["name"]]
        assert hashlib.sha256(content).hexdigest() == each["sha256"]
        assert len(content) == each["bytes"]
        lines = list(csv.reader(io.StringIO(content.decode(), newline="")))
        assert len(lines) - 1 == each["rows"]
        assert content.count(b"\n") == content.count(b"\r\n")


def test_the_codebook_explains_every_column_of_every_file(session, built):
    files = files_of(audit_report(session, NOVEMBER, HR))
    told = [(row["file"], row["column"]) for row in rows_of(session, "codebook")]
    there = [
        (name, column)
        for name, content in files.items()
        if name.endswith(".csv")
        for column in content.decode().removeprefix(BOM).splitlines()[0].split(",")
    ]
    assert told == there
    assert all(row["meaning"] and row["type"] for row in rows_of(session, "codebook"))


def test_every_code_in_a_file_is_one_the_codebook_allows(session, built):
    whole_story(built)
    for told in rows_of(session, "codebook"):
        allowed = set(filter(None, told["allowed_values"].split("; ")))
        if allowed and told["file"] != "codebook.csv":
            cells = {r[told["column"]] for r in rows_of(session, told["file"][:-4])}
            assert cells <= allowed | {""}, told


def test_the_same_data_is_the_same_bytes(session, built):
    whole_story(built)
    assert bytes_of(session) == bytes_of(session)


def test_ratings_keep_every_version_and_mark_the_independent_one(session, built):
    whole_story(built)
    found = [row for row in rows_of(session, "ratings") if row["criterion"] == CORE[0]]
    told = {
        (row["panelist_user_id"], row["version"], row["phase"], row["level"]): row[
            "is_independent_version"
        ]
        for row in found
    }
    first, second, third = (str(user.id) for user in built.panel)
    assert told == {
        (first, "1", "independent", "2"): "no",
        (first, "2", "independent", "4"): "yes",
        (second, "1", "independent", "2"): "yes",
        (second, "2", "after_reveal", "3"): "no",
        (third, "1", "late", "5"): "no",
    }
    assert {row["must_have"] for row in found} == {"yes"}
    assert found[0]["submitted_at"].endswith("Z")
    cards = rows_of(session, "scorecards")
    assert [row["recommendation"] for row in cards] == ["yes"] * 5
    assert sorted(row["change_reason"] for row in cards) == ["", "", "", "", "slip"]


def test_where_cards_open_after_the_own_one_the_first_version_is_the_independent_one(session):
    built = house(session, size=2, opening=Opening.AFTER_OWN_SUBMISSION)
    built.submit(built.panel[0], 2)
    built.submit(built.panel[0], 4, replaces=1)
    built.submit(built.panel[1], 3)
    reveal(built)
    found = {
        (row["level"], row["is_independent_version"])
        for row in rows_of(session, "ratings")
        if row["panelist_user_id"] == str(built.panel[0].id)
    }
    assert found == {("2", "yes"), ("4", "no")}


def test_outcomes_tell_rule_grounds_departure_and_cosign(session, built):
    whole_story(built)
    (row,) = rows_of(session, "outcomes")
    assert row["grounds"] == f"{CORE[1]} {CORE[0]}"
    told = ("result", "gate", "departs_from_gate", "cosign", "in_effect", "dissents")
    assert [row[name] for name in told] == ["advance", "below", "yes", "given", "yes", "1"]
    (flow,) = rows_of(session, "applicant_flow")
    assert (flow["result"], flow["debrief_state"], flow["stage_number"]) == (
        "advance",
        "decided",
        "1",
    )


@pytest.mark.parametrize(("agreed", "told"), [(None, "awaited"), (False, "returned")])
def test_a_departure_that_is_not_cosigned_is_not_in_effect(session, built, agreed, told):
    for user in built.panel:
        built.submit(user, 2)
    reveal(built)
    outcome = decide(built, Result.ADVANCE, Gate.BELOW, departure="The work sample shows it.")
    if agreed is not None:
        outcomes.cosign(built.as_(UserFactory()), outcome, agreed=agreed, remark="Which sample?")
    (row,) = rows_of(session, "outcomes")
    assert (row["cosign"], row["in_effect"]) == (told, "no")
    (flow,) = rows_of(session, "applicant_flow")
    assert (flow["result"], flow["debrief_state"]) == ("", "revealed")


def test_flags_name_rules_and_their_handling_and_no_person(session, built):
    whole_story(built)
    (row,) = rows_of(session, "flags")
    told = ("rule", "severity", "handling", "verdict", "is_independent_version")
    assert [row[name] for name in told] == ["fit.culture", "warn", "disputed", "dismissed", "yes"]
    assert not any(str(user.id) in row.values() for user in built.panel)


def test_timeliness_and_coverage_count_cards_and_independent_levels(session, built):
    whole_story(built)
    first, second, third = rows_of(session, "timeliness")
    assert (first["card"], first["on_time"]) == ("in", "yes")
    assert (second["card"], second["on_time"]) == ("in", "no")
    assert (third["card"], third["on_time"]) == ("in", "no")
    assert first["card_due_at"] == "2026-11-25T12:00:00Z"
    covered = rows_of(session, "coverage")
    assert [row["criterion"] for row in covered] == list(CORE)
    counts = ("panelists_assigned", "independent_levels", "not_enough_evidence", "is_covered")
    assert [covered[0][name] for name in counts] == ["3", "2", "0", "yes"]


def test_nothing_people_wrote_and_no_name_is_in_any_file(session, built):
    whole_story(built)
    applications.record_referral(
        built.as_(built.recruiter), built.debrief.stage.application, "A cousin"
    )
    names = [user.name for user in (*built.panel, built.manager)]
    everything = b"".join(files_of(audit_report(session, NOVEMBER, HR)).values()).decode()
    written = ["Łukasz", "Platform engineer", "cousin", "Tests separate", "Named two", "On leave"]
    for text in (*written, "Ruled out", "work sample shows", "would stop", "@example", *names):
        assert text not in everything


@pytest.mark.parametrize("sight", [HR, Sight()], ids=["hr", "others"])
def test_before_the_reveal_no_file_tells_what_or_when_anybody_submitted(session, built, sight):
    def content():
        return {
            name: rows_of(session, name, sight)
            for name in ("scorecards", "ratings", "flags", "coverage", "outcomes", "applicant_flow")
        }

    reveals.settle(built.as_(built.facilitator), built.debrief)
    before = content()
    times = [
        (row["first_submitted_at"], row["on_time"]) for row in rows_of(session, "timeliness", sight)
    ]
    built.submit(built.panel[0], 1)
    built.submit(built.panel[1], 5)
    assert content() == before
    assert before["ratings"] == before["coverage"] == []
    after = rows_of(session, "timeliness", sight)
    assert [(row["first_submitted_at"], row["on_time"]) for row in after] == times
    known = ["in", "in", "missing"] if sight.status else ["", "", ""]
    assert [row["card"] for row in after] == known


def test_that_the_panel_is_in_shows_to_hr_alone(session, built):
    for user in built.panel:
        built.submit(user)
    assert built.debrief.state is State.SEALED
    told = [rows_of(session, "applicant_flow", each)[0]["debrief_state"] for each in (HR, Sight())]
    assert told == ["sealed", "collecting"]


def test_cards_of_a_cancelled_debrief_stay_sealed(session, built):
    built.submit(built.panel[0], 1)
    reveals.cancel(built.as_(built.recruiter), built.debrief)
    assert rows_of(session, "ratings") == rows_of(session, "scorecards") == []
    assert rows_of(session, "timeliness")[0]["first_submitted_at"] == ""


def test_something_outside_the_period_is_not_in_the_report(session, built):
    whole_story(built)
    october = Period(date(2026, 10, 1), date(2026, 10, 31))
    for table in audit_report(session, october, HR).tables[:-1]:
        assert list(table.rows) == []


def test_an_application_without_a_stage_is_in_the_flow(session, built):
    requisition = built.debrief.stage.application.requisition
    applications.add_candidate(built.as_(built.recruiter, LATER), requisition, "Amara Okafor")
    found = rows_of(session, "applicant_flow")
    assert [(row["stage_number"], row["debrief_id"] != "") for row in found] == [
        ("1", True),
        ("", False),
    ]


def who(user, *roles):
    return Identity(user.id, frozenset(roles))


def test_hr_on_a_panel_sees_nothing_of_the_application_until_the_own_card_is_in(session, built):
    owing = who(built.panel[0], Role.HR)
    built.submit(built.panel[1], 5)
    sight = sight_of(session, owing)
    assert sight.shut == {built.debrief.stage.application_id}
    report = audit_report(session, NOVEMBER, sight)
    assert report.left_out == 1
    assert [list(table.rows) for table in report.tables[:-1]] == [[]] * 8
    built.submit(built.panel[0], 5)
    assert sight_of(session, owing).shut == frozenset()


def test_whoever_recused_never_sees_the_application_again(session, built):
    panels.recuse(built.as_(built.panel[0]), built.seat(built.panel[0]))
    for user in built.panel[1:]:
        built.submit(user)
    reveal(built)
    assert sight_of(session, who(built.panel[0], Role.HR)).shut
    assert not sight_of(session, who(built.panel[1], Role.HR)).shut


@pytest.mark.parametrize("role", [Role.ADMIN, Role.AUDITOR])
def test_others_with_a_part_in_a_debrief_wait_for_the_reveal(session, built, role):
    for user in built.panel:
        built.submit(user)
    partakers = [built.panel[0], built.manager]
    assert all(sight_of(session, who(user, role)).shut for user in partakers)
    assert not sight_of(session, who(UserFactory(), role)).shut
    reveal(built)
    assert not any(sight_of(session, who(user, role)).shut for user in partakers)


def test_access_tells_who_read_what_and_leaves_out_what_is_shut(session, built):
    context = built.as_(built.manager)
    context.record(Tag.CARDS_READ, f"debrief:{built.debrief.id}")
    context.record(Tag.SUMMARY_EXPORTED, f"debrief:{built.debrief.id}", details={"format": "pdf"})
    read, exported = rows_of(session, "access")
    assert read["actor"] == str(built.manager.id)
    assert (read["subject_kind"], read["subject_id"]) == ("debrief", str(built.debrief.id))
    assert exported["details"] == "format=pdf"
    assert session.scalar(select(AuditEntry.tag).where(AuditEntry.hash == exported["log_entry"]))
    assert rows_of(session, "access", sight_of(session, who(built.panel[0], Role.HR))) == []


def test_taking_a_report_out_is_recorded_with_its_period(session, built):
    take_out_report(built.as_(built.recruiter), Period(date(2026, 11, 1), NOON.date()), HR)
    entry = session.scalars(select(AuditEntry).order_by(AuditEntry.seq.desc())).first()
    assert entry.tag == "log:exported"
    assert json.loads(entry.body)["details"] == {"from": "2026-11-01", "to": "2026-11-24"}


def test_a_period_begins_before_it_ends_and_has_begun(session, built):
    with pytest.raises(InvalidInputError, match="must not be after"):
        Period(date(2026, 11, 2), date(2026, 11, 1))
    with pytest.raises(InvalidInputError, match="future"):
        take_out_report(built.as_(built.recruiter), NOVEMBER, HR)


def test_a_report_takes_the_same_few_statements_whatever_the_size_of_the_panel(session):
    def statements(built):
        whole_story(built)
        seen = []
        bind = session.get_bind()
        event.listen(bind, "before_cursor_execute", lambda *given: seen.append(given[2]))
        files_of(audit_report(session, NOVEMBER, HR))
        return [each for each in seen if each.startswith("SELECT")]

    small = len(statements(house(session, size=3)))
    assert small <= 10
    assert len(statements(house(session, size=6))) == small


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("=1+1", "'=1+1"),
        ("+1", "'+1"),
        ("-1", "'-1"),
        ("@A1", "'@A1"),
        ("\tx", "'\tx"),
        ("\rx", "'\rx"),
        ("\uff1d1", "'\uff1d1"),
        ("plain", "plain"),
        (None, ""),
        (True, "yes"),
        (3, "3"),
        (Handling.KEPT, "kept"),
        (NOON, "2026-11-24T12:00:00Z"),
    ],
)
def test_a_cell_never_runs(given, shown):
    assert cell(given) == shown


def test_a_long_file_is_written_in_pieces_that_add_up():
    columns = (Column("said", None, "x", Kind.TEXT),)
    table = Table("long", "x", columns, ([f"{n:0200}"] for n in range(2000)))

    class Report:
        period, tables, left_out = NOVEMBER, (table,), 0

    kept = {}

    class Kept(io.BytesIO):
        def __exit__(self, *given):
            kept[self.name] = self.getvalue()

    def open_file(name):
        opened = Kept()
        opened.name = name
        return opened

    (written,) = write_report(Report(), open_file)
    assert written.rows == 2000
    assert written.sha256 == hashlib.sha256(kept["long.csv"]).hexdigest()
    assert kept["long.csv"].count(b"\r\n") == 2001


def test_a_could_not_assess_card_has_a_row_without_a_recommendation(session, built):
    empty = card(ratings=(), recommendation=None, could_not_assess=True)
    user = built.panel[0]
    asked = scorecards.Request("k")
    scorecards.submit_scorecard(built.as_(user), built.card(user), empty, asked)
    for other in built.panel[1:]:
        built.submit(other)
    reveal(built)
    found = [row for row in rows_of(session, "scorecards") if row["could_not_assess"] == "yes"]
    assert [row["recommendation"] for row in found] == [""]
