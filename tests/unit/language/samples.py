"""Texts that a pattern may match, drawn from its parse tree; what it forbids is left to it."""

import random
from collections.abc import Iterator
from re import _parser as parser

SHOWN = {"CATEGORY_SPACE": " ", "CATEGORY_WORD": "q", "CATEGORY_DIGIT": "5"}


def samples(pattern: str, count: int) -> Iterator[str]:
    draw = random.Random(1)  # noqa: S311 - drawn texts, not secrets
    tree = parser.parse(pattern)
    for _ in range(count):
        yield written(tree, draw)


def written(tree, draw):
    return "".join(one(str(kind), value, draw) for kind, value in tree)


def one(kind, value, draw):
    text = ""
    match kind:
        case "LITERAL":
            text = chr(value)
        case "IN":
            text = character(*draw.choice(value), draw)
        case "BRANCH":
            text = written(draw.choice(value[1]), draw)
        case "SUBPATTERN":
            text = written(value[3], draw)
        case "MAX_REPEAT":
            least, most, body = value
            text = "".join(
                written(body, draw) for _ in range(draw.randint(least, max(least, min(most, 2))))
            )
        case "ASSERT" if value[0] == 1:
            text = written(value[1], draw)
    return text


def character(kind, value, draw):
    match str(kind):
        case "LITERAL":
            return chr(value)
        case "RANGE":
            return chr(draw.randint(*value))
    return SHOWN.get(str(value), "!")
