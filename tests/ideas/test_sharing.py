"""S9: a shared idea, who reads it, who says the same and where, and comments."""

import re

import pytest

from groundswell.foundation.access import NotAllowed
from groundswell.foundation.audit.models import AuditEntry
from groundswell.foundation.notices.models import OutboxRow
from groundswell.foundation.notices.selectors import page_for
from groundswell.ideas import policies, selectors, services
from groundswell.ideas.models import Comment, Idea, Voice
from groundswell.ideas.selectors import sharing
from groundswell.partnership import selectors as partnership
from groundswell.partnership import services as people
from tests.factories.answers import body, by, fresh, in_days, signed_in
from tests.factories.ideas import TEXT, nobody, send_idea
from tests.factories.partnership import asker_of, make_organisation, make_person, make_programme


@pytest.fixture
def shared(programme):
    return send_idea(programme, title="One list is enough", share=True, place="Outpatients")


@pytest.fixture
def nia(programme):
    return make_person("Nia Nurse")


@pytest.fixture
def as_nia(client, nia):
    return signed_in(client, nia)


def page_of(idea, action=""):
    return f"/shared/{idea.reference}/" + (f"{action}/" if action else "")


def test_shared_with_colleagues_only_while_its_text_can_be_read(programme, shared, idea, nia, amina, ben):
    mine = asker_of(nia, programme)
    assert sharing.shared_idea(mine, shared.reference) == shared
    for stranger in (nobody(programme), asker_of(nia, make_programme())):
        assert sharing.shared_idea(stranger, shared.reference) is None
    assert sharing.shared_idea(mine, idea.reference) is None  # not shared
    services.hide_text(shared, "patient", by=by(amina, programme))
    assert sharing.shared_idea(mine, shared.reference) is None
    services.show_text(fresh(shared), by=by(ben, programme))
    services.withdraw(
        fresh(shared), by=selectors.idea_by_link(programme, shared.reference, selectors.token_of(shared))[1]
    )
    assert sharing.shared_idea(mine, shared.reference) is None


def test_the_rule_says_the_same_of_a_row_and_of_a_query(programme, shared, idea, nia):
    mine = asker_of(nia, programme)
    for one in (shared, idea):
        in_query = Idea.objects.filter(policies.shared_with(mine), pk=one.pk).exists()
        assert in_query == bool(policies.can_read_shared(mine, one))


def test_the_page_names_who_has_it_and_never_who_sent_it(as_nia, shared):
    page = body(as_nia.get(page_of(shared)))
    assert "We got it. Dee Duty has it, and the next date is" in page
    assert TEXT in page
    assert "1 person says this" in page
    assert "It happens in fewer than 5 places that we know of." in page
    assert "Grace" not in page


def together(idea, other, amina, programme, *, decider=None):
    services.join(fresh(idea), other.pk, "Both together.", by=by(amina, programme))
    services.send_now(fresh(idea), by=by(amina, programme))
    decision = services.Decision("not_now", "Not before March.", reason="cost")
    services.decide(fresh(other), decision, by=by(decider or amina, programme))
    services.send_now(fresh(other), by=by(decider or amina, programme))


def idea_let(idea, amina, programme):
    """A private idea with which others may be joined."""
    services.take(idea, by=by(amina, programme))
    services.ask_to_join(idea, by=by(amina, programme))
    sender = selectors.idea_by_link(programme, idea.reference, selectors.token_of(idea))[1]
    return services.let_join(fresh(idea), True, by=sender)


def test_the_page_tells_nothing_of_a_private_idea_with_which_it_is_joined(as_nia, shared, programme, amina, ben):
    private = send_idea(programme, title="One list is enough")
    services.take(private, by=by(ben, programme))
    services.ask_to_join(private, by=by(amina, programme))
    services.let_join(
        private, True, by=selectors.idea_by_link(programme, private.reference, selectors.token_of(private))[1]
    )
    together(shared, fresh(private), amina, programme, decider=ben)
    page = body(as_nia.get(page_of(shared)))
    assert "Amina Khan said so on" in page
    assert "decided not to try" not in page
    assert "Ben Osei" not in page


def test_the_page_tells_of_a_shared_idea_with_which_it_is_joined(as_nia, shared, programme, amina):
    together(shared, send_idea(programme, title="One list", share=True), amina, programme)
    assert "Amina Khan decided not to try the two ideas now, on" in body(as_nia.get(page_of(shared)))


def test_add_name_counts_once_and_tells_both(as_nia, shared, nia, programme):
    as_nia.post(page_of(shared, "add-my-name"))
    as_nia.post(page_of(shared, "add-my-name"))
    assert Voice.objects.count() == 1
    page = body(as_nia.get(page_of(shared)))
    assert "2 people say this" in page
    assert "You are one of them, since" in page
    told = set(OutboxRow.objects.filter(record_id=shared.pk).values_list("key", "person_id"))
    assert told >= {("ideas.name_added", None), ("ideas.name_kept", nia.pk)}
    letter = next(row.letter for row in page_for(asker_of(nia, programme)) if row.row.key == "ideas.name_kept")
    assert letter.link == page_of(shared)


