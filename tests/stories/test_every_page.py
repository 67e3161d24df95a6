"""Each page once in each state that the stories do not come by: for visitors, staff, the team and administrators."""

import pytest

from groundswell.partnership.models import DutyTurn, Role
from tests.stories.people import Grace, in_working_days
from tests.stories.visitor import Visitor


def test_pages_for_everyone(grace, settings):
    settings.DEMO = True
    for address in (
        "/",
        "/menu/",
        "/ideas/new/",
        "/team/",
        "/promises/",
        "/t/",
        "/sign-in/",
        "/cast/",
        "/outbox/",
        "/nowhere/",
    ):
        grace.opens(address)
    grace.opens("/t/").presses("Send me the link again").reads("Enter your reference")
    grace.types("Your reference", "BLUE HERON 42").presses("Send me the link again").is_on("Look in your email")
    grace.opens("/sign-in/").presses("Send me a code").reads("Enter your e-mail address")
    grace.opens("/t/BLUE-HERON-42/wrong/").is_on("We cannot find that page")


def test_changing_an_answer_before_sending(grace):
    grace.given_she_stands_before_the_poster().when_she_writes_her_idea().when_she_says_how_to_reply()
    grace.follows("Change the short name").types("What is a short name for your idea?", "").presses("Continue")
    grace.reads("Enter a short name").types("What is a short name for your idea?", "One clinic list")
    grace.presses("Continue").reads("One clinic list")
    grace.follows("Change what kind of idea it is").picks("A way round a problem that we already use")
    grace.presses("Continue").reads("A way round a problem that we already use")
    grace.follows("Change where it would help").types("Where would it help?", "Ward 4").presses("Continue")
    grace.reads("Ward 4").follows("Change how we reply").is_on("Three ways to send it")
    grace.opens("/ideas/new/check/").follows("Change your idea").presses("Continue").is_on("Check your idea")


def test_pages_of_her_own(someone, site):
    grace = someone(Grace, signed_in=site.grace)
    for address in ("/", "/menu/", "/today/", "/ideas/", "/triage/"):
        grace.opens(address)
    grace.given_she_stands_before_the_poster().when_she_writes_her_idea()
    grace.opens("/ideas/").reads("Not sent yet").presses_first("Carry on").when_she_sends_it().follows(
        "Track your idea"
    )
    grace.unfolds("Ask Dee a question").types("Your question", "").presses("Send my question").reads(
        "Enter a few words"
    )
    grace.types("Your question", "Is Tuesday too late?").presses("Send my question").reads("Is Tuesday too late?")
    grace.unfolds("Take my idea back").presses("Take my idea back").reads("You have taken your idea back")
    grace.opens("/ideas/").reads("You took it back")


def test_pages_of_the_team(grace, amina):
    for address in ("/today/", "/today/ideas-to-answer/", "/triage/", "/triage/?show=late", "/team/", "/away/"):
        amina.opens(address)
    grace.given_she_sent_an_idea()
    for address in ("/today/", "/triage/"):
        amina.opens(address)
    amina.selects("Do this", "Give to me").presses_first("Go").reads("Tick the ideas that you mean")
    amina.ticks_first().selects("Do this", "Give to me").presses_first("Go").reads("You took 1 idea").presses(
        "Undo"
    ).reads("1 idea put back")
    amina.when_opening_the_idea().presses("Save and stay").reads("Select what happens now")
    amina.presses("Take it").reads("You took this idea").unfolds("Give to someone else").selects(
        "Give to", "Dee Duty"
    ).presses("Give").reads("Given to Dee Duty")


def test_stopping_the_clock_and_starting_it_again(grace, amina):
    grace.given_she_sent_an_idea()
    amina.when_opening_the_idea().presses("Take it").unfolds("Stop the clock for a while").presses("Stop the clock")
    amina.reads("Say why it has to wait").picks("We wait for someone outside")
    amina.types_day("Last day of the pause", in_working_days(5)).presses("Stop the clock")
    amina.reads("because we wait for someone outside")
    grace.when_she_opens_the_link_in_her_mail().reads("because we wait for someone outside")
    amina.presses("Start the clock again").reads_nothing_of("because we wait for someone outside")


def test_saying_who_is_away(someone, site):
    helen = someone(Visitor, signed_in=site.helen).opens("/away/add/")
    helen.selects("Who is away?", "Dee Duty").selects("Who covers?", "Amina Khan")
    helen.types_day("First day away", in_working_days(1)).types_day("Last day away", in_working_days(3))
    helen.presses("Save").reads("We know who is away, and who covers").reads("Dee Duty")
    helen.follows("Set last day of the absence of Dee Duty").is_on("When is the last day away?")


@pytest.mark.parametrize("address", ["/settings/people/give/", "/settings/duty/add/", "/away/add/"])
def test_forms_of_administrators(someone, site, address):
    helen = someone(Visitor, signed_in=site.helen).opens(address)
    helen.main.locator("button[type=submit]").click()
    helen.reads("There is a problem")
    helen._looks()


def test_lists_of_administrators(someone, site):
    DutyTurn.objects.create(programme=site.programme, person=site.dee, since="2026-01-05")
    helen = someone(Visitor, signed_in=site.helen)
    role, turn = Role.objects.first(), DutyTurn.objects.get()
    for address in (
        "/settings/people/",
        "/settings/duty/",
        f"/settings/people/{role.pk}/end/",
        "/settings/people/?name=q",
        f"/settings/people/{site.amina.pk}/second-step/",
        "/sign-in/second-step/lost/",
        "/sign-in/second-step/set-up/",
    ):
        helen.opens(address)
    helen.opens(f"/settings/duty/{turn.pk}/end/")
    helen.opens("/sign-in/second-step/code/").presses("Send me a code").is_on("What is the code in the e-mail?")


def test_pages_that_refuse(someone, site, grace):
    joe = someone(Visitor, signed_in=site.joe)
    joe.opens("/settings/people/").opens("/triage/").opens("/ideas/RED-HERRING-11/")


def test_the_queue_fits_a_small_phone_with_long_names(grace, amina, site):
    site.dee.job_title = "Innovation champion, Southend Hospital"
    site.dee.save()
    grace.given_she_sent_an_idea()
    amina.opens("/triage/")
