"""One settings file, driven by the environment. Everything with a secret or a place comes from outside."""

import os
from datetime import date
from pathlib import Path
from typing import Any

import dj_database_url
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

BASE_DIR = Path(__file__).resolve().parent.parent
DATA_DIR = Path(os.environ.get("GROUNDSWELL_DATA", "var")).resolve()


def _flag(name: str, *, default: bool = False) -> bool:
    return os.environ.get(name, "yes" if default else "no").lower() in {"1", "yes", "true", "on"}


DEBUG = False
DEMO = _flag("GROUNDSWELL_DEMO")
SECURE = _flag("GROUNDSWELL_SECURE", default=not DEMO)
SECRET_KEY = os.environ.get("GROUNDSWELL_SECRET_KEY", "")
if not SECRET_KEY:
    msg = "Set GROUNDSWELL_SECRET_KEY to a long random text (the demo and the tests set their own)."
    raise ImproperlyConfigured(msg)
# A site without a key of its own for the audit does not start (foundation/audit/key.py).
AUDIT_KEY = os.environ.get("GROUNDSWELL_AUDIT_KEY") or (SECRET_KEY if DEMO else "")
ALLOWED_HOSTS = os.environ.get("GROUNDSWELL_HOSTS", "*" if DEMO else "localhost,127.0.0.1").split(",")
# The second step at sign-in; "off" is for demonstrations only (partnership/services/second_step.py).
SECOND_STEP = os.environ.get("GROUNDSWELL_SECOND_STEP", "required").lower()
if SECOND_STEP not in {"required", "off"} or (SECOND_STEP == "off" and not DEMO):
    raise ImproperlyConfigured("Set GROUNDSWELL_SECOND_STEP to required. Only a demonstration may set it to off.")
AS_OF = date.fromisoformat(os.environ["GROUNDSWELL_AS_OF"]) if os.environ.get("GROUNDSWELL_AS_OF") else None

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "csp",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "groundswell.foundation.design",
    "groundswell.foundation.audit",
    "groundswell.foundation.workflow",
    "groundswell.foundation.jobs",
    "groundswell.foundation.notices",
    "groundswell.foundation.documents",
    "groundswell.foundation.search",
    "groundswell.partnership",
    "groundswell.needs",
    "groundswell.innovations",
    "groundswell.ideas",
    "groundswell.journey",
]

MIDDLEWARE = [
    "groundswell.config.middleware.hosts",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "groundswell.config.middleware.health",
    "django.middleware.gzip.GZipMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "groundswell.config.middleware.programme",
    "groundswell.config.middleware.idle",
    "groundswell.config.middleware.asker",
    "groundswell.config.middleware.bodies",
    "groundswell.config.middleware.Doors",
]

ROOT_URLCONF = "groundswell.config.urls"
WSGI_APPLICATION = "groundswell.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "APP_DIRS": True,
        "OPTIONS": {
            "environment": "groundswell.config.jinja.environment",
            "trim_blocks": True,
            "lstrip_blocks": True,
            "context_processors": ["django.contrib.messages.context_processors.messages"],
        },
    },
]

_DATABASE_URL = os.environ.get("GROUNDSWELL_DATABASE_URL") or f"sqlite:///{DATA_DIR / 'groundswell.sqlite3'}"
DATABASES = {"default": dj_database_url.parse(_DATABASE_URL)}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # Measured: full synchronisation is the only setting that loses nothing at a power cut, and
    # immediate transactions are what keeps two writers from meeting a locked database.
    DATABASES["default"] |= {
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "cached_statements": 512,  # Python keeps 128, fewer than we ask, and SQLite then plans most of them anew
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; "
            "PRAGMA secure_delete=ON;",  # what is thrown away, a draft above all, is gone from the file
        },
    }
else:
    DATABASES["default"] |= {
        "CONN_MAX_AGE": 0,
        "OPTIONS": {
            "pool": {"min_size": 1, "max_size": 4, "timeout": 5},
            "connect_timeout": 5,
            # What is asked often is planned once a connection: half of the database's time went into plans.
            "server_side_binding": True,
            "prepare_threshold": 4,
        },
    }
DATABASES["default"]["ATOMIC_REQUESTS"] = False
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

CACHES = {
    "default": {"BACKEND": "groundswell.foundation.kit.places.Throttle", "LOCATION": "throttle"},
}
SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_AGE = 60 * 60 * 12
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE
SESSION_COOKIE_NAME = "__Host-session" if SECURE else "session"
CSRF_COOKIE_NAME = "__Host-csrf" if SECURE else "csrf"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "groundswell.journey.views.expired"
MESSAGE_STORAGE = "django.contrib.messages.storage.cookie.CookieStorage"

SECURE_HSTS_SECONDS = 60 * 60 * 24 * 365 if SECURE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = SECURE
SECURE_SSL_REDIRECT = SECURE
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        # The hash lets through the one line that tells style sheets that scripts run.
        "script-src": [SELF, "'sha256-tDOvXJi1PXbg0CWjLCCYSNHRXtps26K4JXkE3M6u/c0='"],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    },
}

