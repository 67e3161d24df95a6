"""An idea goes on as an innovation: its sender tells what it is, is warned before all may read it, and all may read it."""

from datetime import timedelta

from groundswell.foundation.kit import clock
from groundswell.ideas import services
from groundswell.innovations.policies import STEWARD
from groundswell.partnership.selectors import asker_for
from tests.factories.ideas import send_idea
from tests.factories.innovations import make_innovation
from tests.factories.partnership import give_role
from tests.factories.strategy import make_manager, make_priority
from tests.stories.people import NAME
from tests.stories.visitor import Visitor

PLAIN = "One list for each clinic, printed once and kept at the desk."
NEED = "Nine clinics print it twice, every day."
AGREED = "I have read this, and we still want everyone to see it"


def given_it_goes_to_a_panel(site):
    """Grace sent it with her account; Amina takes it to the panel."""
    idea = send_idea(site.programme, by=asker_for(site.grace, site.programme), title=NAME)
    on = clock.today() + timedelta(days=30)
    decision = services.Decision("selection", "We would like a panel to see it.", site.amina.pk, on)
    return services.decide(idea, decision, by=asker_for(site.amina, site.programme))


def test_an_idea_goes_on_as_an_innovation_that_everyone_may_read(someone, site, amina):
    idea = given_it_goes_to_a_panel(site)
    amina.opens(f"/triage/{idea.reference}/").reads("Its sender will be on the team.").presses("Begin its record")
    amina.is_on(NAME).reads("The record has begun. Only you and its team see it").reads(idea.reference)
    amina.reads("0 of 12 sections are done.")

    grace = someone(Visitor, signed_in=site.grace).opens(f"/ideas/{idea.reference}/")
    grace.reads("Your idea is an innovation now").follows("Read its record").presses("Go on with: What it is")
    grace.types("What it is, in plain words", PLAIN).picks("This section is done").presses("Save")
    grace.reads("1 of 12 sections are done.").follows("The need").types("Who needs it, and why?", NEED).presses("Save")
    grace.follows("What happened so far").reads("Grace Obi changed “The need”").reads("Amina Khan began this record")

    someone().opens(f"/innovations/{idea.reference}/").is_on("We cannot find that page")
    for part, first in (("What it is", True), ("The need", False)):
        grace.opens(f"/innovations/{idea.reference}/who-sees/").follows(f"Change who sees: {part}")
        grace.picks("Everyone").presses("Save").is_on("Before everyone sees it")
        if first:
            grace.presses("Show it to everyone").reads("Tick the box, or go back and keep it as it is")
        grace.picks(AGREED).presses("Show it to everyone").reads("Grace Obi agreed on")

    visitor = someone().opens("/innovations/").follows(NAME).is_on(NAME).reads(PLAIN).reads(NEED)
    visitor.reads_nothing_of("Grace Obi").reads_nothing_of("Money and rights")


def test_pages_of_a_record(someone, site):
    give_role(site.helen, site.programme, STEWARD)
    made = make_innovation(site.programme, team=[site.grace], keeper=site.helen, title=NAME)
    other = make_innovation(site.programme, team=[site.grace], keeper=site.helen, title="Quiet cards")
    grace, here = someone(Visitor, signed_in=site.grace), f"/innovations/{made.reference}/"
    for page in ("", "print/", "history/", "team/", "who-sees/", "change/kind/"):
        grace.opens(here + page)
    make_priority(site.programme, make_manager(site.programme), title="Less paper")
    grace.opens(f"{here}serves/").picks("Less paper").presses("Save").reads("Serves").follows("Less paper")
    grace.follows("Innovations that serve it").follows(NAME).is_on(NAME)
    grace.opens(f"{here}evidence/add/").presses("Save").reads("Enter a short name")
    grace.types("A short name for it", "Count of lists").types("What does it say?", "Nine a day.")
    grace.selects("What is it about?", "Everyday use").selects("How was it found?", "Not published")
    grace.picks("Fairly sure").presses("Save").reads("Count of lists").reads("Fairly sure.")
    grace.opens(f"{here}risks/add/").types("What could go wrong?", "It jams.").picks("Small")
    grace.types("What do you do about it?", "Keep a spare.").selects("Who looks at it again?", "Grace Obi")
    grace.types_day("By when?", clock.today()).presses("Save").reads("Keep a spare.")
    grace.opens("/today/").reads("Look at a risk again")
    grace.opens(f"{here}ties/add/").types("The reference of the other innovation", other.reference)
    grace.picks("builds on").presses("Save").reads("Quiet cards").presses("Follow it").reads("at most once a day")
    grace.opens(f"{here}team/name/").presses("Name them").reads("Enter their email address")
    grace.types("Their email address", "joe@example.org").types("Their name", "Joe Bell").presses("Name them")
    grace.reads("Joe Bell stands there now").presses("You may name me on the page").reads("Agreed to be named")
    grace.opens(here).presses("Let it rest").reads("Nobody works on it now")
    someone(Visitor, signed_in=site.helen).opens("/innovations/new/").presses("Begin the record").reads("Enter a short")


def test_the_lists_of_words_and_of_innovations(someone, site):
    make_innovation(site.programme, team=[site.grace], keeper=site.helen, title=NAME)
    someone().opens("/innovations/words/").reads("We compared it with its source on").opens("/innovations/?step=early")
    someone(Visitor, signed_in=site.grace).opens("/innovations/").follows(NAME)
