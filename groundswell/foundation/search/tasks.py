"""Thin wrappers for the background."""

from django.db import connection

from groundswell.foundation.jobs import task
from groundswell.foundation.search import index
from groundswell.foundation.search.services import SQUEEZE


@task(SQUEEZE, limit=600)
def squeeze() -> None:
    index.squeeze(connection)
