"""Long lists, a page at a time: `?page=2`."""

from dataclasses import dataclass

from flask import request, url_for

SIZE = 25


@dataclass(frozen=True, slots=True)
class Page:
    """Page `number` (from 1) of a list of `total` lines."""

    number: int
    total: int
    size: int = SIZE

    @property
    def pages(self) -> int:
        return max(1, -(-self.total // self.size))

    @property
    def offset(self) -> int:
        """How many lines stand before this page."""
        return (self.number - 1) * self.size

    def url(self, number: int) -> str:
        """The address of another page of the same list, its filters kept."""
        kept = request.args.to_dict() | (request.view_args or {})
        return url_for(str(request.endpoint), **(kept | {"page": number}))


def page_of(total: int) -> Page:
    """The page asked for, or the nearest there is."""
    asked = request.args.get("page", 1, type=int)
    last = Page(1, total).pages
    return Page(min(max(asked, 1), last), total)
