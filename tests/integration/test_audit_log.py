"""The log: chained, complete, and silent about content."""

import json
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.exc import DBAPIError

from debrief.audit import Event, KeyRing, Tag, record, verify
from debrief.audit.log import leaf_hash
from debrief.models import AuditEntry, KeyHolder, SubjectKey
from tests.factories import NOON, UserFactory


def written(session, count=4):
    for n in range(count):
        record(session, Event(Tag.USER_SIGNED_IN, "system", f"user:{n}", NOON + timedelta(n)))
    return session.scalars(select(AuditEntry).order_by(AuditEntry.seq)).all()


def test_a_log_that_nobody_touched_is_whole(session):
    entries = written(session)
    found = verify(session.scalars(select(AuditEntry).order_by(AuditEntry.seq)))
    assert found.whole
    assert found.count == len(entries)
    assert found.words == f"The log is whole: 4 entries, head {entries[-1].hash}."


def test_an_empty_log_is_whole():
    assert verify([]).words == f"The log is whole: 0 entries, head {'0' * 64}."


def copies(entries):
    names = ("seq", "body", "hash", "prev", "at", "tag", "actor", "subject")
    return [AuditEntry(**{name: getattr(entry, name) for name in names}) for entry in entries]


def rewrite(entry):
    entry.body = entry.body.replace(b"user:1", b"user:9")


def rewrite_and_rehash(entry):
    rewrite(entry)
    entry.hash = leaf_hash(entry.body)


@pytest.mark.parametrize(
    ("tamper", "broken_at", "finding"),
    [
        (lambda log: rewrite(log[1]), 2, "bytes have been changed"),
        (lambda log: rewrite_and_rehash(log[1]), 2, "columns do not say"),
        (lambda log: log.pop(1), 2, "entry 2 is missing"),
        (lambda log: setattr(log[2], "actor", "somebody"), 3, "columns do not say"),
        (lambda log: setattr(log[2], "at", NOON), 3, "its time"),
        (lambda log: setattr(log[2], "prev", "f" * 64), 3, "does not follow"),
    ],
)
def test_a_log_that_was_touched_is_broken_where_it_was_touched(session, tamper, broken_at, finding):
    log = copies(written(session))
    tamper(log)
    found = verify(log)
    assert (found.whole, found.broken_at) == (False, broken_at)
    assert finding in found.words


def test_an_event_must_carry_exactly_the_details_of_its_tag(session):
    with pytest.raises(ValueError, match="carries"):
        record(session, Event(Tag.SCORECARD_SUBMITTED, "system", "x", NOON, details={"level": 4}))
    with pytest.raises(ValueError, match="carries"):
        record(session, Event(Tag.DEBRIEF_REVEALED, "system", "x", NOON))


def test_an_entry_holds_a_commitment_that_only_the_subjects_key_can_open(session):
    subject, ring = UserFactory().id, KeyRing(b"k" * 32)
    first = ring.commit(session, KeyHolder.USER, subject, {"level": 4})
    assert ring.commit(session, KeyHolder.USER, subject, {"level": 4}) == first
    assert ring.commit(session, KeyHolder.USER, subject, {"level": 5}) != first
    record(session, Event(Tag.SCORECARD_SUBMITTED, subject, "scorecard:1", NOON, commitment=first))
    entry = session.scalars(select(AuditEntry)).one()
    body = json.loads(entry.body)
    assert (body["commitment"], body["details"]) == (first, {})
    session.delete(session.scalars(select(SubjectKey)).one())
    session.flush()
    assert ring.commit(session, KeyHolder.USER, subject, {"level": 4}) != first
    assert verify([entry]).whole


@pytest.mark.parametrize(
    "change", ["UPDATE audit_entry SET actor = 'x'", "DELETE FROM audit_entry"]
)
def test_the_database_refuses_to_change_the_log(session, change):
    written(session)
    with pytest.raises(DBAPIError, match="append-only"):
        session.connection().exec_driver_sql(change)
