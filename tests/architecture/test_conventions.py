"""The promises the house makes, held by reading it."""

import re
import subprocess
import sys
from dataclasses import fields
from pathlib import Path

import pytest

from debrief.audit import Tag
from debrief.scoring.calibration import Profile
from debrief.scoring.indices import Indices

ROOT = Path(__file__).parents[2]
SOURCES = sorted((ROOT / "debrief").rglob("*.py"))
TESTS = sorted((ROOT / "tests").rglob("*.py"))
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))


def test_the_pure_rooms_import_without_a_framework():
    script = (
        "import sys, debrief.scoring.agenda, debrief.scoring.rubric, debrief.access;"
        "import debrief.scoring.calibration;"
        "import debrief.language;"
        "sys.exit(any(name in sys.modules for name in ('flask', 'sqlalchemy', 'marshmallow')))"
    )
    assert subprocess.run([sys.executable, "-c", script], check=False, cwd=ROOT).returncode == 0


@pytest.mark.parametrize("path", SOURCES + TESTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_file_of_more_than_300_lines_is_two_things(path):
    assert len(path.read_text().splitlines()) <= 300, "split it by noun"


def test_every_audit_tag_stands_in_the_documentation():
    told = (ROOT / "docs/audit.md").read_text()
    assert [tag for tag in Tag if f"`{tag}`" not in told] == []


def test_every_statistic_stands_in_the_documentation():
    told = (ROOT / "docs/methods.md").read_text()
    statistics = {name for name in dir(Indices) if not name.startswith("_")}
    statistics |= {field.name for field in fields(Profile)} - {"interviewer"}
    assert {"median", "difference"} <= statistics
    assert {name for name in statistics if f"`{name}`" not in told} == set()


def test_every_setting_stands_in_the_documentation():
    told = (ROOT / "docs/settings.md").read_text()
    words = (ROOT / "config.py").read_text().split('"')
    settings = {word for word in words if word.startswith("DEBRIEF_")}
    assert settings
    assert {name for name in settings if f"`{name}`" not in told} == set()


def test_migrations_have_one_head_and_never_import_models():
    versions = sorted((ROOT / "migrations/versions").glob("*.py"))
    assert [path.name[:4] for path in versions] == [f"{n:04}" for n in range(1, len(versions) + 1)]
    assert [
        path.name
        for path in versions
        if "import debrief" in path.read_text() or "from debrief" in path.read_text()
    ] == []


def test_no_lock_names_a_host():
    for lock in ROOT.glob("requirements*.txt"):
        assert "://" not in lock.read_text(), lock.name


#: The web commits once, after a good response; a worker and a command once per job.
MAY_COMMIT = {"web/transaction.py", "jobs/clock.py", "cli/operator.py"}


def test_nothing_else_commits():
    committing = {
        str(path.relative_to(ROOT / "debrief"))
        for path in SOURCES
        if ".commit()" in path.read_text()
    }
    assert committing == MAY_COMMIT


def test_only_the_rendering_room_knows_the_pdf_library():
    knowing = {
        path.relative_to(ROOT / "debrief").parts[0]
        for path in SOURCES
        if "weasyprint" in path.read_text()
    }
    assert knowing <= {"rendering"}


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_template_parses_and_a_page_stands_on_a_layout(app, path):
    name = str(path.relative_to(ROOT / "templates"))
    app.jinja_env.get_template(name)
    part = path.name.startswith("_") or path.parent.name in {"components", "layouts", "print"}
    assert part or path.read_text().startswith('{% extends "layouts/'), "name a fragment _so.html"


def test_no_page_carries_script_or_style_of_its_own():
    inline = re.compile(r"<script(?![^>]*\bsrc=)|<style|\bstyle=|\bon[a-z]+=\"|javascript:")
    assert [
        path.name
        for path in TEMPLATES
        if path.parent.name != "print" and inline.search(path.read_text())
    ] == []