AUTH_USER_MODEL = "partnership.Person"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "partnership:sign-in"
SECOND_STEP_URL = "partnership:second-step"
LOGIN_REDIRECT_URL = "/today/"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = ACCOUNT_LOGIN_TIMEOUT = 60 * 15
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 3
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # our own mail says it, so that both kinds of address cost one mail
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_ADAPTER = "groundswell.partnership.notices.Adapter"
MFA_ADAPTER = "groundswell.partnership.services.devices.Adapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
# "ip" is the network address of the request, "key" the e-mail address. A trust's many people share one address.
ACCOUNT_RATE_LIMITS = {
    "request_login_code": "20/m/ip,5/15m/key",
    "try_login_code": "60/m/ip,15/15m/key",
    "try_second_step": "5/15m/key",  # by person; the right code forgets the wrong ones
    "find_link": "20/m/ip",  # asking for the link of an idea, whether there is such an idea or not
    "mail_link": "5/h/key",  # mailing links to one address
    "contact": "10/m/ip",  # asking the programme something
    "raise": "10/m/ip,5/h/key",  # saying signed out what is lacking; each mails the address, which nobody has proven
}
ENQUIRIES_OF_ONE_ADDRESS_PER_HOUR = 5  # each mails the address, which nobody has proven
IDEAS_TO_ONE_ADDRESS_PER_HOUR = 10  # signed out, so that nobody has proven the address
# Nobody is known who sends without a name, so these are counted for the whole programme.
IDEAS_WITHOUT_NAME_PER_HOUR = int(os.environ.get("GROUNDSWELL_WITHOUT_NAME_PER_HOUR", "120"))
# X-Forwarded-For counts only when this many proxies of our own stand in front; else anyone could write it.
ALLAUTH_TRUSTED_PROXY_COUNT = int(os.environ.get("GROUNDSWELL_PROXIES", "0"))

SITE_SCHEME = "https" if SECURE else "http"
SITE_PORT = os.environ.get("GROUNDSWELL_SITE_PORT", "")  # for example :8000, when links must name a port

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "loggers": {
        "groundswell": {"handlers": ["console"], "level": "INFO", "propagate": True},
        # Django's own lines name the address, and an address may be a sender's link.
        "django.request": {"handlers": [], "level": "CRITICAL", "propagate": False},
    },
}

LANGUAGE_CODE = "en-gb"
LANGUAGES = [("en-gb", "English"), ("cy", "Cymraeg")]
TIME_ZONE = "UTC"
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STORAGES: dict[str, dict[str, Any]] = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
    "documents": {  # may be any storage of Django; the bytes lie there under random keys alone
        "BACKEND": "groundswell.foundation.documents.storage.Folder",
        "OPTIONS": {
            "location": DATA_DIR / "files",
            "file_permissions_mode": 0o600,
            "directory_permissions_mode": 0o700,
        },
    },
}

# Where the encoder answers, on this computer and to this account only; "off": similar ideas are found by words alone.
ENCODER = DATA_DIR / "encoder.socket" if _flag("GROUNDSWELL_ENCODER", default=True) else None

# Photos and documents.
DOCUMENT_LARGEST = 10_000_000  # bytes of one file
DOCUMENT_MOST_OF_A_RECORD = 5
DOCUMENT_MOST_A_DAY = 50_000_000  # bytes of one person
DOCUMENT_MOST_A_DAY_OF_UNNAMED = 1_000_000_000  # bytes of all together whom no row names
DOCUMENT_MOST_PIXELS = 50_000_000  # of a JPEG
DOCUMENT_MOST_PIXELS_WHOLE = 25_000_000  # of any other kind: 3 or 4 bytes of memory a dot
DOCUMENT_LONGEST_SIDE = 2_000  # pixels of a photo as it is kept
# clamd:HOST:PORT, or "none" in a demonstration. While it does not answer, files wait and ideas do not.
SCANNER = os.environ.get("GROUNDSWELL_SCANNER") or ("none" if DEMO else "clamd:127.0.0.1:3310")
TESTS = False
FILE_UPLOAD_HANDLERS = ["groundswell.foundation.documents.uploads.Unnamed"]
DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000_000  # bytes of a form without its files
DATA_UPLOAD_MAX_NUMBER_FILES = 2 * DOCUMENT_MOST_OF_A_RECORD
LARGEST_BODY = DOCUMENT_MOST_OF_A_RECORD * DOCUMENT_LARGEST + DATA_UPLOAD_MAX_MEMORY_SIZE

DEFAULT_FROM_EMAIL = os.environ.get("GROUNDSWELL_MAIL_FROM", "Innovation team <innovation@localhost>")
EMAIL_BACKEND = os.environ.get(
    "GROUNDSWELL_MAIL_BACKEND",
    "django.core.mail.backends.dummy.EmailBackend" if DEMO else "django.core.mail.backends.smtp.EmailBackend",
)
EMAIL_HOST = os.environ.get("GROUNDSWELL_MAIL_HOST", "localhost")
_MAIL_PORTS = {"no": 25, "starttls": 587, "tls": 465}  # TLS not at all, begun on a plain line, from the first byte
_MAIL_TLS = os.environ.get("GROUNDSWELL_MAIL_TLS", "no").lower()
if _MAIL_TLS not in _MAIL_PORTS:
    raise ImproperlyConfigured("Set GROUNDSWELL_MAIL_TLS to no, starttls or tls.")
EMAIL_USE_TLS, EMAIL_USE_SSL = _MAIL_TLS == "starttls", _MAIL_TLS == "tls"
EMAIL_PORT = int(os.environ.get("GROUNDSWELL_MAIL_PORT") or _MAIL_PORTS[_MAIL_TLS])
EMAIL_HOST_USER = os.environ.get("GROUNDSWELL_MAIL_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("GROUNDSWELL_MAIL_PASSWORD", "")
if EMAIL_HOST_PASSWORD and _MAIL_TLS == "no":
    raise ImproperlyConfigured("Set GROUNDSWELL_MAIL_TLS to starttls or tls: a password must not travel in the open.")
EMAIL_TIMEOUT = 10  # seconds; shorter than the lease of a mail in foundation/notices/sending.py
