"""The entry of a web server."""

import os

from django.core.exceptions import ImproperlyConfigured
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "groundswell.config.settings")
application = get_wsgi_application()

from groundswell.foundation.audit.key import own_key  # noqa: E402  settings come first
from groundswell.foundation.documents.settings_check import has_a_scanner  # noqa: E402

# Another web server than ours starts here, past the checks of the console script.
for missing in [*own_key(), *has_a_scanner()]:
    raise ImproperlyConfigured(missing.msg)
