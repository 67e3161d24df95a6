"""The entry of a web server."""

import os

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.wsgi import get_wsgi_application

from groundswell.config.turns import InTurns

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "groundswell.config.settings")
application = get_wsgi_application()
if settings.DATABASES["default"]["ENGINE"].endswith("sqlite3"):  # served by threads
    application = InTurns(application, largest=settings.LARGEST_BODY)

from groundswell.foundation.audit.key import own_key  # noqa: E402  settings come first
from groundswell.foundation.documents.settings_check import has_a_scanner  # noqa: E402

# Another web server than ours starts here, past the checks of the console script.
for missing in [*own_key(), *has_a_scanner()]:
    raise ImproperlyConfigured(missing.msg)
