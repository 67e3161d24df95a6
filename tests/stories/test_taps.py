"""How many taps an idea costs. Each tap that puts the cursor into a field counts too."""

from tests.stories.people import Grace


def test_from_the_poster_an_idea_costs_five_taps(grace):
    grace.given_she_sent_an_idea()
    assert grace.taps == 5


def test_from_the_home_page_an_idea_costs_seven_taps(grace):
    grace.opens("/").presses("Share an idea", grace.main).presses("Start now")
    grace.when_she_writes_her_idea().when_she_says_how_to_reply().when_she_sends_it().is_on("We have your idea")
    assert grace.taps == 7


def test_signed_in_an_idea_costs_three_taps(someone, site):
    grace = someone(Grace, signed_in=site.grace).given_she_stands_before_the_poster()
    grace.when_she_writes_her_idea().when_she_sends_it().is_on("We have your idea")
    assert grace.taps == 3
