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

__all__ = [
    "SEVERITY_WORDS",
    "CommentFlag",
    "Rule",
    "Severity",
    "explain",
    "flag_comment",
    "lexicon_digest",
    "rules",
]
