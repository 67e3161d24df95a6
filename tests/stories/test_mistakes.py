"""Nothing that was typed is lost: mistakes, patient numbers, and a colleague who was faster."""

from tests.stories.people import IDEA

BOX = "What is your idea, or the problem you see?"


def has_a_problem(person, words):
    person.reads("There is a problem").reads(words)
    assert person.page.title().startswith("Error: ")
    return person


def test_an_empty_idea_is_asked_for_again(grace):
    grace.given_she_stands_before_the_poster().presses("Continue")
    has_a_problem(grace, "Enter your idea, even a few words").when_she_writes_her_idea().is_on("Three ways to send it")


def test_a_patient_number_is_questioned_and_the_text_kept(grace):
    text = f"{IDEA} It was bed 943 476 5919."
    grace.given_she_stands_before_the_poster().when_she_writes_her_idea(text)
    has_a_problem(grace, "This looks like patient information: 943 476 5919.").holds(BOX, text)
    grace.picks("It is not about a patient").presses("Continue").is_on("Three ways to send it")


def test_too_many_words_are_kept_and_counted(grace):
    text = "word " * 301
    grace.given_she_stands_before_the_poster().when_she_writes_her_idea(text.strip())
    has_a_problem(grace, "Use 300 words or fewer. You have used 301.").holds(BOX, text.strip())


def test_a_wrong_address_keeps_the_idea_and_the_address(grace):
    grace.given_she_stands_before_the_poster().when_she_writes_her_idea()
    grace.types("Where would it help?", "Ward 4").when_she_says_how_to_reply("grace.example.org")
    has_a_problem(grace, "Enter an email address, like name@example.nhs.uk")
    grace.holds("Your email address", "grace.example.org").holds("Where would it help?", "Ward 4")
    grace.when_she_says_how_to_reply().is_on("Check your idea, then send it").reads(IDEA).reads("Ward 4")


def test_going_back_keeps_the_idea(grace):
    grace.given_she_stands_before_the_poster().when_she_writes_her_idea().presses("Back").holds(BOX, IDEA)


def test_an_answer_with_mistakes_keeps_every_word(grace, amina):
    grace.given_she_sent_an_idea()
    fields = amina.when_opening_the_idea().begins_an_answer("Quick fix: someone can just do this")
    amina.types("Who could just do this?", "Nobody Known", fields)
    amina.types("Tell the sender what will be done", "We switch the printer off.", fields).presses("Save and stay")
    has_a_problem(amina, "We do not know this person. Enter their name and email").reads("Enter a date")
    fields = amina.under("Quick fix: someone can just do this")
    amina.holds("Who could just do this?", "Nobody Known", fields)
    amina.holds("Tell the sender what will be done", "We switch the printer off.", fields)


def test_a_colleague_who_was_faster_costs_no_words(grace, amina, dee):
    grace.given_she_sent_an_idea()
    amina.when_opening_the_idea()
    dee.when_opening_the_idea().when_asking("How many clinics is that?")
    amina.when_saying_not_now("The service is about to change", "The booking system changes in March.")
    amina.is_on("Someone else changed this idea while you had it open")
    amina.reads("How many clinics is that?").reads("The booking system changes in March.")


def test_a_colleague_who_replied_first_costs_no_words(grace, amina, dee):
    grace.given_she_sent_an_idea()
    amina.when_opening_the_idea()
    dee.when_opening_the_idea().when_saying_what_happens_now("I ring the clinic today.")
    amina.when_saying_what_happens_now("I ask the manager on Friday.")
    amina.is_on("Someone else changed this idea while you had it open")
    amina.reads("I ring the clinic today.").reads("I ask the manager on Friday.")
