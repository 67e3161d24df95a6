"""Imported before any test, so that numpy starts with the one thread that the engine asks for."""

import groundswell.engine  # noqa: F401
