"""The app on a telephone that shows sign-in codes."""

import time

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value

FIRST, NEXT = "What code does the app show?", "What code does your app show?"


class App:
    """Set up by a person at the page that shows its key; keeps that, and the recovery codes of the page after."""

    def __init__(self, person):
        person.is_on("Set up your second step")
        self.key = person.page.locator(".app-key").inner_text().replace(" ", "")
        person.types(FIRST, self.code()).presses("Continue").is_on("Your recovery codes")
        self.recovery = person.page.locator(".app-key").all_inner_texts()
        person.presses("I have kept them, continue")

    def code(self, later=0):
        """What it shows; `later`: half minutes from now, as a code works once."""
        return format_hotp_value(hotp_value(self.key, int(time.time()) // 30 + later))
