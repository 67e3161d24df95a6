"""The middleware of test browsers: made once for as long as the settings stand; each browser would make it anew."""

from django.core.signals import setting_changed
from django.test.client import ClientHandler

PARTS = ("_view_middleware", "_template_response_middleware", "_exception_middleware", "_middleware_chain")
WAITS = (429, 503)
_make, _answer, _made = ClientHandler.load_middleware, ClientHandler.__call__, {}


def load_shared(handler, is_async=False):
    """What Django calls before the first request of a browser."""
    if not _made:
        _make(handler, is_async)
        _made.update({part: getattr(handler, part) for part in PARTS})
    vars(handler).update(_made)


def _forget(**_):
    _made.clear()


def answer_honestly(handler, request):
    """Whoever is asked to come back is told when, whatever page says so and whichever test asks."""
    response = _answer(handler, request)
    if response.status_code in WAITS:
        assert int(response["Retry-After"]) > 0, request.path
    return response


def share():
    """From now on, for all browsers of this process."""
    ClientHandler.load_middleware, ClientHandler.__call__ = load_shared, answer_honestly
    setting_changed.connect(_forget)
