"""Hints of the second reader, as a program is told them."""

import json

import pytest

from debrief.web import second_look
from tests.integration.test_second_reader import DOCUMENT, TEXT


@pytest.fixture
def switched_on(app, tmp_path):
    path = tmp_path / "weights.json"
    path.write_text(json.dumps(DOCUMENT))
    app.config["SECOND_READER"] = path
    second_look.init_app(app)
    yield
    app.config["SECOND_READER"] = None
    second_look.init_app(app)


@pytest.mark.usefixtures("switched_on")
def test_a_program_is_told_hints_apart_from_flags(built, program):
    answer = program(built.panel[0])("POST", "/comment-checks", {"text": TEXT}).json
    assert [flag["words"] for flag in answer["flags"]] == ["nervous"]
    (hint,) = answer["statistical"]
    assert (hint["words"], hint["severity"]) == ("She moonlit", "advise")
    assert hint["nearest"] == {"text": "Moonlit again.", "category": "hearsay"}
