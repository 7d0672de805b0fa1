"""Rubrics as YAML files: read with every problem named by its line, and written back."""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from importlib import resources
from itertools import islice
from typing import Any, cast

import yaml
from typing_extensions import override

from debrief.errors import InvalidInputError
from debrief.integrations.rubric_rules import Broken, Path, broken_references, broken_rules

#: Five times the default rubric; building and checking are what takes time, so parts count too.
MOST_BYTES = 200_000
MOST_PARTS = 20_000
MOST_PROBLEMS = 100
DEEPEST = 12
WIDTH = 100
BIDI_CONTROLS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
WHOLE_NUMBER = re.compile(r"0|[1-9][0-9]{0,8}")

Place = tuple[int, int]


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """What is wrong and where; line and column count from 1."""

    line: int
    column: int
    path: str
    message: str

    @override
    def __str__(self) -> str:
        return " ".join(filter(None, (f"line {self.line}:", self.path, self.message)))


class RubricFileError(InvalidInputError):
    """The file is not a rubric; `problems` says why, in the order of its lines."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = tuple(problems)


def read_rubric(text: str) -> dict[str, Any]:
    """The rubric's document, its text in Unicode NFC.

    Raises RubricFileError with at most MOST_PROBLEMS problems.
    """
    if len(text.encode(errors="surrogatepass")) > MOST_BYTES:
        raise RubricFileError([Problem(1, 1, "", "The file is larger than 200 kB.")])
    document, places, problems = _parse(text)
    for rules in (broken_rules, broken_references):
        if not problems:
            broken = islice(rules(document), MOST_PROBLEMS)
            problems = [_placed(each, document, places) for each in broken]
    if problems:
        raise RubricFileError(sorted(set(problems))[:MOST_PROBLEMS])
    return cast("dict[str, Any]", document)


def shipped_rubric() -> dict[str, Any]:
    """The document of the rubric that comes with the product."""
    shipped = resources.files("debrief").joinpath("integrations", "default_rubric.yaml")
    return read_rubric(shipped.read_text("utf-8"))


def write_rubric(document: dict[str, Any]) -> str:
    """YAML that `read_rubric` turns into the same document."""
    return yaml.safe_dump(document, allow_unicode=True, sort_keys=False, width=WIDTH)


def _parse(text: str) -> tuple[Any, dict[Path, Place], list[Problem]]:
    """The plain value of the file, where each part of it stands, and what is wrong so far."""
    builder = _Builder(yaml.parse(text, Loader=yaml.SafeLoader))
    try:
        document = builder.document()
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        column = error.position - text.rfind("\n", 0, error.position)
        problem = Problem(line, column, "", "A character here is not allowed in YAML.")
        raise RubricFileError([problem]) from error
    except yaml.MarkedYAMLError as error:
        problem = Problem(*_place(error.problem_mark), "", f"This is not YAML: {error.problem}.")
        raise RubricFileError([problem]) from error
    return document, builder.places, builder.problems


@dataclass(slots=True)
class _Builder:
    """Builds the value from parser events: plain YAML only, in which `no` is a word.

    Aliases and tags are refused before they could do anything; keys are always text.
    """

    events: Iterator[yaml.Event]
    places: dict[Path, Place] = field(default_factory=dict[Path, Place])
    problems: list[Problem] = field(default_factory=list[Problem])
    parts: int = 0

    def document(self) -> Any:
        self._next()  # the stream begins
        if isinstance(first := self._next(), yaml.StreamEndEvent):
            raise _refusal(first, "The file is empty.")
        document = self._value(self._next(), ())
        self._next()  # the document ends
        if not isinstance(after := self._next(), yaml.StreamEndEvent):
            raise _refusal(after, "The file holds a second document; a file is one rubric.")
        return document

    def _value(self, event: yaml.Event, path: Path) -> Any:
        if len(path) > DEEPEST:
            raise _refusal(event, "This is nested too deeply for a rubric.")
        self.places[path] = _place(event.start_mark)
        if isinstance(event, yaml.MappingStartEvent):
            return self._mapping(path)
        if isinstance(event, yaml.SequenceStartEvent):
            return self._sequence(path)
        scalar = cast("yaml.ScalarEvent", event)
        text = self._text(scalar)
        plain = scalar.implicit[0]
        if plain and text in {"true", "false"}:
            return text == "true"
        if plain and WHOLE_NUMBER.fullmatch(text):
            return int(text)
        return text

    def _mapping(self, path: Path) -> dict[str, Any]:
        built: dict[str, Any] = {}
        while not isinstance(event := self._next(), yaml.MappingEndEvent):
            if not isinstance(event, yaml.ScalarEvent):
                raise _refusal(event, "The name of a field must be plain text.")
            name = self._text(event)
            if name in built:
                self.problems.append(_problem(event, f"“{name}” stands here a second time."))
            built[name] = self._value(self._next(), (*path, name))
        return built

    def _sequence(self, path: Path) -> list[Any]:
        built: list[Any] = []
        while not isinstance(event := self._next(), yaml.SequenceEndEvent):
            built.append(self._value(event, (*path, len(built))))
        return built

    def _text(self, event: yaml.ScalarEvent) -> str:
        text = unicodedata.normalize("NFC", event.value).strip()
        unseen = sorted({f"U+{ord(each):04X}" for each in text if _is_unseen(each)})
        if unseen:
            message = f"The text holds a character that cannot be seen ({', '.join(unseen)})."
            self.problems.append(_problem(event, message))
        return text

    def _next(self) -> Any:
        """The next event, whose class the caller asks for; no alias, no tag."""
        event = next(self.events)
        self.parts += 1
        if self.parts > MOST_PARTS:
            raise _refusal(event, "The file has more parts than a rubric can have.")
        if getattr(event, "anchor", None) is not None:
            raise _refusal(event, "Anchors and aliases (& and *) are not allowed.")
        if getattr(event, "tag", None) is not None:
            raise _refusal(event, "Tags (!) are not allowed.")
        return event


def _is_unseen(character: str) -> bool:
    if character in BIDI_CONTROLS:
        return True
    return character not in "\n\t" and unicodedata.category(character) in {"Cc", "Cs"}


def _placed(broken: Broken, document: Any, places: Mapping[Path, Place]) -> Problem:
    """The problem at the nearest part that stands in the file: what is missing has no line."""
    path, message = broken
    standing = path
    while standing not in places:
        standing = standing[:-1]
    return Problem(*places[standing], _spoken(path, document), message)


def _spoken(path: Path, document: Any) -> str:
    """The path in words: an entry of a list goes by its key, or else by its number from 1."""
    words: list[str] = []
    for step in path:
        here = document
        document = _inside(document, step)
        if isinstance(here, list):
            key = _inside(document, "key")
            words.append(key if isinstance(key, str) and key else str(int(step) + 1))
        else:
            words.append(str(step))
    return ".".join(words) or "the file"


def _inside(document: Any, step: str | int) -> Any:
    match document:
        case dict():
            return document.get(step)
        case list():
            return document[int(step)]
        case _:
            return None


def _place(mark: Any) -> Place:
    """PyYAML types a mark as perhaps absent; a parser that reads text always sets it."""
    return mark.line + 1, mark.column + 1


def _problem(event: yaml.Event, message: str) -> Problem:
    return Problem(*_place(event.start_mark), "", message)


def _refusal(event: yaml.Event, message: str) -> RubricFileError:
    return RubricFileError([_problem(event, message)])
