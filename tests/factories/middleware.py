"""The middleware of test browsers, made once for as long as the settings stand; each browser would make it anew."""

from django.core.signals import setting_changed
from django.test.client import ClientHandler

PARTS = ("_view_middleware", "_template_response_middleware", "_exception_middleware", "_middleware_chain")
_make, _made = ClientHandler.load_middleware, {}


def load_shared(handler, is_async=False):
    """What Django calls before the first request of a browser."""
    if not _made:
        _make(handler, is_async)
        _made.update({part: getattr(handler, part) for part in PARTS})
    vars(handler).update(_made)


def _forget(**_):
    _made.clear()


def share():
    """From now on, for all browsers of this process."""
    ClientHandler.load_middleware = load_shared
    setting_changed.connect(_forget)
