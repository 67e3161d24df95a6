"""A page that works for four seconds: at /beating with a sign of life each half second, elsewhere without.

One at /niceness says at once how far this process gives way.
"""

import os
import time

from groundswell.foundation.kit import alive


def application(environ, start_response):
    if environ["PATH_INFO"] == "/niceness":
        start_response("200 OK", [("Content-Type", "text/plain")])
        return [str(os.nice(0)).encode()]
    for _step in range(8):
        if environ["PATH_INFO"] == "/beating":
            alive.beat()
        time.sleep(0.5)
    start_response("200 OK", [("Content-Type", "text/plain")])
    return [b"done"]
