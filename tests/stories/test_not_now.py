"""A no with a reason, a second look by someone else, and an answer that was taken back in time."""

from tests.stories.later import last_letter_to, letters_to, post_comes, ten_minutes_pass
from tests.stories.people import GRACE, NAME, promise

NO = "The booking system changes in March. We talked to the outpatients manager about it."
PLEASE = "The booking system has changed already, two weeks ago."
CHANGING = "The service is about to change"


def test_not_now_comes_with_a_reason_and_another_person_looks_again(grace, amina, dee):
    grace.given_she_sent_an_idea()
    amina.when_opening_the_idea().when_saying_not_now(CHANGING, NO)
    ten_minutes_pass()

    grace.when_she_opens_the_link_in_her_mail().reads(NO).reads("Amina Khan").reads("decided not to try this now, on")
    grace.reads(f"You can ask another person to look again, until {promise(20)}.")
    grace.when_she_asks_for_a_second_look(PLEASE).reads("Someone else will look at your idea again.")
    grace.reads("Dee Duty").reads(f"will tell you if we can try this by {promise(20)}")

    assert "look at an idea again" in last_letter_to("dee@example.org").subject
    amina.when_opening_the_idea().reads(PLEASE)
    amina.reads("You decided this the first time, so someone else must look again")
    dee.when_opening_the_idea().reads(PLEASE)
    dee.when_giving_it_as_a_quick_fix("Joe Bell joe@example.org", "You are right. Joe can do this now.")
    ten_minutes_pass()
    grace.when_she_opens_the_link_in_her_mail().reads("You are right. Joe can do this now.").reads("Joe Bell")


def test_an_answer_taken_back_is_never_mailed(grace, amina):
    grace.given_she_sent_an_idea()
    amina.when_opening_the_idea().when_saying_not_now(CHANGING, NO).reads("Your answer is ready to go")
    post_comes()
    assert [letter.subject.partition(":")[0] for letter in letters_to(GRACE)] == ["We have your idea"]
    amina.when_taking_it_back().reads("Taken back. Nothing was sent")
    ten_minutes_pass()
    grace.when_she_opens_the_link_in_her_mail().is_on(NAME).reads_nothing_of(NO)
    assert [letter.subject.partition(":")[0] for letter in letters_to(GRACE)] == ["We have your idea"]
