"""Ideas that may be the same: who sees the marks and the pairs, and saying that two are not."""

import pytest

from groundswell.foundation.access import NotAllowed
from groundswell.foundation.audit.models import AuditEntry
from groundswell.foundation.jobs.models import Job
from groundswell.ideas import services
from groundswell.ideas.models import Likeness
from groundswell.ideas.selectors import likeness
from groundswell.ideas.services import likeness as likeness_verbs
from groundswell.partnership import selectors as partnership
from groundswell.partnership import services as people
from tests.factories.answers import alike, at, body, by, fresh, signed_in
from tests.factories.ideas import send_idea
from tests.factories.partnership import asker_of, give_role, make_organisation, make_person

TWINS = "/triage/twins/"


@pytest.fixture
def other(programme):
    return send_idea(programme, title="One list is enough", email="len@example.org", share=True)


@pytest.fixture
def pair(idea, other):
    return alike(idea, other)


def pairs(asker):
    return list(likeness.pairs_for(asker))


def test_sending_asks_for_a_look_at_what_is_like_it(idea):
    assert [job.ids for job in Job.objects.filter(name="ideas.find_alike")] == [[str(idea.pk)]]


def test_a_mark_stands_on_both_pages_and_in_the_queue(as_amina, pair, idea, other):
    queue = body(as_amina.get("/triage/"))
    assert queue.count("Another idea is like this") == 2
    page = body(as_amina.get(at(idea)))
    assert "These may be the same" in page
    assert f'href="{at(idea)}?choose=joined&amp;other={other.reference}#actions"' in page
    assert "Its sender has not said that others may be joined with it" in body(as_amina.get(at(other)))


def test_no_sender_learns_what_is_like_their_own(client, idea, programme):
    tom = make_person("Tom Reed")
    give_role(tom, programme)
    own = send_idea(programme, by=by(tom, programme))
    alike(own, idea)
    client = signed_in(client, tom)
    assert pairs(by(tom, programme)) == []
    for address in ("/triage/", at(idea), f"/ideas/{own.reference}/"):
        page = body(client.get(address))
        assert "like this" not in page
        assert "These may be the same" not in page


def test_pairs_need_both_ends_to_be_of_ones_place(programme):
    here, there = make_organisation(programme), make_organisation(programme, "Southend Hospital")
    near, far = send_idea(programme, place=here.name), send_idea(programme, place=there.name)
    alike(near, far)
    pat = make_person("Pat Place")
    assert pairs(asker_of(pat, programme, "triager", organisation=here)) == []
    assert len(pairs(asker_of(pat, programme, "triager"))) == 1
    assert pairs(asker_of(pat, programme)) == []


def test_ideas_of_another_place_take_no_mark_away(programme, finds):
    here, there = make_organisation(programme), make_organisation(programme, "Southend Hospital")
    near, like = (send_idea(programme, place=here.name) for _ in range(2))
    for _number in range(likeness_verbs.MOST_ALIKE + 1):
        finds[send_idea(programme, place=there.name)] = 0.9
    finds[like] = 0.4
    services.find_alike(near.pk)
    asker = asker_of(make_person("Pat Place"), programme, "triager", organisation=here)
    assert [other for _pair, other in likeness.like_this(asker, near)] == [like]
    assert Likeness.objects.count() == likeness_verbs.MOST_ALIKE + 1


def test_pairs_leave_out_what_was_joined_covered_or_taken_back(pair, idea, other, amina, ben, programme):
    services.hide_text(other, "abuse", by=by(ben, programme))
    assert pairs(by(amina, programme)) == []
    services.show_text(fresh(other), by=by(ben, programme))
    assert pairs(by(amina, programme)) == [pair]
    services.join(fresh(idea), other.pk, "Both together from now on.", by=by(amina, programme))
    assert pairs(by(amina, programme)) == []


def test_dismiss_is_for_everyone_with_a_person_and_a_day(as_amina, pair, idea, other, amina):
    answer = as_amina.post(f"{TWINS}{pair.pk}/not-the-same/", {"from": idea.reference})
    assert answer["Location"] == at(idea)
    as_amina.post(f"{TWINS}{pair.pk}/not-the-same/")  # twice does it once
    kept = Likeness.objects.get()
    assert (kept.dismissed_by, kept.revision) == (amina, 1)
    assert AuditEntry.objects.filter(record_id=pair.pk).count() == 1
    assert "These may be the same" not in body(as_amina.get(at(idea)))
    assert "No two ideas here look the same" in body(as_amina.get(TWINS))
    page = body(as_amina.get(f"{TWINS}?show=dismissed"))
    assert "Nobody has said so" not in page
    assert "Amina Khan said on" in page
    as_amina.post(f"{TWINS}{pair.pk}/bring-back/")
    assert other.title in body(as_amina.get(TWINS))
    assert "Nobody has said so of any two ideas" in body(as_amina.get(f"{TWINS}?show=dismissed"))
    assert Likeness.objects.get().revision == 2


def test_dismiss_refuses_who_may_not_answer_both(pair, joe, programme):
    with pytest.raises(NotAllowed, match="for the innovation team"):
        services.dismiss(pair, by=asker_of(joe, programme))
    services.dismiss(pair, by=by(make_person("Ann Amend"), programme))
    with pytest.raises(NotAllowed, match="for the innovation team"):
        services.bring_back(pair, by=asker_of(joe, programme))
    assert Likeness.objects.get().dismissed_by.name == "Ann Amend"


def test_bring_back_refuses_what_nobody_parted(pair, programme):
    with pytest.raises(NotAllowed, match="Nobody said that these two are not the same"):
        services.bring_back(pair, by=by(make_person("Ann Other"), programme))


def test_a_pair_that_is_not_seen_is_not_there(client, pair, programme):
    here = make_organisation(programme)
    pat = make_person("Pat Place")
    give_role(pat, programme, "triager", here)
    client = signed_in(client, pat)
    assert client.post(f"{TWINS}{pair.pk}/not-the-same/").status_code == 404


@pytest.mark.parametrize("count", [1, 3, 25])
def test_the_list_of_pairs_costs_the_same(as_amina, programme, idea, count, django_assert_num_queries):
    for _number in range(count):
        alike(send_idea(programme), idea)
    with django_assert_num_queries(7):
        assert body(as_amina.get(TWINS)).count('class="app-card"') == count


def test_erasing_a_sender_takes_their_pairs_away_and_keeps_who_said_no_nameless(pair, idea, other, amina, programme):
    services.dismiss(pair, by=by(amina, programme))
    task = partnership.task_asker(programme)
    people.erase_person(by=task, reason="asked", person_id=amina.pk, successor_id=None)
    assert Likeness.objects.get().dismissed_by.name == "Someone who has left"
    people.erase_person(by=task, reason="asked", email="len@example.org")
    assert Likeness.objects.count() == 0
