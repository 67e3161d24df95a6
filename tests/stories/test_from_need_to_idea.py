"""From what a service lacks to an idea for it: raised, voted on, put to everyone, answered, and joined with its like."""

from datetime import timedelta

from groundswell.foundation.kit import clock
from groundswell.ideas.models import Idea
from groundswell.needs.models import Challenge
from groundswell.needs.services import rounds_votes
from groundswell.needs.services.challenges import open_challenge
from groundswell.needs.services.needs import NeedWords
from groundswell.needs.states import RoleKey
from groundswell.partnership.models import Organisation
from groundswell.partnership.selectors import asker_for
from tests.factories.ideas import send_idea
from tests.factories.needs import (
    after_the_last_day,
    fresh,
    make_holder,
    make_sponsor,
    opened_round,
    published,
    stand_behind,
    votes_of,
)
from tests.factories.partnership import give_role, make_person
from tests.stories.later import letters_to, post_comes, ten_minutes_pass
from tests.stories.people import IDEA, NAME, Grace
from tests.stories.visitor import Visitor

LEN, NIA = "len@example.org", "nia@example.org"
QUESTION = "Who can free the printers?"
BOTH = "Len told us of the same thing, so I look at both together."
WORDS = NeedWords("Printers stand still", "Two lists are printed for every clinic.", good="One list")
LATER = NeedWords("The car park is full", "People come late.")


def a_round_has_closed(site, oli):
    """Two needs in the bank, scored by three community partners until the last day is over."""
    needs = [published(site.programme, manager=site.helen, raiser=oli, words=words) for words in (WORDS, LATER)]
    made = opened_round(site.programme, site.helen, needs, weights=(100,))
    for name in ("Cara", "Cem", "Cleo"):
        votes_of(made, make_holder(site.programme, RoleKey.COMMUNITY, f"{name} Community"), (5,), (1,))
    with after_the_last_day(made):
        rounds_votes.close_round(made, by=asker_for(site.helen, site.programme))
    return made.reference


def its_sponsor_says_yes_and_it_opens(site, eve):
    made = Challenge.objects.get()
    stand_behind(made, eve)
    open_challenge(fresh(made), by=asker_for(site.helen, site.programme))
    return f"/challenges/{made.reference}/"


def subjects(address):
    return [letter.subject.partition(":")[0] for letter in letters_to(address)]


def test_a_need_is_chosen_and_put_to_everyone_and_two_ideas_for_it_go_on_together(someone, site, amina):
    give_role(site.helen, site.programme, RoleKey.MANAGER)
    oli = make_holder(site.programme, RoleKey.SERVICE_OWNER, "Oli Owner", Organisation.objects.get())
    eve = make_sponsor(site.programme)
    nia = make_person("Nia Nurse", email=NIA)
    reference = a_round_has_closed(site, oli)

    helen = someone(Visitor, signed_in=site.helen).opens(f"/needs/rounds/{reference}/")
    helen.presses("Write down the decision").picks(f"2. {LATER.title}")
    helen.picks(f"1. {WORDS.title}").types("What was decided, and why?", "Both can begin this year.").presses("Save")
    helen.reads("Both can begin this year.").follows(WORDS.title).presses("Ask everyone about it")
    helen.types("The question, in a few words", QUESTION).types("How will you choose among the answers?", "Less paper.")
    helen.selects("Which executive stands behind it?", eve.name).types_day(
        "Which is its last day?", clock.today() + timedelta(days=30)
    )
    helen.presses("Save it").is_on(QUESTION).reads("Nobody else sees it before it opens")

    here = its_sponsor_says_yes_and_it_opens(site, eve)
    first = send_idea(site.programme, text=IDEA, title=NAME, email=LEN, share=True, challenge=here.split("/")[2])
    nurse = someone(Grace, signed_in=nia).opens(here).reads("Fewer than 5 ideas that you may read answer it.")
    nurse.presses("Share an idea for this").reads("Your idea is for this challenge:").presses("Start now")
    nurse.reads(QUESTION).when_she_writes_her_idea(f"{IDEA} It wastes paper.")
    nurse.is_on("We found 1 thing like your idea").reads("Your idea is for this challenge:").reads(NAME)
    nurse.picks("Send my idea as a new idea").presses("Continue").reads(QUESTION).when_she_sends_it()
    nurse.is_on("We have your idea").reads("For the challenge:").follows("Track your idea").reads(QUESTION)

    second = Idea.objects.get(sender=nia)
    amina.opens(f"/triage/{second.reference}/").reads(QUESTION).reads(WORDS.title)
    fields = amina.begins_an_answer("Join it: somebody else said the same")
    amina.types("Join it with which idea?", first.reference, fields)
    amina.types("Tell the sender that both go on together", BOTH, fields).presses("Save and stay")
    amina.reads("The two ideas are joined")
    ten_minutes_pass()
    post_comes()
    assert "Someone else sent the same idea" in subjects(LEN)
    nurse.opens(f"/ideas/{second.reference}/").reads(BOTH).reads("has both ideas, and tells you more by")
    assert "so we look at both together" in letters_to(NIA)[-1].body
    someone(Visitor, signed_in=oli).opens("/needs/").follows(WORDS.title).follows(QUESTION).reads("Closes on")
