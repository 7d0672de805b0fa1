"""Comments read for wording that judges a person by something other than evidence."""

from debrief.language.check import CommentFlag, flag_comment
from debrief.language.lexicon import (
    SEVERITY_WORDS,
    Rule,
    Severity,
    explain,
    lexicon_digest,
    rules,
)
from debrief.language.marks import Piece, marked, sentence_of

__all__ = [
    "SEVERITY_WORDS",
    "CommentFlag",
    "Piece",
    "Rule",
    "Severity",
    "explain",
    "flag_comment",
    "lexicon_digest",
    "marked",
    "rules",
    "sentence_of",
]
