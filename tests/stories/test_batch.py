"""A batch of ideas: one skipped, one put off, the rest sent at once, and all of it taken back in time."""

from datetime import timedelta

import pytest

from groundswell.foundation.kit import clock
from groundswell.ideas import services
from groundswell.ideas.models import Idea
from tests.factories.ideas import send_idea
from tests.factories.partnership import asker_of
from tests.stories.later import last_letter_to, letters_to, link_in, post_comes, ten_minutes_pass
from tests.stories.people import Amina, Grace

WORDS = "We print it once from Monday."
TITLES = ("Print the list once", "One chair with arms", "A screen with the time", "A named desk")

WITH_SCRIPTS = pytest.mark.parametrize("scripts", [True], ids=["scripts"])
WITHOUT_SCRIPTS = pytest.mark.parametrize("scripts", [False], ids=["without-scripts"])


@pytest.fixture
def four_ideas(site):
    """Four ideas that wait, each due a day after the one before."""
    for days, title in enumerate(TITLES, start=2):
        idea = send_idea(site.programme, title=title)
        Idea.objects.filter(pk=idea.pk).update(due_on=clock.today() + timedelta(days=days))


def states():
    return dict(Idea.objects.values_list("title", "state"))


def answers(amina, words=WORDS):
    fields = amina.begins_an_answer("Say what happens now")
    return amina.types("Your reply: what happens now", words, fields).presses("Save and next")


def test_a_batch_goes_at_once_and_comes_back_at_once(amina, four_ideas):
    amina.opens("/triage/").presses("Start a batch: up to 20 ideas, soonest due first")
    answers(amina.is_on(TITLES[0]).reads("Idea 1 of 4"))
    amina.is_on(TITLES[1]).presses("Skip")
    amina.is_on(TITLES[2]).unfolds("Put off until…")
    amina.types_day("Put off until", clock.today() + timedelta(days=2)).presses("Put it off")
    answers(amina.is_on(TITLES[3]), "You have a desk from Monday.")
    amina.is_on("Your batch").reads("2 ready to send, 1 skipped, 1 put off.").reads("Nothing of it is sent yet.")
    assert set(states().values()) == {"received"}

    amina.presses("Send 2 answers").reads("2 answers are on their way")
    assert states()[TITLES[0]] == states()[TITLES[3]] == "finding_out"
    amina.presses("Undo").reads("2 answers taken back").reads("2 ready to send, 1 skipped, 1 put off.")
    assert set(states().values()) == {"received", "read"}

    amina.presses("Send 2 answers").reads("2 answers are on their way")
    ten_minutes_pass()
    post_comes()
    replies = [letter for letter in letters_to("grace@example.org") if "has read your idea" in letter.subject]
    assert len(replies) == 2


@WITH_SCRIPTS
def test_ready_made_words_must_be_changed(amina, four_ideas, site):
    words = "Thank you. We are asking the ward.\n\n[Say what you ask]"
    admin = asker_of(site.helen, site.programme, "programme_admin")
    services.add_template(site.programme, outcome="reply", title="Asking the ward", words=words, by=admin)
    amina.opens("/triage/").presses("Start a batch: up to 20 ideas, soonest due first")
    amina.unfolds("Begin with ready-made words").selects("Ready-made words", "Say what happens now: Asking the ward")
    amina.presses("Put them in the box").holds(
        "Your reply: what happens now", words, amina.under("Say what happens now")
    )
    amina.picks("No", amina.page.get_by_role("group", name="Could this harm someone?")).presses("Save and next")
    amina.reads("Change these words into your own").reads("There is a problem")
    answers(amina, "Thank you. We are asking the ward.\n\nWe ask who prints it.").is_on(TITLES[1])


@WITHOUT_SCRIPTS
def test_not_now_for_several_on_a_phone(someone, site, four_ideas):
    amina = someone(Amina, signed_in=site.amina)
    amina.opens("/triage/")
    for title in TITLES[:2]:
        amina.picks(f"Tick: {title}")
    amina.selects("Do this", "Not now").presses_first("Go")
    amina.is_on("Not now, for 2 ideas").picks("No").selects(
        "What is the main reason?", "The service is about to change"
    )
    amina.types("Tell the senders why, in your own words", "The printers are replaced in March.")
    amina.presses("Answer all of them").reads("2 answers are on their way").presses("Undo").reads("2 ideas put back")


@WITH_SCRIPTS
def test_a_text_is_covered_and_shown_again_because_its_sender_asked(amina, dee, four_ideas, someone, site):
    amina.opens("/triage/").follows(TITLES[0]).presses("Take it")
    dee.opens("/triage/").follows(TITLES[0]).unfolds("Cover the text").picks("It may tell who a patient is")
    dee.presses("Cover it").reads("This text is covered, because it may tell who a patient is.")
    grace = someone(Grace).opens(link_in(last_letter_to("grace@example.org")))
    grace.reads("We have covered your text").unfolds("Ask to have my text shown")
    grace.types("Why should it be shown?", "Nobody is named in it.").presses("Ask to have it shown")
    grace.reads("Amina Khan looks at it again")
    amina.opens("/today/").reads("A sender asks to have a covered text shown")
    amina.opens("/triage/").follows(TITLES[0]).reads("Nobody is named in it.")
    amina.types("Your answer about the text", "You are right.").presses("Show the text").reads(
        "Your answer has been sent"
    )


@WITH_SCRIPTS
def test_a_note_names_a_colleague(amina, dee, four_ideas):
    amina.opens("/triage/").follows(TITLES[0]).unfolds("Write a note for the team")
    amina.types("A note for the team", "@Dee do you know the ward?").presses("Keep this note")
    amina.reads("Your note is kept. We tell Dee Duty.")
    dee.opens("/triage/").follows(TITLES[0]).reads("@Dee do you know the ward?")
