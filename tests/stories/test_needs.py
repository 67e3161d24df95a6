"""A need is raised, published, voted on, and put to everyone with an executive behind it."""

from groundswell.needs.models import Need, Round
from groundswell.needs.services.needs import NeedWords
from groundswell.needs.states import RoleKey
from tests.factories.needs import (
    make_challenge,
    make_holder,
    make_manager,
    make_sponsor,
    make_theme,
    opened_round,
    published,
)
from tests.factories.partnership import give_role
from tests.stories.visitor import Visitor

NEED = "People wait for a scan"


def test_a_need_is_raised_published_and_read_by_everyone(someone, site):
    give_role(site.helen, site.programme, RoleKey.MANAGER)
    make_theme(site.programme, manager=site.helen)
    grace = someone(Visitor, signed_in=site.grace).opens("/needs/").presses("Say what you need")
    grace.presses("Send it").reads("Enter what the problem is")
    grace.types("What is the problem?", "They hear nothing for weeks.").types("Give it a short name", NEED)
    grace.types("Who is affected?", "Everyone who waits").presses("Send it").is_on(NEED).reads("Raised")
    reference = Need.objects.get().reference
    someone().opens(f"/needs/{reference}/").is_on("We cannot find that page")

    helen = (
        someone(Visitor, signed_in=site.helen)
        .opens("/today/")
        .reads("Grace Obi raised this need")
        .opens(f"/needs/{reference}/check/")
    )
    helen.picks("Put it into the needs bank").selects("Theme", "Shorter waits").presses("Save").reads(
        "In the needs bank"
    )
    someone().opens("/needs/").follows(NEED).is_on(NEED).reads("They hear nothing for weeks.").reads_nothing_of(
        "Grace Obi"
    )


def test_a_community_partner_votes_and_a_challenge_opens_with_an_executive_behind_it(someone, site):
    give_role(site.helen, site.programme, RoleKey.MANAGER)
    cara = make_holder(site.programme, RoleKey.COMMUNITY, "Cara Community")
    eve = make_sponsor(site.programme)
    opener = make_manager(site.programme)
    needs = [published(site.programme, words=NeedWords(title, "Lacking.")) for title in ("Falls", "Sleep")]
    opened_round(site.programme, opener, needs, weights=(100,))
    voter = (
        someone(Visitor, signed_in=cara)
        .opens("/today/")
        .reads("Spring 2027")
        .opens(f"/needs/rounds/{Round.objects.get().reference}/vote/")
        .is_on("What comes first?")
    )
    voter.reads("You have scored 0 of 2 needs.").presses("Go on with: Falls").picks("5, very much")
    voter.presses("Save my vote").presses("Go on with: Sleep").picks("0, not at all").presses("Save my vote")
    voter.reads("so your vote counts")
    someone().opens(f"/needs/rounds/{Round.objects.get().reference}/").reads("Weight 100")

    made = make_challenge(site.programme, opener)
    here = f"/challenges/{made.reference}/"
    manager = someone(Visitor, signed_in=opener).opens(here).follows("Ask someone to sponsor it")
    manager.presses("Ask them").reads("Select a person").selects("Which executive should stand behind it?", eve.name)
    manager.presses("Ask them").reads("They are asked").reads("Do not ask them any longer")
    someone(Visitor, signed_in=eve).opens(here).presses("Say yes or no").presses("Yes, I sponsor it").reads(
        "You sponsor it now"
    )
    someone(Visitor, signed_in=site.helen).opens(here).presses("Open it for everyone").reads("Everyone can read it")
    visitor = someone().opens("/challenges/").follows(made.title).reads("How we will choose").follows("Print it")
    visitor.opens(here).presses("Share an idea for this").is_on("Share an idea")
