"""A real site has a scanner. Only a demonstration, which says so, and the tests may do without."""

from __future__ import annotations

import re
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register

from groundswell.foundation.documents.scanning import NONE

NO_SCANNER = Error(
    "GROUNDSWELL_SCANNER is none: files that anyone sends would be opened unseen.",
    hint="Run clamd and set GROUNDSWELL_SCANNER to clamd:HOST:PORT. While it is away, files wait and ideas do not.",
    id="groundswell.E002",
)
NOT_A_SCANNER = Error("GROUNDSWELL_SCANNER must read clamd:HOST:PORT.", id="groundswell.E003")
CLAMD = re.compile(r"clamd:[^:\s]+:\d{1,5}")


@register(Tags.security)
def has_a_scanner(*_args: Any, **_options: Any) -> list[CheckMessage]:
    """Asked at every start, and by `check --deploy`."""
    if settings.SCANNER == NONE:
        return [] if settings.DEMO or settings.TESTS else [NO_SCANNER]
    return [] if CLAMD.fullmatch(settings.SCANNER) else [NOT_A_SCANNER]