def test_a_name_that_was_added_is_shown_to_nobody_else(client, programme, amina):
    """As the page promises: not to other colleagues, the sender or the team."""
    grace, nia = make_person("Grace Obi"), make_person("Nia Nurse")
    idea = send_idea(programme, by=asker_of(grace, programme), title="One list", share=True)
    services.add_name(idea, by=asker_of(nia, programme), place="Ward 7")
    pages = {
        make_person("Cole Colleague"): page_of(idea),
        grace: f"/ideas/{idea.reference}/",
        amina: f"/triage/{idea.reference}/",
    }
    for reader, address in pages.items():
        answer = signed_in(client, reader).get(address)
        assert answer.status_code == 200
        assert "Nia Nurse" not in body(answer)


def test_take_name_back_leaves_nothing_but_the_log(as_nia, shared, nia):
    as_nia.post(page_of(shared, "add-my-name"))
    as_nia.post(page_of(shared, "take-my-name-back"))
    assert Voice.objects.count() == 0
    assert list(
        AuditEntry.objects.filter(verb__contains="name").order_by("revision").values_list("verb", flat=True)
    ) == [
        "add name",
        "take name back",
    ]


def test_take_name_back_twice_takes_it_back_once(programme, shared, nia):
    mine = asker_of(nia, programme)
    services.add_name(shared, by=mine)
    first, again = Voice.objects.get(), Voice.objects.get()
    services.take_name_back(first, by=mine)
    services.take_name_back(again, by=mine)
    assert Voice.objects.count() == 0
    assert AuditEntry.objects.filter(verb="take name back").count() == 1


def test_add_name_refuses_its_sender_and_an_idea_that_is_joined(programme, shared, idea, nia, amina):
    own = send_idea(programme, by=asker_of(nia, programme), share=True)
    with pytest.raises(NotAllowed, match="your name counts already"):
        services.add_name(own, by=asker_of(nia, programme))
    services.join(own, shared.pk, "Both together.", by=by(amina, programme))
    services.send_now(fresh(own), by=by(amina, programme))
    with pytest.raises(NotAllowed, match="goes on together with another one"):
        services.add_name(fresh(own), by=asker_of(make_person("Oz Other"), programme))
    with pytest.raises(NotAllowed, match="not shared with colleagues"):
        services.add_name(idea, by=asker_of(nia, programme))


def answer(idea, amina, programme, outcome="not_now"):
    parts = {"reason": "cost"} if outcome == "not_now" else {"person_id": amina.pk, "on": in_days(20)}
    services.decide(fresh(idea), services.Decision(outcome, "So it is.", **parts), by=by(amina, programme))


@pytest.mark.parametrize("outcome", ["not_now", "quick_fix", "selection"])
def test_add_name_refuses_an_idea_that_has_its_answer(as_nia, shared, nia, amina, programme, outcome):
    answer(shared, amina, programme, outcome)
    services.send_now(fresh(shared), by=by(amina, programme))
    with pytest.raises(NotAllowed, match="has its answer already"):
        services.add_name(fresh(shared), by=asker_of(nia, programme))
    page = body(as_nia.get(page_of(shared)))
    assert "This idea has its answer already. If you still see the problem, send it as a new idea." in page
    assert "We tell you what we decide" not in page


def test_add_name_within_ten_minutes_of_an_answer_is_as_if_there_was_none(as_nia, shared, nia, amina, programme):
    """Nobody is told by a refusal; who comes then hears with the others, or is told of nothing that was taken back."""
    answer(shared, amina, programme)
    assert as_nia.post(page_of(shared, "add-my-name")).status_code == 302
    rows = OutboxRow.objects.filter(key="ideas.shared_news", person_id=nia.pk, cancelled_at=None)
    assert rows.get().send_after > rows.get().queued_at
    services.undo(fresh(shared), by=by(amina, programme))
    assert (rows.count(), Voice.objects.count()) == (0, 1)


def test_add_name_within_ten_minutes_of_a_joining_is_told_of_it_then(as_nia, shared, idea, nia, amina, programme):
    services.join(fresh(shared), idea_let(idea, amina, programme).pk, "Both together.", by=by(amina, programme))
    as_nia.post(page_of(shared, "add-my-name"))
    assert OutboxRow.objects.filter(key="ideas.shared_joined", person_id=nia.pk, sent_at=None).count() == 1


def test_who_added_their_name_hears_the_answer_unless_it_is_taken_back(programme, shared, nia, amina):
    services.add_name(shared, by=asker_of(nia, programme))
    decision = services.Decision("not_now", "Not before March.", reason="cost")
    services.decide(fresh(shared), decision, by=by(amina, programme))
    rows = OutboxRow.objects.filter(key="ideas.shared_news", person_id=nia.pk, cancelled_at=None)
    assert rows.count() == 1
    services.undo(fresh(shared), by=by(amina, programme))
    assert rows.count() == 0


