"""A promise that was missed, passed on, and told: to the person who waits, to who is in charge, and to everyone."""

from datetime import date

import pytest

from groundswell.ideas import policies, services
from tests.factories.partnership import give_role, make_person
from tests.stories.later import last_letter_to, letters_to, link_in, ten_minutes_pass
from tests.stories.people import GRACE, NAME, Answerer

MONDAY, TUESDAY = date(2026, 11, 30), date(2026, 12, 8)  # the reply was promised for 7 December
LATE = "We said Monday 7 December. We are late. Priya Shah, who leads the team, now has it too."
SORRY = "I am sorry that you waited. I am asking the clinic today."


@pytest.fixture
def priya(someone, site):
    person = make_person("Priya Shah", email="priya@example.org")
    give_role(person, site.programme, policies.LEAD)
    return lambda: someone(Answerer, signed_in=person)


def test_a_promise_missed_is_passed_on_and_told(grace, priya, dee, settings):
    settings.AS_OF = MONDAY
    grace.given_she_sent_an_idea()

    settings.AS_OF = TUESDAY
    services.keep_promises()
    letter = last_letter_to(GRACE)
    assert f"{LATE} New date: Friday 11 December." in letter.body.replace("\n", " ")
    grace.opens(link_in(letter)).reads(LATE).reads("Dee Duty has it now. New date: Friday 11 December.")
    grace.opens("/promises/").reads(
        "Too few first replies were due in the last 12 weeks to tell how many came on time."
    )

    dee.opens("/triage/").reads("1 day late").reads("New date: Friday 11 December")
    dee.reads("Priya Shah, who leads the team, now has it too.")

    lead = priya()
    lead.opens("/today/").reads("Dee Duty has it and is late. You have it too")
    lead.opens(link_in(letters_to("priya@example.org")[-1])).is_on(NAME).presses("Take it")
    lead.when_saying_what_happens_now(SORRY)
    ten_minutes_pass()
    grace.when_she_opens_the_link_in_her_mail().reads(SORRY).reads_nothing_of("We are late")
