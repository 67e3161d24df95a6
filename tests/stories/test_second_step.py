"""The second step at sign-in, on a telephone: with an app, with a recovery code, with a passkey."""

import time

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value

from tests.stories.later import post_comes
from tests.stories.people import Answerer
from tests.stories.test_signing_in import asks_for_a_code, types_the_code

FIRST, NEXT = "What code does the app show?", "What code does your app show?"


class Amina(Answerer):
    """The programme manager, with an app on her telephone that was given `key`."""

    key = ""

    def given_she_signed_in(self, going_to="/triage/"):
        post_comes()  # so that the code is the last letter
        self.opens(going_to)
        asks_for_a_code(self, "amina@example.org")
        return types_the_code(self, "amina@example.org")

    def when_she_gives_the_key_to_her_app(self):
        self.key = self.page.locator(".app-key").inner_text().replace(" ", "")
        return self

    def code(self, later=0):
        return format_hotp_value(hotp_value(self.key, int(time.time()) // 30 + later))

    def when_she_sets_up_her_app(self):
        self.is_on("Set up your second step").when_she_gives_the_key_to_her_app()
        self.types(FIRST, self.code()).presses("Continue").is_on("Your recovery codes")
        self.recovery = self.page.locator(".app-key").all_inner_texts()
        return self.presses("I have kept them, continue")


@pytest.fixture
def amina(someone):
    return someone(Amina)


def test_amina_sets_up_an_app_and_comes_where_she_wanted(amina):
    amina.given_she_signed_in().when_she_sets_up_her_app().is_on("Ideas to sort")
    amina.presses("Sign out").given_she_signed_in().is_on(NEXT)
    amina.types(NEXT, "000000").presses("Continue").reads("That did not work")
    amina.types(NEXT, amina.code(later=1)).presses("Continue").is_on("Ideas to sort")


def test_amina_has_lost_her_phone(amina):
    amina.given_she_signed_in().when_she_sets_up_her_app()
    amina.presses("Sign out").given_she_signed_in("/today/").follows("One more step before you can answer ideas")
    amina.follows("I lost my phone or my key").reads("Helen Marsh, Administrator").follows("Type a recovery code")
    amina.types(NEXT, amina.recovery[0]).presses("Continue").opens("/sign-in/second-step/devices/")
    amina.reads("You have 9 recovery codes that were not used.")
    amina.presses_first("Take it away").is_on("Set up your second step")


@pytest.mark.parametrize("scripts", [True], ids=["scripts"])
def test_amina_uses_a_passkey(amina):
    phone = amina.page.context.new_cdp_session(amina.page)
    phone.send("WebAuthn.enable")
    key = {"protocol": "ctap2", "transport": "internal", "hasUserVerification": True, "isUserVerified": True}
    phone.send("WebAuthn.addVirtualAuthenticator", {"options": key | {"automaticPresenceSimulation": True}})
    amina.given_she_signed_in().is_on("Set up your second step").presses("Add a passkey").is_on("Your recovery codes")
    amina.presses("I have kept them, continue").is_on("Ideas to sort")
    amina.presses("Sign out").given_she_signed_in().is_on(NEXT)
    amina.presses("Use a passkey").is_on("Ideas to sort")
