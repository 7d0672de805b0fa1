"""Adverts and success profiles: they speak of work and of nobody, so that other words count."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from debrief.language import files
from debrief.language.check import CommentFlag, Reader
from debrief.language.editions import OWN
from debrief.language.lexicon import Lexicon
from debrief.language.marks import sentence_of
from debrief.language.phrases import Phrases
from debrief.language.rule import Rule, rule_of
from debrief.language.tokens import tokens, trade_words

ADVERTS = Path(__file__).parent / "adverts.yaml"

_PARTS = re.compile(r"[,;•]|\band\b")


@dataclass(frozen=True, slots=True)
class AdvertReader:
    """Reads adverts by an edition of the rules; `trade` are words of the vacancy."""

    lexicon: Lexicon
    trade: frozenset[str] = frozenset()

    def flags(self, text: str) -> tuple[CommentFlag, ...]:
        """Every flag in reading order."""
        found = Reader(_for_adverts(self.lexicon)).flags(text)
        stands = [flag for flag in found if not self._passes(text, flag)]
        own = [flag for flag in stands if flag.rule_id in _own_ids()]
        # Where an advert rule says it, no comment rule says it once more.
        return tuple(
            flag
            for flag in stands
            if flag.rule_id in _own_ids()
            or not any(flag.start < one.end and one.start < flag.end for one in own)
        )

    def _passes(self, text: str, flag: CommentFlag) -> bool:
        """Words of the vacancy alone, an offer, a list that is short enough."""
        said = trade_words(flag.text)
        of_the_trade = bool(said) and said <= self.trade
        return of_the_trade or _offered(text, flag) or _short(text, flag)


@cache
def advert_rules() -> tuple[Rule, ...]:
    """The rules that read adverts alone."""
    return tuple(map(rule_of, _content()["rules"]))


@cache
def _own_ids() -> frozenset[str]:
    return frozenset(rule.id for rule in advert_rules())


@lru_cache(maxsize=2)
def _for_adverts(lexicon: Lexicon) -> Lexicon:
    """The advert rules, and those of an edition that have something to say in an advert."""
    read = frozenset(_content()["reads"].split())
    kept = (_worded(rule) for rule in lexicon.rules if rule.category in read)
    digest = sha256(f"{lexicon.digest} {ADVERTS.read_text(encoding='utf-8')}".encode())
    return Lexicon((*advert_rules(), *kept), digest.hexdigest())


def _worded(rule: Rule) -> Rule:
    """A comment rule with what it asks in an advert; an employer's own words say what they say."""
    if rule.id.startswith(OWN):
        return rule
    says: Mapping[str, Any] = _content()["says"][rule.group]
    why = says.get("why", {"text": rule.why, "source": rule.source})
    return replace(
        rule,
        why=why["text"],
        source=why["source"],
        question=says["question"],
        scaffold=says["scaffold"],
    )


def _offered(text: str, flag: CommentFlag) -> bool:
    """A protected topic where something is offered, somebody welcomed, or the work told."""
    if flag.group != "protected" or flag.rule_id in _own_ids():
        return False
    sentence = tokens(text[slice(*sentence_of(text, flag))])
    return _offers().stand_in(sentence, 0, len(sentence))


@cache
def _offers() -> Phrases:
    """The phrases of an offer."""
    return Phrases(_content()["offered"])


def _short(text: str, flag: CommentFlag) -> bool:
    """A heading over a list that is no longer than a list may be."""
    most = _content()["longer_than"].get(flag.rule_id)
    return most is not None and sum(1 for _ in _items(text, flag)) <= most


def _items(text: str, flag: CommentFlag) -> Iterator[str]:
    """What is listed under a heading: parts of its line, or else the lines that follow it."""
    line, *below = text[flag.end :].split("\n")
    if line.strip(" :*#-"):
        yield from filter(str.strip, _PARTS.split(line))
        return
    if below and not below[0].strip():
        below = below[1:]
    for each in below:
        if not each.strip():
            return
        yield each


@cache
def _content() -> Mapping[str, Any]:
    found: Mapping[str, Any] = files.read_yaml(ADVERTS)
    return found
