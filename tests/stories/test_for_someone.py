"""An idea told at the desk or written on paper is sent by someone else, and the receipt is its sender's own."""

import pytest

from groundswell.foundation.audit.models import AuditEntry
from groundswell.ideas.models import Idea
from tests.stories.later import last_letter_to, letters_to, link_in, post_comes
from tests.stories.people import IDEA
from tests.stories.test_without_name import Nurse
from tests.stories.visitor import Visitor

PAT = "pat@example.org"
ASKED = "They asked me to send this, and they agree to these words"


class Joe(Visitor):
    """A champion, with the paper in his hand."""

    def given_the_form_is_filled(self, *, name="", email=""):
        self.opens("/ideas/new/for-someone/").types("What is their idea, or the problem they see?", IDEA)
        return self.types("Their name (you can leave this empty)", name).types("Their email address", email)

    def chooses_way(self, mode):
        self.page.locator(f"input[name=mode][value={mode}]").check()
        return self


@pytest.fixture
def joe(someone, site):
    return someone(Joe, signed_in=site.joe)


def test_a_champion_sends_for_someone_who_gets_the_link(joe, someone):
    joe.given_the_form_is_filled(name="Pat Lee", email=PAT).chooses_way("named").presses("Send their idea")
    joe.reads("Ask them first, then tick the box").holds("What is their idea, or the problem they see?", IDEA)
    joe.picks(ASKED).presses("Send their idea").is_on("Their idea is sent").reads(PAT)
    post_comes()
    assert letters_to("joe@example.org") == []
    someone(Visitor).opens(link_in(last_letter_to(PAT))).reads("Someone helped you to send this")
    idea = Idea.objects.get()
    assert (idea.sender_email, idea.sent_by.name) == (PAT, "Joe Bell")
    assert AuditEntry.objects.get(record_id=idea.pk, revision=1).facts["agreed"] == 1


def test_a_champion_hands_over_four_words_and_cannot_open_it(joe, someone):
    joe.given_the_form_is_filled().chooses_way("anonymous").picks(ASKED)
    joe.presses("Send their idea").is_on("Their idea is sent")
    sender = someone(Nurse)
    sender.reference, sender.words = Idea.objects.get().reference, Nurse._four_words(joe)
    sender.when_entering_the_receipt().reads(IDEA)
    joe.opens("/ideas/mine/").reads_nothing_of(sender.reference)
