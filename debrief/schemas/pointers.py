"""From the names that a form gives its fields to pointers into the same card as JSON."""

from collections.abc import Iterator, Mapping, Sequence

from debrief.services.answers import ScorecardInput


def pointed(fields: Mapping[str, Sequence[str]], given: ScorecardInput) -> Iterator[dict[str, str]]:
    """Each message with where in `given` it is about; what is missing is about its list."""
    for field, messages in fields.items():
        place, about = _place(field, given)
        yield from ({"pointer": place, "detail": f"{about}{text}"} for text in messages)


def _place(field: str, given: ScorecardInput) -> tuple[str, str]:
    kind, _, rest = field.partition("-")
    key, _, part = rest.partition("-")
    keys = {
        "ratings": [rating.criterion for rating in given.ratings],
        "signals": [signal.signal for signal in given.signals],
    }.get(kind, [])
    if key not in keys:
        return f"#/{kind}", f"{key}: " if key else ""
    step = f"#/{kind}/{keys.index(key)}"
    number, _, inner = part.partition("-")
    if inner:
        return f"{step}/observations/{int(number) - 1}/{inner}", ""
    return (f"{step}/{part}" if part else step), ""
