"""The files of the lexicon, and a prepared copy of them that is quick to read.

The copy stands beside the bytecode, as disposable as that: it is made anew whenever the files or
the code that reads them change.
"""

import json
from contextlib import suppress
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

RULES = Path(__file__).parent / "rules"
SHARED = RULES.parent / "shared.yaml"
#: Ordinary comments, one a line, on each of which every flag is wrong.
CLEAN = RULES.parent / "clean.txt"

_COPIES = RULES.parent / "__pycache__"


@cache
def digest() -> str:
    """SHA-256 over the names and bytes of all files of the lexicon."""
    found = sha256()
    for path in (SHARED, *_rule_files()):
        content = path.read_bytes()
        found.update(f"{path.name} {len(content)}\n".encode())
        found.update(content)
    return found.hexdigest()


@cache
def content() -> dict[str, Any]:
    """`shared`, and the entries of all `rules` in the order of their files and places.

    A prepared copy holds as `telling` also the telling words of the rules, and has each rule's
    phrases parted.
    """
    with suppress(OSError, ValueError):
        found: dict[str, Any] = json.loads(_copy().read_text(encoding="utf-8"))
        return found
    entries = [entry for path in _rule_files() for entry in read_yaml(path)]
    return {"shared": read_yaml(SHARED), "rules": entries}


def prepare(copy: dict[str, Any]) -> None:
    """Leave a copy for the next process; where none can be left, that one reads the files."""
    import tempfile

    with suppress(OSError):
        _COPIES.mkdir(exist_ok=True)
        for old in _COPIES.glob("lexicon-*.json"):
            old.unlink(missing_ok=True)
        with tempfile.NamedTemporaryFile(
            "w", dir=_COPIES, encoding="utf-8", suffix=".part", delete=False
        ) as part:
            json.dump(copy, part, ensure_ascii=False, default=str)
        Path(part.name).replace(_copy())


def _rule_files() -> list[Path]:
    return sorted(RULES.glob("*.yaml"))


@cache
def _copy() -> Path:
    """Where the copy stands: its name holds the files and the code that read them."""
    code = b"".join(path.read_bytes() for path in sorted(SHARED.parent.glob("*.py")))
    return _COPIES / f"lexicon-{sha256(digest().encode() + code).hexdigest()}.json"


def read_yaml(path: Path) -> Any:  # noqa: ANN401 - its form is held by the lexicon's tests
    """What a file of the lexicon holds. The reader is loaded here: a copy does without it."""
    import yaml

    return yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
