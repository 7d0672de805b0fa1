"""The summary on paper: complete, checkable, the same every time, and deaf to what is typed."""

import hashlib
import io
import json
from dataclasses import fields, replace
from datetime import timedelta

import pikepdf
import pypdf
import pytest
from sqlalchemy import select

from debrief.audit import Tag
from debrief.errors import ConflictError
from debrief.models import (
    AuditEntry,
    ChangeReason,
    Disposition,
    Handling,
    NeReason,
    ReferralSource,
    Result,
)
from debrief.rendering.faces import FAMILIES
from debrief.reports.panel import candidate_gate
from debrief.scoring.gate import Gate
from debrief.scoring.scale import Recommendation
from debrief.services import outcomes, panels, reveals
from debrief.services.summaries import export_summary
from debrief.web import paper
from tests.factories import NOON
from tests.integration.api.client import Program, key_for
from tests.integration.house import CORE, card, house
from tests.integration.panel import (
    BLUFF,
    NERVES,
    SAID,
    flag,
    open_cards,
    rated,
    send,
)

NAMES = (
    "Łukasz Nguyễn-Öztürk",
    "Mei 李 한",
    "Ελένη Παπαδάκη",
    "Юрій Шевченко",
    "Amara",
    "B",
    "C",
    "D",
)


def panel_of(session, size):
    """A revealed debrief: the second panelist rates low and says NE; names of many scripts."""
    built = house(session, size, level="Senior", success_profile="In 90 days: ships alone.")
    for user, name in zip(built.panel, NAMES, strict=False):
        user.name = name
    for number, user in enumerate(built.panel):
        low = number == 1
        levels = (2, NeReason.NOT_REACHED, 4, 4) if low else (4, 4, 3, 5)
        vote = Recommendation.NO if low else Recommendation.YES
        signals = (BLUFF, NERVES) if low else ()
        send(built, user, rated(levels, recommendation=vote, signals=signals))
    open_cards(built)
    return built


def decided(built, **changes):
    built.session.commit()
    built.session.refresh(built.debrief)
    gate = candidate_gate(built.session, built.debrief)
    given = {
        "result": Result.ADVANCE if gate is Gate.ABOVE else Result.DO_NOT_ADVANCE,
        "reason": "Two examples with a check that held.",
        "grounds": CORE[:2],
        "disposition": Disposition.IN_PROCESS
        if gate is Gate.ABOVE
        else Disposition.MUST_HAVE_BELOW_BAR,
        "disposition_reason": "Goes on to the final stage.",
    }
    at = NOON + timedelta(days=2)
    earlier = []
    return outcomes.decide(
        built.as_(built.manager, at),
        built.debrief,
        outcomes.OutcomeInput(**(given | changes)),
        gate,
        earlier,
    )


@pytest.fixture
def printed(app):
    """Prints a debrief as it stands, as somebody at some time."""

    def do(built, *, words=True, user=None, at=NOON + timedelta(days=3)):
        built.session.commit()
        built.session.refresh(built.debrief)
        context = built.as_(user or built.facilitator, at)
        with app.app_context():
            return paper.summary_pdf(export_summary(context, built.debrief, words=words))

    return do


