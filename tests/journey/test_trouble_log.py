"""What a fault leaves in the log: what broke and where, and nothing that anybody typed or was sent."""

import logging

from groundswell.config.middleware import Doors


class Request:
    path_info = "/t/BLUE-HERON-42/very-secret-token/"
    resolver_match = None


def broken(words):
    """An error as it arrives: with the place where it was raised."""
    try:
        int(words)
    except ValueError as error:
        return error
    return None


def test_trouble_is_logged_without_the_address(caplog):
    logging.getLogger("groundswell").propagate = True
    error = broken("the words that somebody typed")
    Doors(lambda _request: None).process_exception(Request(), error)
    assert "ValueError in no view at test_trouble_log.py" in caplog.text
    assert "secret" not in caplog.text
    assert "typed" not in caplog.text
