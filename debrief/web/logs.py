"""What the log says of an unexpected error: where it happened, never what anybody wrote."""

import traceback
from types import TracebackType

from flask import Flask, request
from typing_extensions import override


class Application(Flask):
    """Flask, except that its log quotes no exception: a message could hold a name or a rating."""

    @override
    def log_exception(
        self, exc_info: tuple[type, BaseException, TracebackType] | tuple[None, None, None]
    ) -> None:
        kind, _, trace = exc_info
        frames = reversed(traceback.extract_tb(trace))
        places = ", from ".join(f"{each.name} ({each.filename}:{each.lineno})" for each in frames)
        name = kind.__name__ if kind else "no exception"
        self.logger.error("%s %s: %s in %s", request.method, request.endpoint, name, places)
