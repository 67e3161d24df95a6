"""What passes the second step: an app that shows codes (RFC 6238), recovery codes, passkeys (WebAuthn).

The rows and the arithmetic are allauth's. The key of an app is kept encrypted, recovery codes as keyed hashes, so
that who reads the database alone passes nothing.
"""

from __future__ import annotations

from base64 import urlsafe_b64encode
from hashlib import sha256
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from allauth.core import context
from allauth.mfa import app_settings
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from allauth.mfa.utils import decrypt, encrypt
from allauth.mfa.webauthn.internal import auth as webauthn
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.crypto import constant_time_compare, get_random_string, salted_hmac
from django.utils.translation import gettext as _

from groundswell.foundation.kit import clock

if TYPE_CHECKING:
    from uuid import UUID

    from groundswell.partnership.models import Person

RECOVERY_CODES = 10
RECOVERY_LETTERS, RECOVERY_LENGTH = "BCDFGHJKLMNPQRSTVWXZ", 10  # 43 bits; no vowels, so no words
SLACK = 1  # half minutes by which a telephone's clock may be wrong
RECOVERY, APP, PASSKEY = Authenticator.Type.RECOVERY_CODES, Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN


class Adapter(DefaultMFAAdapter):  # type: ignore[misc]
    """How allauth names us to devices, and keeps secrets."""

    def encrypt(self, text: str) -> str:
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Raises `InvalidToken` for what was encrypted with another secret key."""
        return _cipher().decrypt(encrypted_text.encode()).decode()

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        request = context.request
        return {"id": request.get_host().partition(":")[0], "name": request.programme.name}

    def get_public_key_credential_user_entity(self, user: Person) -> dict[str, Any]:
        return {"id": user.pk.bytes, "display_name": str(user), "name": user.email or str(user)}


def _cipher() -> MultiFernet:
    """With the secret key first, then with older ones that the settings still name."""
    return MultiFernet([_cipher_of(str(key)) for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)])


def _cipher_of(key: str) -> Fernet:
    return Fernet(urlsafe_b64encode(sha256(f"groundswell.second-step:{key}".encode()).digest()))


def new_app_key() -> str:
    """A secret of 160 bits, encrypted, to be carried in the session until a code of it was typed."""
    return encrypt(totp.generate_totp_secret())


def readable(key: str) -> str:
    """The secret in letters. Raises `InvalidToken` when it is of another secret key."""
    return decrypt(key)


def app_address(secret: str, person: Person, programme_name: str) -> str:
    """What the square code says to an app."""
    label = quote(f"{programme_name}:{person.email or person}")
    return f"otpauth://totp/{label}?secret={secret}&issuer={quote(programme_name)}"


def half_minute_of(key: str, code: str) -> int | None:
    """The half minute, counted from 1970, in which this code of an app is right; none when it is wrong now."""
    typed = "".join(code.split())
    try:
        secret = decrypt(key)
    except InvalidToken:
        return None
    now = int(totp.time.time()) // app_settings.TOTP_PERIOD
    right = [
        n
        for n in range(now - SLACK, now + SLACK + 1)
        if _same(typed, totp.format_hotp_value(totp.hotp_value(secret, n)))
    ]
    return max(right, default=None)


def _same(one: str, other: str) -> bool:
    return constant_time_compare(one, other)


def app_of(person_id: UUID) -> Authenticator | None:
    return Authenticator.objects.filter(user_id=person_id, type=APP).first()


def add(person_id: UUID, kind: str, data: dict[str, Any]) -> Authenticator:
    return Authenticator.objects.create(user_id=person_id, type=kind, data=data, created_at=clock.now())


def new_recovery_codes(person_id: UUID) -> list[str]:
    """Ten codes in place of any there were. They are kept as keyed hashes and cannot be shown again."""
    Authenticator.objects.filter(user_id=person_id, type=RECOVERY).delete()
    codes = [get_random_string(RECOVERY_LENGTH, RECOVERY_LETTERS) for _ in range(RECOVERY_CODES)]
    add(person_id, RECOVERY, {"hashes": [_hash(person_id, code) for code in codes]})
    return [f"{code[:5]}-{code[5:]}" for code in codes]


def use_recovery_code(person_id: UUID, typed: str) -> bool:
    """Whether this is an unused recovery code of this person; from now on it is used."""
    row = Authenticator.objects.select_for_update().filter(user_id=person_id, type=RECOVERY).first()
    wanted = _hash(person_id, typed)
    if row is None or not any(_same(wanted, kept) for kept in row.data["hashes"]):
        return False
    row.data["hashes"] = [kept for kept in row.data["hashes"] if kept != wanted]
    row.last_used_at = clock.now()
    row.save(update_fields=["data", "last_used_at"])
    return True


def _hash(person_id: UUID, code: str) -> str:
    bare = "".join(letter for letter in code.upper() if letter in RECOVERY_LETTERS)
    return salted_hmac("groundswell.recovery", f"{person_id}:{bare}", algorithm="sha256").hexdigest()


def passkey_to_make(person: Person) -> dict[str, Any]:
    """What the browser needs to make a passkey; its challenge is kept in the session and works once."""
    return webauthn.begin_registration(person, passwordless=False)


def made_passkey(typed: Any) -> dict[str, Any]:
    """Check what the browser made. Raises `ValidationError` when it does not answer our challenge, which works once."""
    try:
        webauthn.parse_registration_response(typed)
        webauthn.complete_registration(typed)
    except (ValidationError, ValueError, TypeError, KeyError, AttributeError) as wrong:
        raise ValidationError(_("That passkey did not work. Try again, or use an app")) from wrong
    finally:
        webauthn.clear_state()
    return {"name": "", "credential": typed}


def passkey_to_use(person: Person) -> dict[str, Any]:
    """What the browser needs to show a passkey."""
    return webauthn.begin_authentication(person)


def passkey_used(person: Person, typed: Any) -> Authenticator | None:
    """The passkey that answered our challenge; none when it did not. The challenge is gone either way."""
    try:
        webauthn.parse_authentication_response(typed)
        return webauthn.complete_authentication(person, typed)
    except (ValidationError, ValueError, TypeError, KeyError, AttributeError):
        return None
    finally:
        webauthn.clear_state()
