"""Names that were added to an idea stay with it when it is joined: who they are, what they hear, how they count."""

import pytest

from groundswell.foundation.notices.models import OutboxRow
from groundswell.foundation.notices.registry import notice_for, recipient_of
from groundswell.ideas import selectors, services
from groundswell.ideas.models import Voice
from groundswell.ideas.selectors import sharing
from tests.factories.answers import by, fresh, in_days
from tests.factories.ideas import send_idea
from tests.factories.partnership import asker_of, make_person

WHY = "Ward B told us of the same thing."
NOT_NOW = services.Decision("not_now", "Not before March.", reason="cost")


@pytest.fixture
def nia():
    return make_person("Nia Nurse")


@pytest.fixture
def voiced(programme, nia):
    """Shared, and Nia added her name."""
    idea = send_idea(programme, title="Two lists", share=True, place="Outpatients")
    services.add_name(idea, by=asker_of(nia, programme), place="Ward 7")
    return fresh(idea)


@pytest.fixture
def other(programme):
    return send_idea(programme, title="One list is enough", email="len@example.org", share=True)


def join(idea, other, amina, programme):
    services.join(fresh(idea), other.pk, WHY, by=by(amina, programme))
    services.send_now(fresh(idea), by=by(amina, programme))


def to_panel(idea, amina, programme):
    decision = services.Decision("selection", "We would like a panel to see it.", amina.pk, in_days(40))
    services.decide(idea, decision, by=by(amina, programme))
    return fresh(idea)


def by_link(idea):
    return selectors.idea_by_link(idea.programme, idea.reference, selectors.token_of(idea))[1]


def told(idea, nia, key):
    return OutboxRow.objects.filter(key=key, record_id=idea.pk, person_id=nia.pk, cancelled_at=None).count()


def says(key, idea, nia):
    return notice_for(key).write(idea.pk, recipient_of(key, idea.pk, nia.pk))


def test_become_tells_who_added_their_name(voiced, nia, amina, programme):
    services.become(to_panel(voiced, amina, programme), by=by(amina, programme))
    assert told(voiced, nia, "ideas.shared_became") == 1
    assert "Amina Khan looks after it" in says("ideas.shared_became", voiced, nia).paragraphs[0]


def test_become_tells_who_added_their_name_to_what_is_joined_if_both_are_shared(voiced, other, nia, amina, programme):
    join(voiced, other, amina, programme)
    services.become(to_panel(fresh(other), amina, programme), by=by(amina, programme))
    assert told(voiced, nia, "ideas.shared_joined_became") == 1
    assert "Amina Khan looks after it" in says("ideas.shared_joined_became", voiced, nia).paragraphs[0]
    type(other).objects.filter(pk=other.pk).update(colleagues_may_see=False)
    assert says("ideas.shared_joined_became", voiced, nia) is None


def test_join_tells_who_added_their_name_unless_it_is_taken_back(voiced, other, nia, amina, programme):
    services.join(voiced, other.pk, WHY, by=by(amina, programme))
    assert told(voiced, nia, "ideas.shared_joined") == 1
    letter = says("ideas.shared_joined", voiced, nia)
    assert "Dee Duty has both now" in " ".join(letter.paragraphs)
    services.undo(fresh(voiced), by=by(amina, programme))
    assert told(voiced, nia, "ideas.shared_joined") == 0


def test_the_answer_to_both_reaches_who_added_their_name_to_the_joined_one(voiced, other, nia, amina, programme):
    join(voiced, other, amina, programme)
    services.decide(fresh(other), NOT_NOW, by=by(amina, programme))
    assert told(voiced, nia, "ideas.shared_joined_news") == 1
    assert "there is an answer to both" in says("ideas.shared_joined_news", voiced, nia).paragraphs[0]
    services.undo(fresh(other), by=by(amina, programme))
    assert told(voiced, nia, "ideas.shared_joined_news") == 0


def test_nothing_of_a_private_idea_is_told_to_who_added_their_name(voiced, nia, amina, ben, programme):
    private = send_idea(programme, email="len@example.org")
    services.take(private, by=by(ben, programme))
    services.ask_to_join(private, by=by(amina, programme))
    services.let_join(fresh(private), True, by=by_link(private))
    join(voiced, fresh(private), amina, programme)
    words = " ".join(says("ideas.shared_joined", voiced, nia).paragraphs)
    assert "Amina Khan decided this" in words
    assert "Ben Osei" not in words
    services.decide(fresh(private), NOT_NOW, by=by(ben, programme))
    assert says("ideas.shared_joined_news", voiced, nia) is None


@pytest.mark.parametrize("who", ["team", "sender"])
def test_unjoin_tells_who_added_their_name(voiced, other, nia, amina, programme, who):
    join(voiced, other, amina, programme)
    asker = by(amina, programme) if who == "team" else by_link(voiced)
    services.unjoin(fresh(voiced), "It is another list.", by=asker)
    assert told(voiced, nia, "ideas.shared_apart") == 1
    assert "Amina Khan has it now" in says("ideas.shared_apart", voiced, nia).paragraphs[0]


def test_who_added_their_name_hears_when_the_other_is_taken_back(voiced, other, nia, amina, programme):
    join(voiced, other, amina, programme)
    services.withdraw(fresh(other), by=by_link(other))
    assert told(voiced, nia, "ideas.shared_apart") == 1


def test_names_on_what_is_joined_count_with_the_other_each_person_once(voiced, other, nia, amina, programme):
    services.add_name(other, by=asker_of(nia, programme))
    services.add_name(voiced, by=asker_of(make_person("Oz Other"), programme))
    services.join(fresh(voiced), other.pk, WHY, by=by(amina, programme))
    assert sharing.who_said(other).people == 2  # it can still be taken back: Len and Nia
    services.send_now(fresh(voiced), by=by(amina, programme))
    assert sharing.who_said(other).people == 4  # Len, Nia once, who sent the joined one, and Oz
    services.unjoin(fresh(voiced), "It is another list.", by=by(amina, programme))
    assert (sharing.who_said(other).people, Voice.objects.filter(idea=voiced).count()) == (2, 2)
