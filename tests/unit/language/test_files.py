"""The files of the lexicon and the prepared copy that stands beside the bytecode."""

from dataclasses import replace

from debrief.language import files, shipped

COPIES = files.RULES.parent / "__pycache__"


def test_the_rules_are_the_same_from_the_files_and_from_the_copy():
    for copy in COPIES.glob("lexicon-*.json"):
        copy.unlink()
    stale = COPIES / "lexicon-stale.json"
    stale.write_text("{}", encoding="utf-8")
    files.content.cache_clear()
    from_files = shipped.__wrapped__()
    assert not stale.exists()
    files.content.cache_clear()
    from_copy = shipped.__wrapped__()
    assert [replace(rule, telling=()) for rule in from_copy.rules] == list(from_files.rules)
    assert from_copy.digest == from_files.digest == files.digest()


def test_telling_words_are_made_out_where_no_copy_tells_them():
    rule = shipped().rules[0]
    made_out = replace(rule, telling=()).telling_words
    told = tuple(" ".join(words) for words in made_out)
    assert replace(rule, telling=told).telling_words == made_out
