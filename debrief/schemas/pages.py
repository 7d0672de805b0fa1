"""Which page of a list is asked for."""

from marshmallow import validate

from debrief.schemas.strict import StrictSchema, WholeNumberInQuery

MOST_PAGES = 100_000
LARGEST_PAGE = 100


class PageSchema(StrictSchema):
    """Pages count from 1."""

    page = WholeNumberInQuery(
        load_default=1, validate=validate.Range(1, MOST_PAGES), metadata={"example": 1}
    )
    page_size = WholeNumberInQuery(
        load_default=50, validate=validate.Range(1, LARGEST_PAGE), metadata={"example": 50}
    )
