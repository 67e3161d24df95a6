"""Long random-looking links that open one record without an account.

The token is a keyed hash of the record's id, so no secret is stored: who reads the database alone
cannot make one, and a mail can be written again with the same link.
"""

from base64 import urlsafe_b64encode
from uuid import UUID

from django.utils.crypto import constant_time_compare, salted_hmac


def token_for(record_id: UUID, purpose: str) -> str:
    """A 43-character token (256 bits) for this record and purpose."""
    digest = salted_hmac(f"groundswell.link.{purpose}", record_id.hex, algorithm="sha256").digest()
    return _url_safe(digest)


def token_opens(token: str, record_id: UUID, purpose: str) -> bool:
    return constant_time_compare(token, token_for(record_id, purpose))


def _url_safe(digest: bytes) -> str:

    return urlsafe_b64encode(digest).decode().rstrip("=")
