"""A nurse finds that somebody said it already; two ideas go on together, and one is taken out again."""

from tests.factories.ideas import send_idea
from tests.stories.later import letters_to, post_comes, ten_minutes_pass
from tests.stories.people import GRACE, IDEA, NAME, Grace

LEN = "len@example.org"
BOTH = "Len told us of the same thing, so I look at both together."
WASTE = "It wastes paper."


def subjects(address):
    return [letter.subject.partition(":")[0] for letter in letters_to(address)]


def test_a_nurse_adds_her_name_and_a_twin_is_joined_and_taken_out_again(someone, site, amina):
    first = send_idea(site.programme, text=IDEA, title=NAME, email=LEN, share=True)
    nurse = someone(Grace, signed_in=site.joe)
    nurse.given_she_stands_before_the_poster().when_she_writes_her_idea()
    nurse.is_on("We found 1 thing like your idea").reads(NAME)
    nurse.picks(f"Add my name to: {NAME}").presses("Continue").reads("2 people say this")
    post_comes()
    assert subjects(LEN)[-1] == "Others say the same as you"
    assert subjects("joe@example.org")[-1] == "Your name is with an idea"

    twin = send_idea(site.programme, text=f"{IDEA} {WASTE}", title="One list is enough", email=GRACE)
    amina.opens(f"/triage/{twin.reference}/")
    fields = amina.begins_an_answer("Join it: somebody else said the same")
    amina.types("Join it with which idea?", first.reference, fields)
    amina.types("Tell the sender that both go on together", BOTH, fields).presses("Save and stay")
    amina.reads("The two ideas are joined")
    ten_minutes_pass()
    post_comes()
    assert "Someone else sent the same idea" in subjects(LEN)

    grace = someone(Grace)
    grace.when_she_opens_the_link_in_her_mail().reads(BOTH).reads("has both ideas, and tells you more by")
    grace.unfolds("Ask us to look at my idea by itself").types("How is your idea different?", "It is the ward list.")
    grace.presses("Look at it by itself").reads("will tell you if we can try this by").reads(WASTE).reads(BOTH)
    amina.opens("/triage/twins/").reads("Ideas that may be the same")
