"""Anyone asks the programme something; a person answers by a date, and a sponsor says yes."""

from groundswell.partnership.models import Enquiry, Sponsorship
from groundswell.partnership.selectors import asker_for
from groundswell.partnership.services import sponsorships
from tests.factories.innovations import make_innovation
from tests.factories.partnership import give_role, make_organisation, make_service
from tests.stories.visitor import Visitor

ASKED = "Who can tell me more about the walking group?"
ABOUT = ("how-we-work", "help", "accessibility", "privacy", "cookies", "site-map", "partners")


def test_a_question_is_asked_and_answered(someone, site, amina):
    visitor = someone().opens("/contact/").presses("Send my question").reads("Enter your question, even a few words")
    visitor.types("What would you like to ask or tell us?", ASKED).types("Your name", "Len Park")
    visitor.types("Your email address", "len@example.org").presses("Send my question").is_on("Your question")
    visitor.reads("has it, and writes back by")
    amina.opens("/questions/").follows(ASKED).presses("Take it").reads("You have it now")
    amina.presses("Send the answer").reads("Enter your answer")
    amina.types("Your answer", "Kim runs it, and rings you on Friday.").presses("Send the answer")
    amina.reads("Your answer is on its way").opens("/questions/?show=done").follows(ASKED).reads("Kim runs it")
    visitor.opens(visitor.page.url).reads("Amina Khan wrote back on").reads("Kim runs it, and rings you on Friday.")
    assert Enquiry.objects.get().state == "answered"


def test_pages_about_the_site_and_of_sponsoring(someone, site):
    make_service(make_organisation(site.programme, "Kettle and Chat"))
    visitor = someone()
    for address in ABOUT:
        visitor.opens(f"/{address}/")
    visitor.follows("Kettle and Chat").reads("Partner since 1 January 2018.")
    for kind in ("sponsor", "programme_admin"):
        give_role(site.grace, site.programme, kind)
    made = make_innovation(site.programme, keeper=site.helen, title="One clinic list")
    give_role(site.helen, site.programme, "innovations.steward")
    asked = sponsorships.ask_sponsor(
        site.programme, "innovations.innovation", made.pk, to=site.grace.pk, by=asker_for(site.helen, site.programme)
    )
    grace = someone(Visitor, signed_in=site.grace).opens("/today/").reads("Helen")
    grace.opens(f"/sponsoring/{asked.pk}/").presses("Yes, I sponsor it").reads("Thank you. You sponsor it now")
    grace.opens("/sponsoring/").opens("/settings/headcounts/paste/").presses("Take these lines")
    grace.opens("/settings/small-numbers/").types("Which is the smallest number of people that we show?", "2")
    grace.presses("Save").reads("Enter a number from 3 to 20").opens("/settings/headcounts/paste/")
    grace.presses("Take these lines").reads("Paste at least one line").opens("/settings/headcounts/add/").opens(
        "/settings/headcounts/"
    )
    assert Sponsorship.objects.get().state == "accepted"
