"""The append-only record of who did what to which record, and the proof that it is whole."""

from debrief.audit.keys import KeyRing
from debrief.audit.log import Event, Verification, record, verify
from debrief.audit.tags import REQUIRED_DETAILS, Tag

__all__ = ["REQUIRED_DETAILS", "Event", "KeyRing", "Tag", "Verification", "record", "verify"]
