"""Keyed commitments: what the log may say of content, openable only with the subject's own key."""

import hashlib
import hmac
import json
import secrets
from typing import Any
from uuid import UUID, uuid4

from cryptography.hazmat.primitives.keywrap import aes_key_unwrap, aes_key_wrap
from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from debrief.models import KeyHolder, SubjectKey, ask, insert_rows

_DOMAIN = b"debrief-commitment-v1\0"
WRAPPED = select(SubjectKey.wrapped).where(
    SubjectKey.holder == bindparam("holder"), SubjectKey.holder_id == bindparam("holder_id")
)


def canonical(value: dict[str, Any]) -> bytes:
    """The exact bytes of a document without floats and with ASCII keys (equals RFC 8785 there)."""
    text = json.dumps(
        value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False
    )
    return text.encode()


class KeyRing:
    """One random key per subject, wrapped (RFC 3394) by a key that never enters the database.

    Deleting a subject's row makes every commitment to its data meaningless and leaves the log
    whole. An unkeyed hash would not do: a score has five values to try.
    """

    def __init__(self, wrapping_key: bytes) -> None:
        """`wrapping_key`: 32 bytes."""
        self._wrapping_key = wrapping_key

    def commit(
        self, session: Session, holder: KeyHolder, holder_id: UUID, content: dict[str, Any]
    ) -> str:
        """HMAC-SHA-256, in hex, of the canonical content under the subject's key."""
        key = self._key(session, holder, holder_id)
        return hmac.new(key, _DOMAIN + canonical(content), hashlib.sha256).hexdigest()

    def _key(self, session: Session, holder: KeyHolder, holder_id: UUID) -> bytes:
        kept = ask(session, WRAPPED, {"holder": holder, "holder_id": holder_id}).scalar()
        if kept is not None:
            return aes_key_unwrap(self._wrapping_key, kept)
        key = secrets.token_bytes(32)
        wrapped = aes_key_wrap(self._wrapping_key, key)
        row = {"id": uuid4(), "holder": holder, "holder_id": holder_id, "wrapped": wrapped}
        insert_rows(session, SubjectKey, [row])
        return key