def text_of(pdf):
    pages = pypdf.PdfReader(io.BytesIO(pdf)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def record_of(pdf):
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        return opened.attachments["debrief.json"].get_file().read_bytes()


def headings_of(pdf):
    with pikepdf.open(io.BytesIO(pdf)) as opened, opened.open_outline() as outline:
        found, waiting = [], list(outline.root)
        while waiting:
            item = waiting.pop(0)
            found.append(str(item.title))
            waiting = list(item.children) + waiting
        return found


def test_a_name_too_long_for_its_column_is_cut_there_alone(session, printed):
    built = panel_of(session, 6)
    long = built.panel[4].name = "Bartholomew Featherstonehaugh-Cholmondeley of Massachusetts"
    text = text_of(printed(built))
    assert long in text
    assert "Where the panel agrees and where it does not" in text
    assert text.count("Said at 4.") == 2 * len(built.panel)


@pytest.mark.parametrize("size", [1, 2, 8])
def test_it_prints_every_section_for_a_panel_of_any_size(session, size, printed):
    built = panel_of(session, size)
    decided(built)
    pdf = printed(built)
    text, headings = text_of(pdf), headings_of(pdf)
    assert headings[0] == "Łukasz Nguyễn-Öztürk"
    for section in (
        "Outcome",
        "Recommendations",
        "Must-haves",
        "To discuss, in this order",
        "The role",
        "Who rated, when, and how independently",
        "How the ratings lie",
        "Evidence",
        "Problem-solving process",
        "Main reasons",
        "Signals",
        "Comment flags and how they were handled",
        "Decision",
        "Dates",
        "How to check this paper",
    ):
        assert any(heading.startswith(section) for heading in headings), section
    for told in (*NAMES[:size], "Said at 4.", "Level 4", "In 90 days", "Page 1 of"):
        assert told in text
    pages = len(pypdf.PdfReader(io.BytesIO(pdf)).pages)
    assert f"Page {pages} of {pages}" in text
    assert text.count("Confidential. May be disclosed") == pages


def test_it_is_archival_accessible_and_set_in_vendored_fonts_alone(session, printed):
    built = panel_of(session, 8)
    with pikepdf.open(io.BytesIO(printed(built))) as pdf:
        with pdf.open_metadata() as meta:
            assert (meta["pdfaid:part"], meta["pdfaid:conformance"]) == ("3", "A")
            assert meta["pdfuaid:part"] == "1"
        assert str(pdf.Root.Lang) == "en"
        assert "Łukasz Nguyễn-Öztürk" in str(pdf.docinfo.Title)
        dictionaries = [each for each in pdf.objects if isinstance(each, pikepdf.Dictionary)]
        fonts = {
            str(each.BaseFont).partition("+")[2].removesuffix("-Bold")
            for each in dictionaries
            if each.get("/Subtype") == "/Type0"
        }
        assert fonts <= {name.strip().replace(" ", "-") for name in FAMILIES.split(",")}
        tags = [str(each.S) for each in dictionaries if each.get("/Type") == "/StructElem"]
        assert {"/H1", "/H2", "/H3", "/Table", "/TH", "/TD", "/Figure", "/L"} <= set(tags)
        figures = [each for each in dictionaries if each.get("/S") == "/Figure"]
        assert all(str(figure.Alt) for figure in figures)


def test_the_same_record_is_the_same_bytes_whoever_prints_and_whenever(session, printed):
    built = panel_of(session, 3)
    decided(built)
    first = printed(built)
    assert printed(built, user=built.manager, at=NOON + timedelta(days=90)) == first


def test_the_attached_record_is_what_the_printed_digest_is_of(session, printed):
    built = panel_of(session, 2)
    outcome = decided(built)
    pdf = printed(built)
    record = record_of(pdf)
    assert hashlib.sha256(record).hexdigest() in text_of(pdf)
    told = json.loads(record)
    assert (told["schema"], told["schema_version"]) == ("debrief.summary", 1)
    assert told["report"]["debrief"]["candidate"] == "Łukasz Nguyễn-Öztürk"
    entry = session.scalars(
        select(AuditEntry).where(AuditEntry.subject == f"outcome:{outcome.id}")
    ).first()
    assert told["outcome_entry"] == {"seq": entry.seq, "hash": entry.hash}
    assert entry.hash in text_of(pdf)


def test_the_version_counts_what_came_after_the_reveal(session, printed):
    built = panel_of(session, 2)

    def version():
        return json.loads(record_of(printed(built)))["version"]

    assert version() == 1
    given = rated((3, 4, 4, 4), signals=(BLUFF,), reason="Heard the second example.")
    send(
        built,
        built.panel[1],
        given,
        key="again",
        replaces=1,
        change_reason=ChangeReason.NEW_EVIDENCE,
    )
    assert version() == 2
    outcome = decided(built)
    assert version() == 3
    outcomes.dissent(built.as_(built.panel[0]), outcome, "I see it differently.")
    assert version() == 4
    reveals.close(built.as_(built.manager, NOON + timedelta(days=3)), built.debrief)
    assert version() == 5


def test_a_change_after_seeing_others_stands_beside_the_independent_rating(session, printed):
    built = panel_of(session, 2)
    given = rated((3, 4, 4, 4), reason="Heard the second example.")
    asked = {"key": "again", "replaces": 1, "change_reason": ChangeReason.NEW_EVIDENCE}
    send(built, built.panel[1], given, **asked)
    text = text_of(printed(built))
    assert "Changed after seeing others" in text
    assert "new evidence: Heard the second example." in text


def test_waived_recused_and_late_cards_are_told_as_what_they_are(session, printed):
    built = house(session, 4)
    send(built, built.panel[0], rated((4, 4, 4, 4)))
    panels.recuse(built.as_(built.panel[1]), built.seat(built.panel[1]))
    later = built.as_(built.facilitator, NOON + timedelta(days=4))
    for user in built.panel[2:]:
        panels.waive(later, built.seat(user), "On leave.", "Europe/Berlin")
    open_cards(built)
    send(built, built.panel[3], rated((1, 1, 1, 1)))
    text = text_of(printed(built))
    assert "recused" in text
    assert "waived by" in text
    assert "On leave." in text
    assert "late card, not independent, not counted" in text


def test_a_departing_decision_shows_why_and_what_hr_answered(session, printed):
    built = house(session, 2)
    for user in built.panel:
        send(built, user, rated((2, 2, 2, 2), recommendation=Recommendation.NO))
    open_cards(built)
    outcome = decided(
        built,
        result=Result.ADVANCE,
        disposition=Disposition.IN_PROCESS,
        departure="The trial week answers the gap.",
    )
    assert "Departs; waits for HR to co-sign." in text_of(printed(built))
    outcomes.cosign(built.as_(built.recruiter), outcome, agreed=True, remark="The trial is booked.")
    text = text_of(printed(built))
    assert "The trial week answers the gap." in text
    assert "The trial is booked." in text


def test_flags_name_their_rule_and_never_repeat_the_words(session, printed):
    built = panel_of(session, 1)
    version = built.card(built.panel[0]).versions[0]
    flag(built, version, version.reason_id, handling=Handling.DISPUTED)
    pdf = printed(built)
    assert "age.young" in text_of(pdf)
    assert "quote" not in json.loads(record_of(pdf))["report"]["flags"][0]


def test_erased_words_say_when_and_under_what(session, printed):
    built = panel_of(session, 1)
    version = built.card(built.panel[0]).versions[0]
    for words in (version.reason, version.ratings[0].evidence):
        words.text = None
        words.erased_at = NOON + timedelta(days=200)
        words.erased_under = "Art. 17 GDPR"
    identity = built.debrief.stage.application.candidate.identity
    identity.name, identity.erased_under = None, "Art. 17 GDPR"
    identity.erased_at = NOON + timedelta(days=200)
    pdf = printed(built)
    assert "erased on 12 June 2027 under Art. 17 GDPR" in text_of(pdf)
    assert "Tests separate causes." not in text_of(pdf)
    assert b"Tests separate causes." not in record_of(pdf)


def test_without_the_words_no_free_text_is_in_print_or_data(session, printed):
    built = panel_of(session, 2)
    outcomes.dissent(built.as_(built.panel[0]), decided(built), "I see it differently.")
    pdf = printed(built, words=False)
    for place in (text_of(pdf), record_of(pdf).decode()):
        for written in ("Said at", "Tests separate", "differently", "check that held", "manual"):
            assert written not in place
    assert "without the panel's words" in text_of(pdf)


def test_no_referral_source_and_no_score_of_the_whole_is_printed(session, printed):
    built = panel_of(session, 3)
    application = built.debrief.stage.application_id
    source = "A cousin of the manager"
    session.add(ReferralSource(application_id=application, source=source, recorded_at=NOON))
    pdf = printed(built)
    for place in (text_of(pdf), record_of(pdf).decode()):
        assert source not in place
        assert "overall_score" not in place
        assert "mean_score" not in place


def test_nothing_goes_on_paper_before_the_reveal(session):
    built = house(session, 1)
    built.submit(built.panel[0])
    with pytest.raises(ConflictError, match="once all cards have been opened"):
        export_summary(built.as_(built.facilitator), built.debrief, words=True)


def test_taking_it_out_is_recorded_with_its_format(session, printed):
    built = panel_of(session, 1)
    printed(built)
    entry = session.scalars(select(AuditEntry).where(AuditEntry.tag == Tag.SUMMARY_EXPORTED)).one()
    assert entry.subject == f"debrief:{built.debrief.id}"
    assert json.loads(entry.body)["details"] == {"format": "pdf"}


HOSTILE = (
    "<b>bold</b><script>alert(1)</script>{{7*7}}{% include 'config.py' %}"
    "<style>*{display:none}@import url(file:///etc/hostname)</style>"
    "<link rel=attachment href=file:///etc/hostname><img src=http://127.0.0.1:9/x.png>"
    "<a href=file:///etc/passwd>file:///etc/passwd</a> https://example.org/ &lt;&amp; </p></body>"
    "url(file:///x) \"'`${x} <!-- --> <![CDATA["
)


def test_markup_code_and_links_in_any_field_print_as_the_text_they_are(session, printed):
    built = house(
        session,
        2,
        level=HOSTILE[:80],
        location=HOSTILE[:120],
        success_profile=HOSTILE,
    )
    identity = built.debrief.stage.application.candidate.identity
    identity.name = HOSTILE[:190]
    for user in (*built.panel, built.manager, built.facilitator):
        user.name, user.title = HOSTILE[:190], HOSTILE[:110]
    seen = replace(SAID, question=HOSTILE, said=HOSTILE)
    given = card(reason=HOSTILE, change_of_mind=HOSTILE)
    hostile = tuple(replace(rating, evidence=HOSTILE, question=HOSTILE) for rating in given.ratings)
    signals = (replace(BLUFF, observations=(seen, seen)),)
    send(built, built.panel[0], replace(given, ratings=hostile, signals=signals))
    later = built.as_(built.facilitator, NOON + timedelta(days=4))
    panels.waive(later, built.seat(built.panel[1]), HOSTILE, "Europe/Berlin")
    open_cards(built)
    outcome = decided(
        built,
        result=Result.DO_NOT_ADVANCE,
        disposition=Disposition.PROFILE_COMPARISON,
        reason=HOSTILE,
        disposition_reason=HOSTILE,
        departure=HOSTILE,
    )
    outcomes.dissent(built.as_(built.panel[0]), outcome, HOSTILE)
    outcomes.cosign(built.as_(built.recruiter), outcome, agreed=True, remark=HOSTILE)
    pdf = printed(built)
    squeezed = text_of(pdf).replace(" ", "")
    whole = HOSTILE.replace(" ", "")
    written = len([each for each in fields(given) if each.name in {"reason", "change_of_mind"}])
    assert squeezed.count(whole) >= written + 2 * len(CORE) + 4 + 6
    assert "49" not in squeezed.split("Evidence")[0]
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        assert list(opened.attachments) == ["debrief.json"]
        links = [
            each
            for each in opened.objects
            if isinstance(each, pikepdf.Dictionary)
            and each.get("/S") in {"/URI", "/Launch", "/JavaScript", "/GoToR"}
        ]
        assert links == []


def test_whoever_may_read_takes_the_file_under_a_name_without_a_name(signed_in, people, built):
    for seat, level in (("owing", 4), ("in", 2)):
        built.submit(people[seat], level)
    open_cards(built)
    built.session.commit()
    url = f"/debriefs/{built.debrief.id}/summary.pdf"
    response = signed_in(people["manager"]).get(url)
    assert (response.status_code, response.mimetype) == (200, "application/pdf")
    file_name = f"debrief-summary-{str(built.debrief.id)[:8]}.pdf"
    assert response.headers["Content-Disposition"] == f"attachment; filename={file_name}"
    assert response.headers["Cache-Control"] == "no-store"
    assert "Named two causes" in text_of(response.data)
    wordless = signed_in(people["recruit"]).get(url)
    assert "Named two causes" not in text_of(wordless.data)


def test_a_program_gets_the_same_file_and_nothing_before_the_reveal(app, session, built, people):
    ask = Program(app, key_for(session, people["manager"]))
    address = f"/debriefs/{built.debrief.id}/summary.pdf"
    assert ask.get(address).status_code == 403
    for seat in ("owing", "in"):
        built.submit(people[seat], 4)
    open_cards(built)
    built.session.commit()
    answer = ask.get(address)
    assert (answer.status_code, answer.mimetype) == (200, "application/pdf")
    assert record_of(answer.data).startswith(b"{")


def test_the_page_offers_the_summary_once_the_cards_are_open(signed_in, people, built):
    browser, address = signed_in(people["manager"]), f"/debriefs/{built.debrief.id}"
    link = f"a[href='{address}/summary.pdf']"
    assert browser.page(address).select(link) == []
    for seat in ("owing", "in"):
        built.submit(people[seat], 4)
    open_cards(built)
    built.session.commit()
    assert browser.page(address).select(link) != []
