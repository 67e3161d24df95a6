"""A computer on a ward, and the next person who sits down at it."""

from tests.stories.people import IDEA, Grace

BOX = "What is your idea, or the problem you see?"


def test_after_signing_out_the_next_person_sees_nothing(someone, site):
    grace = someone(Grace, signed_in=site.grace).given_she_stands_before_the_poster()
    grace.when_she_writes_her_idea().opens("/ideas/").reads("Not sent yet")
    grace.opens("/ideas/new/idea/").types(BOX, "Half a thought about the rota").presses("Sign out")
    nurse = grace.reads("You are signed out. The next person cannot see your pages.")
    for _steps in range(3):
        nurse.goes_back().reads_nothing_of(IDEA).reads_nothing_of("Half a thought").reads_nothing_of("Grace Obi")
    for address in ("/ideas/", "/today/", "/ideas/new/check/"):
        nurse.opens(address).reads_nothing_of(IDEA).reads_nothing_of("Grace Obi")
    nurse.given_she_stands_before_the_poster().holds(BOX, "")


def test_after_sending_signed_out_the_next_person_cannot_read_the_idea(grace):
    nurse = grace.given_she_sent_an_idea()
    for _steps in range(3):
        nurse.goes_back().reads_nothing_of(IDEA).reads_nothing_of("grace@example.org")
    for address in ("/ideas/new/check/", "/ideas/new/about-you/", "/ideas/new/sent/"):
        nurse.opens(address).reads_nothing_of(IDEA).reads_nothing_of("grace@example.org")
    nurse.given_she_stands_before_the_poster().holds(BOX, "")


def goes_back_to_empty_boxes(nurse):
    for _steps in range(3):
        nurse.goes_back()
        assert [words for words in nurse.boxes() if words] == []


def test_going_back_after_sending_finds_empty_boxes(grace):
    goes_back_to_empty_boxes(grace.given_she_sent_an_idea())


def test_going_back_after_changing_an_answer_and_sending_finds_empty_boxes(grace):
    grace.given_she_stands_before_the_poster().when_she_writes_her_idea().when_she_says_how_to_reply()
    grace.follows("Change the short name").types("What is a short name for your idea?", "One clinic list")
    goes_back_to_empty_boxes(grace.presses("Continue").when_she_sends_it().is_on("We have your idea"))


def test_going_back_after_signing_out_finds_empty_boxes(someone, site):
    grace = someone(Grace, signed_in=site.grace).given_she_stands_before_the_poster()
    grace.types(BOX, "Half a thought about the rota").presses("Sign out")
    goes_back_to_empty_boxes(grace.reads("You are signed out. The next person cannot see your pages."))


def test_going_back_after_signing_out_finds_no_answer_of_the_team(grace, amina):
    grace.given_she_sent_an_idea()
    fields = amina.when_opening_the_idea().begins_an_answer("Say what happens now")
    amina.types("Your reply: what happens now", "Half a thought about outpatients", fields).presses("Sign out")
    goes_back_to_empty_boxes(amina.reads("You are signed out. The next person cannot see your pages."))
