"""The control: a server that answers before it commits. The check must find what this one loses."""

import io
import time

from groundswell.config.wsgi import application as true_application

SENDING = "/ideas/new/check/"
LATE = 0.2  # seconds between the answer and the work


def application(environ, start_response):
    """Say that the idea was sent, and only then do it. Every other request is answered truly."""
    if environ["REQUEST_METHOD"] != "POST" or environ["PATH_INFO"] != SENDING:
        return true_application(environ, start_response)
    length = int(environ.get("CONTENT_LENGTH") or 0)
    environ["wsgi.input"] = io.BytesIO(environ["wsgi.input"].read(length))
    return _answer_then_work(environ, start_response)


def _answer_then_work(environ, start_response):
    start_response("302 Found", [("Location", "/ideas/new/sent/"), ("Content-Length", "0"), ("Connection", "close")])
    yield b""
    time.sleep(LATE)
    list(true_application(environ, lambda *_: None))
