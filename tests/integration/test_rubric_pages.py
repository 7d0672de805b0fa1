"""Rubrics: read by everybody, taken in and published by HR."""

import io

import pytest
from sqlalchemy import select

from debrief.integrations.rubric_yaml import read_rubric
from debrief.models import AuditEntry, RubricVersion
from debrief.scoring.rubric import Rubric
from tests.integration.house import SHIPPED

OTHER = SHIPPED.replace("key: debrief_core", "key: nursing", 1)


@pytest.fixture
def hr(people, signed_in):
    return signed_in(people["hr"])


def send(browser, text="", file=None, name="rubric.yaml"):
    form = {"text": text}
    if file is not None:
        form["file"] = (io.BytesIO(file), name)
    token = browser.page("/sign-in").select_one("[name=csrf_token]")["value"]
    return browser.client.post("/rubrics/import", data=form | {"csrf_token": token})


def newest(session):
    return session.scalars(select(RubricVersion).where(RubricVersion.published_at.is_(None))).one()


def test_an_interviewer_reads_every_anchor_prompt_and_signal(built, people, signed_in):
    version = built.debrief.requisition_version.rubric_version
    text = signed_in(people["owing"]).page(f"/rubrics/{version.id}").text
    shown = " ".join(text.split())
    rubric = Rubric.from_document(version.document)
    told = [text for each in rubric.criteria for texts in each.anchors.values() for text in texts]
    told += [prompt.text for each in rubric.criteria for prompt in each.prompts]
    told += [text for each in rubric.criteria for text in (each.definition, *each.not_this)]
    told += [text for each in rubric.signals for text in (each.name, each.definition)]
    told += [text for each in rubric.signals for text in each.evidence_required]
    assert [text for text in told if " ".join(text.split()) not in shown] == []


def test_a_file_becomes_a_version_that_is_read_then_published_for_good(
    built, people, signed_in, hr
):
    response = send(hr, file=OTHER.encode())
    assert response.status_code == 303
    version = newest(built.session)
    assert response.location == f"/rubrics/{version.id}"
    reader = signed_in(people["owing"])
    assert reader.get(f"/rubrics/{version.id}").status_code == 404
    assert "nursing" not in reader.page("/rubrics").text
    assert "not published yet" in hr.page("/rubrics").text
    assert "nothing can change it" in hr.page(f"/rubrics/{version.id}/publication").text
    assert hr.post(f"/rubrics/{version.id}/publication").status_code == 303
    assert reader.get(f"/rubrics/{version.id}").status_code == 200
    assert "published already" in hr.page(f"/rubrics/{version.id}/publication").text
    assert hr.post(f"/rubrics/{version.id}/publication").status_code == 409
    tags = built.session.scalars(
        select(AuditEntry.tag).where(AuditEntry.subject == f"rubric-version:{version.id}")
    )
    assert tags.all() == ["rubric:imported", "rubric:published"]


def test_what_is_taken_out_can_be_taken_in_again_and_is_the_same_version(built, hr):
    version = built.debrief.requisition_version.rubric_version
    file = hr.get(f"/rubrics/{version.id}/file")
    assert file.headers["Content-Disposition"] == 'attachment; filename="debrief_core-1.yaml"'
    assert read_rubric(file.text) == version.document
    again = send(hr, text=file.text)
    assert (again.status_code, "same as version 1" in again.text) == (409, True)


def test_a_file_from_another_editor_is_read_too(built, hr):
    file = "\ufeff" + OTHER.replace("\n", "\r\n")
    assert send(hr, file=file.encode()).status_code == 303


def test_a_wrong_file_is_answered_line_by_line_and_its_text_is_kept(built, hr):
    wrong = OTHER.replace("core: true", "core: perhaps", 1).replace("language: en\n", "", 1)
    response = send(hr, file=wrong.encode())
    assert response.status_code == 422
    line = wrong[: wrong.index("core: perhaps")].count("\n") + 1
    assert f"Line {line}" in response.text
    assert "must be true or false" in response.text
    assert "is missing" in response.text
    assert "core: perhaps" in response.text.split("<textarea")[1]
    assert (
        built.session.scalars(
            select(RubricVersion).where(RubricVersion.published_at.is_(None))
        ).all()
        == []
    )


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({}, "Choose a file, or paste its text"),
        ({"file": b"\xff\xfe\x00"}, "not text in UTF-8"),
        ({"file": b"#" * 200_001}, "larger than 200 kB"),
        ({"text": "# nothing\n"}, "The file is empty"),
        ({"text": "a: <script>alert(1)</script>"}, "&lt;script&gt;"),
    ],
)
def test_what_is_no_rubric_says_what_to_do(built, hr, given, said):
    response = send(hr, **given)
    assert (response.status_code, said in response.text) == (422, True)
