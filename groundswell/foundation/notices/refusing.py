"""Telling a refusal for good from trouble that passes."""

from __future__ import annotations

import re
from smtplib import SMTPRecipientsRefused

FOR_GOOD = range(550, 560)
ABOUT_US = re.compile(r"5\.[57]\.\d")  # the server minds how we speak or who we are, not the address


def refuses_for_good(error: Exception) -> bool:
    """Whether a mail server said that this address takes no mail, now or later.

    A wait (4xx), a login that it asks of us, or a rule about who may send is trouble that passes.
    """
    if not isinstance(error, SMTPRecipientsRefused) or not error.recipients:
        return False
    return all(_is_about_the_address(code, answer) for code, answer in error.recipients.values())


def _is_about_the_address(code: int, answer: bytes | str) -> bool:
    said = answer.decode("ascii", "replace") if isinstance(answer, bytes) else answer
    return code in FOR_GOOD and not ABOUT_US.match(said.strip())
