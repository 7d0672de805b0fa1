"""The files of the lexicon and the prepared copy that stands beside the bytecode."""

from debrief.language import files, lexicon

COPIES = files.RULES.parent / "__pycache__"


def test_the_rules_are_the_same_from_the_files_and_from_the_copy():
    for copy in COPIES.glob("lexicon-*.json"):
        copy.unlink()
    stale = COPIES / "lexicon-stale.json"
    stale.write_text("{}", encoding="utf-8")
    from_files, made_out = read_anew()
    assert not stale.exists()
    from_copy, told = read_anew()
    assert from_copy == from_files
    assert told == made_out
    assert from_copy.digest == files.digest()


def read_anew():
    """The shipped rules with their telling words, as a process that starts now reads them."""
    for known in (files.content, lexicon._told):  # noqa: SLF001 - it keeps what was read
        known.cache_clear()
    edition = lexicon.shipped.__wrapped__()
    return edition, edition.index.words
