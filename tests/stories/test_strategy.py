"""The strategy is written and read: vision, objective, priority with its money, a case for change, who works beside."""

from groundswell.foundation.kit import clock
from groundswell.needs.states import RoleKey
from tests.factories.partnership import give_role
from tests.stories.visitor import Visitor

VISION = "Anyone who works here or is cared for here can make care better."
CASE = {
    "How are things today?": "We print each list twice.",
    "Why must they change?": "It takes an hour a day.",
    "What could be instead?": "One list, on one screen.",
    "How do we know?": "We counted for two weeks.",
    "What does it cost to change nothing?": "An hour a day, in nine clinics.",
}


def who(site):
    """How Helen stands in a list of people."""
    return ", ".join(filter(None, [site.helen.name, site.helen.job_title]))


def given_helen_writes_the_strategy(site):
    give_role(site.helen, site.programme, RoleKey.MANAGER)


def test_the_strategy_from_the_first_word_to_money_and_back_to_everyone(someone, site):
    given_helen_writes_the_strategy(site)
    helen = someone(Visitor, signed_in=site.helen).opens("/strategy/").reads("No vision is published yet.")
    helen.follows("Write the next version").presses("Save").reads("Write what you want to be")
    helen.types("What do we want to be?", VISION).selects("Who looks at it again each year?", who(site))
    helen.presses("Save").follows("Go on with it, or publish it").presses("Publish version 1")
    helen.reads("This is our vision from now on").presses("It is still right").reads("looks at it again by")

    helen.opens("/strategy/all/objectives/add/").presses("Save").reads("Enter a short name")
    helen.types("What do we want to reach?", "Fewer lists").types("Say more, in plain words", "One list a clinic.")
    helen.selects("Who answers for it?", who(site)).picks("The board looks at this objective").presses("Save")
    helen.presses("Publish it Fewer lists").reads("Published by Helen")

    helen.presses("Add a priority").types("What comes first?", "One clinic list")
    helen.types("Say more, in plain words", "Printed once.").selects("Which objective does it serve?", "Fewer lists")
    helen.selects("Who answers for it?", who(site))
    helen.types("How much money is set aside, in pounds?", "50,000").presses("Save").is_on("One clinic list")
    helen.presses("Publish it One clinic list").presses("Promise money").types("What is it for?", "Screens")
    helen.types("How much, in pounds?", "60,000").presses("Save").reads("This is more than the budget has left.")
    helen.holds("How much, in pounds?", "60,000").types("How much, in pounds?", "20,000").presses("Save")
    helen.reads("Screens: £20,000").follows("Say what became of it Screens").picks("Spent")
    helen.presses("Save").opens("/strategy/board/").reads("£30,000 of £50,000 is left.")
    helen.opens("/strategy/gaps/").follows("Priorities that no need speaks for").reads("One clinic list")
    helen.opens("/strategy/gaps/").follows("What our innovations serve").reads("One clinic list")
    helen.follows("Innovations that serve no priority").reads("None. All is fine here.")

    visitor = someone().opens("/strategy/").reads(VISION).follows("One clinic list").is_on("One clinic list")
    visitor.reads("It serves this objective: Fewer lists.").reads_nothing_of("£20,000")


def test_pages_beside_the_strategy(someone, site):
    given_helen_writes_the_strategy(site)
    helen = someone(Visitor, signed_in=site.helen).opens("/strategy/cases/write/")
    helen.types("What is to change?", "One list").presses("Save").reads("Still empty:").follows("Change its words")
    for question, answer in CASE.items():
        helen.types(question, answer)
    helen.presses("Save").follows("Add a source").types("What does it rest on?", "Our count").presses("Save")
    helen.presses("Publish version 1").reads("Everyone can read it now").presses("Write the next version")

    helen.opens("/strategy/all/timeline/add/").types_day("When was it, or when will it be?", clock.today())
    helen.types("What happened, or will?", "The first fellows begin").presses("Save")
    helen.presses("Publish it The first fellows begin")
    helen.opens("/strategy/all/programmes/add/").types("What is it called?", "Outpatients").presses("Save")
    helen.presses("Save the day").reads("We last spoke on").presses("Publish it Outpatients")
    helen.opens("/strategy/all/priorities/add/").types("What comes first?", "One list")
    helen.selects("Who answers for it?", who(site)).presses("Save").follows("Priorities and programmes")
    helen.follows("Say it One list, Outpatients").types("How do the two fit together?", "They print").presses("Save")
    helen.reads("They print").opens("/strategy/all/priorities/").opens("/strategy/programmes/")

    visitor = someone().opens("/strategy/cases/").follows("One list").reads("Our count").follows("Print it")
    visitor.reads("It takes an hour a day.").opens("/timeline/").reads("The first fellows begin")
