"""Rows for tests: the smallest valid one, plus what the test says."""

from datetime import UTC, datetime

import factory
from factory.alchemy import SQLAlchemyModelFactory
from sqlalchemy.orm import scoped_session, sessionmaker

from debrief import models

session = scoped_session(sessionmaker())
NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)


class Factory(SQLAlchemyModelFactory):
    class Meta:
        abstract = True
        sqlalchemy_session = session
        # Commit, as another request would have: a view's rollback must not undo the test's rows.
        sqlalchemy_session_persistence = "commit"


class UserFactory(Factory):
    class Meta:
        model = models.User

    email = factory.Sequence("person{}@example.org".format)
    name = factory.Sequence("Person {}".format)
    created_at = NOON


class WordsFactory(Factory):
    class Meta:
        model = models.Words

    author_id = factory.LazyFunction(lambda: UserFactory().id)
    text = "Asked for the logs of both offices first."
    written_at = NOON


class RubricFactory(Factory):
    class Meta:
        model = models.Rubric

    key = factory.Sequence("rubric_{}".format)


class RubricVersionFactory(Factory):
    class Meta:
        model = models.RubricVersion

    rubric = factory.SubFactory(RubricFactory)
    number = 1
    title = "Core rubric"
    document = factory.LazyFunction(lambda: {"criteria": []})
    digest = "0" * 64
    created_at = NOON
