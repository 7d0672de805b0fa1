"""Which page of a list is asked for."""

from debrief.schemas.forms import WholeNumber
from debrief.schemas.strict import StrictSchema

MOST_PAGES = 100_000
LARGEST_PAGE = 100


class PageSchema(StrictSchema):
    """Pages count from 1."""

    page = WholeNumber(
        1, MOST_PAGES, load_default=1, metadata={"minimum": 1, "maximum": MOST_PAGES}
    )
    page_size = WholeNumber(
        1, LARGEST_PAGE, load_default=50, metadata={"minimum": 1, "maximum": LARGEST_PAGE}
    )