def test_here_too_counts_places_and_hides_few(as_nia, shared, programme):
    assert as_nia.post(page_of(shared, "here-too"), {"place": ""}).status_code == 422
    as_nia.post(page_of(shared, "here-too"), {"place": "Ward 7"})
    assert Voice.objects.get().place == "Ward 7"
    for number in range(2):
        services.add_name(shared, by=asker_of(make_person(), programme), place=f"Clinic {number}")
    assert sharing.who_said(shared).places is None  # four: outpatients and three more
    services.add_name(shared, by=asker_of(make_person(), programme), place="Clinic 2")
    services.add_name(shared, by=asker_of(make_person(), programme), place="  clinic 2 ")
    assert (sharing.who_said(shared).people, sharing.who_said(shared).places) == (6, 5)
    assert "It happens in 5 places that we know of." in body(as_nia.get(page_of(shared)))


def test_authors_of_joined_ideas_are_among_those_who_say_so(programme, shared, idea, amina):
    services.join(idea, shared.pk, "Both together.", by=by(amina, programme))
    assert sharing.who_said(shared).people == 1  # it can still be taken back
    services.send_now(fresh(idea), by=by(amina, programme))
    assert sharing.who_said(shared).people == 2


def test_the_count_does_not_tell_that_a_sender_in_confidence_sent_another_by_name(programme, nia, amina):
    secret = send_idea(programme, by=asker_of(nia, programme), mode="confidential", share=True)
    own = send_idea(programme, by=asker_of(nia, programme))
    services.join(own, secret.pk, "Both together.", by=by(amina, programme))
    services.send_now(fresh(own), by=by(amina, programme))
    assert sharing.who_said(secret).people == 2


def test_one_sender_of_two_ideas_by_name_counts_once(programme, nia, amina):
    first = send_idea(programme, by=asker_of(nia, programme), share=True)
    again = send_idea(programme, by=asker_of(nia, programme))
    services.join(again, first.pk, "Both together.", by=by(amina, programme))
    services.send_now(fresh(again), by=by(amina, programme))
    assert sharing.who_said(first).people == 1


def test_comment_stands_with_a_name_and_is_taken_away_for_good(as_nia, client, shared, nia, amina, programme):
    as_nia.post(page_of(shared, "comment"), {"text": "On ward 7 too."})
    page = body(as_nia.get(page_of(shared)))
    assert "<strong>Nia Nurse</strong>" in page
    assert "On ward 7 too." in page
    assert OutboxRow.objects.get(key="ideas.commented").person_id == shared.holder_id
    other = signed_in(client.__class__(), make_person("Oz Other"))
    comment = Comment.objects.get()
    remove = page_of(shared, f"comments/{comment.pk}/remove")
    assert "Take it away" not in body(other.get(page_of(shared)))
    assert other.post(remove).status_code == 403
    as_nia.post(remove)
    assert Comment.objects.get().text == ""
    assert "Nia Nurse took this comment away on" in body(other.get(page_of(shared)))
    with pytest.raises(NotAllowed, match="taken away already"):
        services.remove_comment(comment, by=by(amina, programme))


@pytest.mark.parametrize(("text", "says"), [("", "Enter a few words"), ("NHS 943 476 5919", "patient information")])
def test_comment_refuses_nothing_and_patients_and_keeps_the_words(as_nia, shared, text, says):
    refused = as_nia.post(page_of(shared, "comment"), {"text": text})
    assert refused.status_code == 422
    assert says in body(refused)
    assert text in body(refused)
    assert Comment.objects.count() == 0


def test_comment_sent_twice_says_it_once_and_tells_once(as_nia, shared):
    key = re.search(r'name="key" value="([^"]+)"', body(as_nia.get(page_of(shared))))[1]
    for _press in range(2):
        as_nia.post(page_of(shared, "comment"), {"text": "On ward 7 too.", "key": key})
    assert Comment.objects.count() == OutboxRow.objects.filter(key="ideas.commented").count() == 1
    as_nia.post(page_of(shared, "comment"), {"text": "On ward 8 as well.", "key": key})
    assert Comment.objects.count() == 2


def test_comment_refuses_its_sender_whom_it_would_name(programme, nia):
    own = send_idea(programme, by=asker_of(nia, programme), mode="confidential", share=True)
    with pytest.raises(NotAllowed, match="on its own page"):
        services.comment(own, "Mine.", by=asker_of(nia, programme))


@pytest.mark.parametrize("count", [1, 3, 25])
def test_the_page_costs_the_same_however_many(as_nia, shared, programme, count, django_assert_num_queries):
    place = make_organisation(programme)
    for _number in range(count):
        someone = asker_of(make_person(), programme)
        services.add_name(shared, by=someone, place=place.name)
        services.comment(shared, "So it is here.", by=someone)
    with django_assert_num_queries(13):
        assert body(as_nia.get(page_of(shared))).count("So it is here.") == count


def test_erasing_who_added_and_commented_forgets_their_name(programme, shared, nia):
    services.add_name(shared, by=asker_of(nia, programme))
    services.comment(shared, "Nia Nurse sees it daily.", by=asker_of(nia, programme))
    people.erase_person(by=partnership.task_asker(programme), reason="asked", person_id=nia.pk)
    assert Voice.objects.count() == 0
    said = Comment.objects.get()
    assert said.author.name == "Someone who has left"
    assert "Nia" not in said.text
