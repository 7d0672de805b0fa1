"""Whatever a program sends, the answer is one the document describes, and never a server error."""

import json

import hypothesis
import pytest
import schemathesis
from hypothesis import HealthCheck, strategies
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.core.parameters import ParameterLocation
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from config import ForTests
from debrief.app import create_app
from debrief.models import RevealCause
from debrief.services import reveals
from debrief.web import openapi
from tests.integration.api.client import key_for

EXAMPLES = 8
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]
NONE = "00000000-0000-4000-8000-000000000000"


def described():
    """The operations, known before there is a database: each is a test of its own."""
    app = create_app(ForTests("sqlite://"))
    with app.app_context():
        document = json.loads(json.dumps(openapi.document()))
    found = schemathesis.openapi.from_dict(document).get_all_operations()
    return {each.ok().label: each.ok() for each in found}


OPERATIONS = described()


@pytest.fixture(params=["half in", "open"])
def things(request, built):
    """The ids that exist, while the panel is half in and once its cards are open."""
    built.submit(built.panel[1], 2)
    if request.param == "open":
        built.submit(built.panel[0])
        reveals.reveal(built.as_(built.facilitator), built.debrief, RevealCause.FACILITATOR)
    built.session.commit()
    return {
        "debrief_id": str(built.debrief.id),
        "version_id": str(built.debrief.requisition_version.rubric_version_id),
        "requisition_id": str(built.debrief.stage.application.requisition_id),
        "application_id": str(built.debrief.stage.application_id),
        "number": 1,
    }


@pytest.mark.parametrize("mode", list(GenerationMode))
@pytest.mark.parametrize("label", OPERATIONS)
def test_no_operation_breaks_or_answers_otherwise_than_described(app, built, things, label, mode):
    operation = OPERATIONS[label]
    operation.app = app
    headers = {"Authorization": f"Bearer {key_for(built.session, built.panel[0])}"}

    @hypothesis.seed(20261124)
    @hypothesis.settings(
        max_examples=EXAMPLES,
        database=None,
        deadline=None,
        derandomize=False,
        suppress_health_check=list(HealthCheck),
        phases=[hypothesis.Phase.generate],
    )
    @hypothesis.given(
        case=operation.as_strategy(generation_mode=mode), existing=strategies.booleans()
    )
    def send(case, existing):
        if existing:
            case.path_parameters |= {name: things.get(name, NONE) for name in case.path_parameters}
        answer = case.call_and_validate(app=app, headers=headers, checks=CHECKS)
        body = case.meta.components.get(ParameterLocation.BODY)
        assert body is None or body.mode is GenerationMode.POSITIVE or answer.status_code >= 400

    send()
