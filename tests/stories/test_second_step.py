"""The second step at sign-in, on a telephone: with an app, with a recovery code, with a passkey."""

import pytest

from tests.stories.app import NEXT, App
from tests.stories.later import post_comes
from tests.stories.people import Answerer
from tests.stories.test_signing_in import asks_for_a_code, types_the_code


class Amina(Answerer):
    """The programme manager."""

    def given_she_signed_in(self, going_to="/triage/"):
        post_comes()  # so that the code is the last letter
        self.opens(going_to)
        asks_for_a_code(self, "amina@example.org")
        return types_the_code(self, "amina@example.org")


@pytest.fixture
def amina(someone):
    return someone(Amina)


def test_amina_sets_up_an_app_and_comes_where_she_wanted(amina):
    app = App(amina.given_she_signed_in())
    amina.is_on("Ideas to sort")
    amina.presses("Sign out").given_she_signed_in().is_on(NEXT)
    amina.types(NEXT, "000000").presses("Continue").reads("That did not work")
    amina.types(NEXT, app.code(later=1)).presses("Continue").is_on("Ideas to sort")


def test_amina_has_lost_her_phone(amina):
    app = App(amina.given_she_signed_in())
    amina.presses("Sign out").given_she_signed_in("/today/").follows("One more step before you can answer ideas")
    amina.follows("I lost my phone or my key").reads("Helen Marsh, Administrator").follows("Type a recovery code")
    amina.types(NEXT, app.recovery[0]).presses("Continue").opens("/sign-in/second-step/devices/")
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
