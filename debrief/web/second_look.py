"""The second reader of this installation, read once at start-up; none unless it is set."""

from collections.abc import Sequence

from flask import Flask, current_app

from debrief.errors import SettingError
from debrief.language import CommentFlag, Hint, SecondReader, WeightsError

_KEPT = "second_reader"


def init_app(app: Flask) -> None:
    """Read the weights that are configured. Raises SettingError for a file that holds none."""
    path = app.config["SECOND_READER"]
    try:
        app.extensions[_KEPT] = SecondReader.load(path) if path else None
    except (OSError, WeightsError) as error:
        raise SettingError(f"DEBRIEF_SECOND_READER: {error}") from error


def hints(text: str, flags: Sequence[CommentFlag]) -> tuple[Hint, ...]:
    """Sentences without a flag that are worth another look; never stored."""
    second: SecondReader | None = current_app.extensions[_KEPT]
    return second.hints(text, flags) if second else ()
