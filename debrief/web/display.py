"""What every template may use: the person's own clock, who they are, and where they may go."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from babel.support import Translations
from flask import Flask, g
from flask_babel import get_translations
from jinja2 import ChainableUndefined, ChoiceLoader, PackageLoader, PrefixLoader
from markupsafe import Markup

from debrief.rendering import glyphs
from debrief.rendering.faces import FAMILIES
from debrief.reports.vocabulary import SEVERITY_WORDS
from debrief.web import guard, navigation


def init_app(app: Flask) -> None:
    # The borrowed macros read `params.a.b` where there is no `a`.
    app.jinja_env.undefined = ChainableUndefined
    borrowed = PrefixLoader({"govuk_frontend_jinja": PackageLoader("govuk_frontend_jinja")})
    app.jinja_env.loader = ChoiceLoader([app.create_global_jinja_loader(), borrowed])
    _look_words_up_once(app)
    app.add_template_filter(local_time)
    app.add_template_filter(in_zone)
    app.add_template_filter(clock_time)
    app.add_template_filter(unprintable)
    app.jinja_env.globals["severity_words"] = SEVERITY_WORDS
    app.add_template_global(error_message)
    app.jinja_env.globals["families"] = FAMILIES
    app.context_processor(_surroundings)


def _look_words_up_once(app: Flask) -> None:
    """Find the catalogue of a request's language once: a page asks for its words by the hundred."""

    def catalogue() -> Translations:
        found: Translations | None = g.get("catalogue")
        if found is None:
            found = g.catalogue = get_translations()
        return found

    app.jinja_env.install_gettext_callables(  # type: ignore[attr-defined] # Jinja's i18n adds it
        gettext=lambda text: catalogue().ugettext(text),
        ngettext=lambda one, many, count: catalogue().ungettext(one, many, count),
        newstyle=True,
    )

    def say(text: str, **variables: object) -> Markup:
        words = _in(catalogue(), text)
        return words % variables if variables else words

    # The extension's own `_` goes through the template's context three times for every word.
    app.jinja_env.globals["_"] = say


@lru_cache(maxsize=4096)
def _in(catalogue: Translations, text: str) -> Markup:
    return Markup(catalogue.ugettext(text))  # noqa: S704 - our own words, as the extension treats them


def local_time(moment: datetime, zone: str | None = None) -> str:
    """`Tue 24 Nov, 16:00`, in the zone of whoever reads, or in the one given."""
    local = _local(moment, zone)
    return f"{local:%a} {local.day} {local:%b, %H:%M}"


def in_zone(moment: datetime, zone: str) -> str:
    """`24 Nov 2026, 16:00`: for paper, which reads the same to everybody."""
    local = moment.astimezone(ZoneInfo(zone))
    return f"{local.day} {local:%b %Y, %H:%M}"


def clock_time(moment: datetime) -> str:
    """`16:00`, in the zone of whoever reads."""
    return f"{_local(moment):%H:%M}"


def unprintable(text: str | None) -> list[tuple[str, str]]:
    """The characters that no font of the summary has, each with what is printed for it."""
    return [(each, glyphs.code(each)) for each in glyphs.unprintable(text or "")]


def error_message(errors: Mapping[str, Sequence[str]], field: str) -> dict[str, str] | None:
    """What a borrowed component takes as `errorMessage`."""
    return {"text": errors[field][0]} if errors.get(field) else None


def _surroundings() -> dict[str, Any]:
    return {"user": guard.current_user(), "navigation": navigation.entries()}


def _local(moment: datetime, zone: str | None = None) -> datetime:
    user = guard.current_user()
    return moment.astimezone(ZoneInfo(zone or (user.zone if user else "UTC")))
