"""A page that works for four seconds: at /beating with a sign of life each half second, elsewhere without."""

import time

from groundswell.foundation.kit import alive


def application(environ, start_response):
    for _step in range(8):
        if environ["PATH_INFO"] == "/beating":
            alive.beat()
        time.sleep(0.5)
    start_response("200 OK", [("Content-Type", "text/plain")])
    return [b"done"]
