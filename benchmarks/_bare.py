"""What the debrief page is held against: its own work done bare, and a bare page of 20 rows."""

from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

import sqlalchemy as sa
from flask import Flask, render_template, template_rendered
from flask_sqlalchemy import SQLAlchemy
from jinja2 import DictLoader
from sqlalchemy import event, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column
from werkzeug.test import Client

from config import ForTests
from debrief.extensions import db
from debrief.models import User
from debrief.models.engine import prepare

#: What signing in and the log cost; a bare view has neither.
BESIDE = ("sign_in_session", "user_role", "audit_entry", "BEGIN", "SAVEPOINT", "RELEASE")
OF_THE_REQUEST = frozenset({"g", "request", "session"})
NOW = datetime.now(UTC)


class Base(DeclarativeBase):
    """Of the bare sides alone."""


class Person(Base):
    """One of the bare page's 20 rows."""

    __tablename__ = "person"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    title: Mapped[str]
    due_at: Mapped[datetime]


class Mark(Base):
    """The one row a bare view commits."""

    __tablename__ = "mark"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]


#: A bare page as anybody would write it: a layout, a link and a date on every row.
BARE = {
    "layout.html": """<!doctype html><html lang="en">
<head><title>{% block title %}{% endblock %}</title></head>
<body><main>{% block main %}{% endblock %}</main></body></html>""",
    "people.html": """{% extends "layout.html" %}
{% block title %}People{% endblock %}{% block main %}
<h1>People</h1><table><tr><th>Name</th><th>Title</th><th>Due</th></tr>
{% for each in people %}<tr>
<th><a href="{{ url_for('person', person_id=each.id) }}">{{ each.name }}</a></th>
<td>{{ each.title }}</td><td>{{ each.due_at.strftime("%a %d %b, %H:%M") }}</td></tr>{% endfor %}
</table>{% endblock %}""",
}


def same_work(app: Flask, page: Client, url: str, database: str) -> Client:
    """A bare application that runs the page's statements, renders its template, commits a row."""
    statements: list[tuple[str, Any]] = []
    shown: list[tuple[str, dict[str, Any]]] = []

    def note(_connection: object, _cursor: object, sql: str, values: Any, *_: object) -> None:
        if not any(name in sql for name in BESIDE):
            statements.append((sql, values))

    def keep(_app: object, template: Any, context: dict[str, Any]) -> None:
        shown.append((template.name, context))

    page.get(url)  # what is read once, such as the rubric, has been read
    with app.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", note)
    with template_rendered.connected_to(keep, app):
        page.get(url)
    event.remove(engine, "before_cursor_execute", note)
    ((name, context),) = shown
    with app.app_context():
        user = db.session.scalars(select(User).where(User.name == "Person 0")).one()
        context |= {"user": SimpleNamespace(id=user.id, name=user.name)}
    context = {key: value for key, value in context.items() if key not in OF_THE_REQUEST}
    print(f"the page's own statements: {len(statements)}")

    marks = sa.create_engine(database)
    event.listen(marks, "connect", lambda raw, _: raw.execute("PRAGMA journal_mode = WAL"))
    event.listen(marks, "connect", lambda raw, _: raw.execute("PRAGMA synchronous = FULL"))
    Base.metadata.create_all(marks)
    bare = Flask("bare")
    # The same compiled template, and what its links and words need; no hook of the service's own.
    bare.config, bare.jinja_env, bare.url_map = app.config, app.jinja_env, app.url_map
    bare.extensions = app.extensions

    def show(**_: object) -> str:
        with engine.connect() as connection:
            for sql, values in statements:
                connection.exec_driver_sql(sql, values).fetchall()
        answer = render_template(name, **context)
        with Session(marks) as session:
            session.add(Mark(at=NOW))
            session.commit()
        return answer

    bare.view_functions["debriefs.show"] = show
    return bare.test_client()


def twenty_rows(database: str) -> Client:
    app = Flask("rows")
    app.config["SQLALCHEMY_DATABASE_URI"] = database
    # The service's own engine; a page that only reads begins as a reader.
    driver = ForTests(database).SQLALCHEMY_ENGINE_OPTIONS
    app.config["SQLALCHEMY_ENGINE_OPTIONS"] = driver | {
        "execution_options": {"sqlite_begin": "DEFERRED"}
    }
    app.jinja_loader = DictLoader(BARE)
    bare = SQLAlchemy(app, model_class=Base)
    with app.app_context():
        prepare(bare.engine)
        bare.create_all()
        bare.session.add_all(
            Person(name=f"Person {n}", title="Platform engineer", due_at=NOW) for n in range(20)
        )
        bare.session.commit()

    @app.get("/")
    def index() -> str:
        people = bare.session.scalars(select(Person).order_by(Person.name)).all()
        return render_template("people.html", people=people)

    @app.get("/people/<int:person_id>")
    def person(person_id: int) -> str:
        return str(person_id)

    return app.test_client()
