"""Comments read for wording that judges a person by something other than evidence."""

from debrief.language.adverts import AdvertReader, advert_rules
from debrief.language.check import CommentFlag, Reader, flag_comment
from debrief.language.editions import Edition, OwnWords
from debrief.language.lexicon import Lexicon, shipped
from debrief.language.marks import Piece, marked, sentence_of
from debrief.language.rule import SEVERITY_WORDS, Rule, Severity, rule_of
from debrief.language.tokens import trade_words

__all__ = [
    "SEVERITY_WORDS",
    "AdvertReader",
    "CommentFlag",
    "Edition",
    "Lexicon",
    "OwnWords",
    "Piece",
    "Reader",
    "Rule",
    "Severity",
    "advert_rules",
    "flag_comment",
    "marked",
    "rule_of",
    "sentence_of",
    "shipped",
    "trade_words",
]
