"""A page of a list as the API answers with it, and where its neighbours are."""

from collections.abc import Sequence
from typing import Any

from debrief.web.paging import Page

#: The body and the headers of an answer.
Listed = tuple[dict[str, Any], dict[str, str]]


def listed(items: Sequence[object], page: int, page_size: int) -> Listed:
    """The page asked for of a list that is at hand; past the end it is empty."""
    asked = Page(page, len(items), page_size)
    return paged(items[asked.offset :][:page_size], asked)


def paged(items: Sequence[object], asked: Page) -> Listed:
    """The lines of the page asked for, and its Link header (RFC 8288)."""
    neighbours = {
        "first": 1,
        "prev": min(asked.number - 1, asked.pages),
        "next": asked.number + 1,
        "last": asked.pages,
    }
    links = [
        f'<{asked.url(number)}>; rel="{relation}"'
        for relation, number in neighbours.items()
        if 1 <= number <= asked.pages
    ]
    return {"items": items}, {"Link": ", ".join(links)}
