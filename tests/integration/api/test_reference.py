"""The API's own description: valid, complete, and readable."""

import pytest
from schemathesis.specs.openapi.definitions import OPENAPI_31_VALIDATOR

from debrief.web import reference
from tests.integration.api.client import API


@pytest.fixture
def document(visitor):
    return visitor().get(f"{API}/openapi.json").json


def test_the_document_is_valid_openapi(document):
    assert document["openapi"] == "3.1.0"
    assert [error.message for error in OPENAPI_31_VALIDATOR.iter_errors(document)] == []


def test_every_endpoint_of_the_api_is_described(app, document):
    described = {
        (method.upper(), path)
        for path, methods in document["paths"].items()
        for method in methods
        if method != "parameters"
    }
    routed = {
        (method, str(rule).replace("<uuid:", "{").replace("<int:", "{").replace(">", "}"))
        for rule in app.url_map.iter_rules()
        for method in rule.methods - {"HEAD", "OPTIONS"}
        if rule.endpoint.startswith("api.")
    }
    assert described == routed


def test_every_operation_says_what_it_does_and_refuses_unknown_fields(document):
    for methods in document["paths"].values():
        for method, operation in methods.items():
            assert method == "parameters" or operation["summary"]
    shapes = document["components"]["schemas"]
    open_to_more = [name for name, each in shapes.items() if each["additionalProperties"]]
    assert open_to_more == ["Problem"]


def test_the_page_shows_every_operation_and_every_shape_it_links_to(visitor, document):
    page = visitor().page(f"{API}/docs")
    text = page.text
    for path, methods in document["paths"].items():
        for method in methods:
            assert method == "parameters" or f"{method.upper()} {path}" in text
    ids = {each["id"] for each in page.select("[id]")}
    links = {each["href"][1:] for each in page.select("main a[href^='#']")}
    assert links <= ids
    assert page.select("script[src*='//'], link[href*='//']") == []


def test_a_kind_is_told_in_words():
    told = [
        ({"type": ["integer", "null"]}, "integer or null"),
        ({"enum": ["a", None]}, "one of a, null"),
        ({"type": "string", "format": "uuid", "maxLength": 36}, "string (uuid), at most 36 long"),
        ({}, "any value"),
        ({"type": "array", "items": {"type": "string"}}, "list of string"),
    ]
    for node, words in told:
        shape = {"required": ["x"], "properties": {"x": node}}
        document = {
            "info": {"description": ""},
            "tags": [{"name": "n", "description": ""}],
            "paths": {"/x": {"get": {"tags": ["n"], "responses": {"200": answer("S")}}}},
            "components": {"schemas": {"S": shape}},
        }
        assert reference.read(document).shapes[0].fields[0].kind.words == words


def answer(shape):
    schema = {"$ref": f"#/components/schemas/{shape}"}
    return {"description": "", "content": {"application/json": {"schema": schema}}}
