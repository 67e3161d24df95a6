"""What other rooms hold that may tell the same as an idea: found for the team, shown as far as each may see it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from groundswell.foundation.search import services as search
from groundswell.foundation.search.registry import kinds
from groundswell.ideas import policies, services
from groundswell.ideas.models import Resemblance
from groundswell.ideas.selectors import likeness
from groundswell.innovations.search import FOUND
from groundswell.needs.services.needs import NeedWords
from groundswell.partnership.selectors import asker_for
from tests.factories.answers import at, body, by, fresh, in_days, signed_in
from tests.factories.ideas import TEXT, send_idea
from tests.factories.innovations import make_innovation, make_steward, opened
from tests.factories.needs import make_manager, opened_challenge, published
from tests.factories.partnership import asker_of, give_role, make_organisation, make_person

MARK, HEADING = "Something that we have already is like this", "Like something that we have already"


@pytest.fixture
def sue(programme):
    return make_steward(programme)


@pytest.fixture
def shown(programme, sue):
    """An innovation that everyone may see, told in nearly the same words as the idea."""
    return opened(make_innovation(programme, team=[sue], keeper=sue, title="Print the list once", problem=TEXT), sue)


@pytest.fixture
def private(programme, sue):
    return make_innovation(programme, team=[sue], keeper=sue, title="Print the list once and only once", problem=TEXT)


def names(asker, idea):
    return [row.title for row in likeness.resembling(asker, idea)]


def test_find_alike_notes_what_other_rooms_hold_and_once_each(idea, shown, private):
    for _time in range(2):
        services.find_alike(idea.pk)
        found = Resemblance.objects.filter(idea=idea)
        assert {(one.kind, one.record_id) for one in found} == {(FOUND, shown.pk), (FOUND, private.pk)}
    assert set(found.values_list("kind", flat=True)) <= {kind.key for kind in kinds()} - {"idea"}


def test_find_alike_forgets_what_is_alike_no_more(idea, shown):
    services.find_alike(idea.pk)
    type(shown).objects.update(title="Cycle sheds", summary="Sheds.", problem="Bikes get wet.")
    search.keep(FOUND, shown.pk)
    services.find_alike(idea.pk)
    assert not Resemblance.objects.exists()


def test_marks_stand_in_the_queue_and_beside_the_idea(as_amina, idea, shown):
    send_idea(idea.programme, text="Bikes get wet. Build a shed at the north gate.", title="Cycle shed")
    services.find_alike(idea.pk)
    assert body(as_amina.get("/triage/")).count(MARK) == 1
    page = body(as_amina.get(at(idea)))
    assert f"{HEADING}</h3>" in page
    assert f'<li><a href="/innovations/{shown.reference}/">Print the list once</a> (Innovations)</li>' in page


def test_a_record_is_shown_as_what_it_is_alone(idea, shown, programme):
    """A row that names another kind than that of the record leads to no rule of who may see it."""
    services.find_alike(idea.pk)
    amina = asker_of(make_person(), programme, "triager")
    assert names(amina, idea) == ["Print the list once"]
    Resemblance.objects.update(kind="need")
    assert not Resemblance.objects.filter(policies.resemblance_visible_to(amina)).exists()


def test_who_may_not_see_a_record_reads_nothing_of_it(as_amina, client, idea, private, sue, programme):
    services.find_alike(idea.pk)
    for address in ("/triage/", at(idea)):
        page = body(as_amina.get(address))
        assert (MARK in page, HEADING in page, private.title in page) == (False, False, False)
    give_role(sue, programme)
    page = body(signed_in(client, sue).get(at(idea)))
    assert private.title in page


def test_what_is_hidden_changes_nothing_of_what_is_shown(monkeypatch, idea, shown, private, amina, programme):
    """The mark of the one that may be seen stays, however many are nearer that may not."""
    monkeypatch.setattr("groundswell.ideas.services.likeness.MOST_RESEMBLING", 3)
    me = by(amina, programme)
    sue = make_steward(programme, "Another Steward")
    for number in range(4):
        make_innovation(programme, keeper=sue, title=idea.title, summary=TEXT, problem=f"{TEXT} {number}")
    services.find_alike(idea.pk)
    assert names(me, idea) == ["Print the list once"]


def test_no_sender_learns_what_is_like_their_own(client, programme, shown):
    tom = make_person("Tom Reed")
    give_role(tom, programme)
    own = send_idea(programme, by=by(tom, programme))
    services.find_alike(own.pk)
    assert Resemblance.objects.filter(idea=own).exists()
    client = signed_in(client, tom)
    for address in ("/triage/", at(own), f"/ideas/{own.reference}/"):
        page = body(client.get(address))
        assert (MARK in page, HEADING in page) == (False, False)


def test_marks_are_for_who_sorts_the_idea(programme, shown):
    here, there = make_organisation(programme), make_organisation(programme, "Southend Hospital")
    far = send_idea(programme, place=there.name)
    services.find_alike(far.pk)
    pat = make_person("Pat Place")
    assert names(asker_of(pat, programme, "triager", organisation=here), far) == []
    assert names(asker_of(pat, programme, "triager"), far) == ["Print the list once"]
    assert names(asker_of(pat, programme), far) == []


def test_marks_go_with_a_covered_text(idea, shown, amina, ben, programme):
    services.find_alike(idea.pk)
    services.hide_text(idea, "abuse", by=by(ben, programme))
    assert names(by(amina, programme), idea) == []


def test_an_idea_is_not_like_what_it_became(programme, idea, amina, shown):
    me = asker_for(amina, programme)
    decision = services.Decision("selection", "We would like a panel to see it.", amina.pk, in_days(40))
    services.decide(idea, decision, by=me, harm="no")
    became = services.become(fresh(idea), by=me)
    services.find_alike(idea.pk)
    assert set(Resemblance.objects.values_list("record_id", flat=True)) == {shown.pk} - {became.pk}


@pytest.mark.parametrize("count", [1, 3, 25])
def test_the_queue_costs_the_same_however_many_are_like_something(as_amina, programme, shown, count):
    for _number in range(count):
        services.find_alike(send_idea(programme).pk)
    with CaptureQueriesContext(connection) as captured:
        page = body(as_amina.get("/triage/"))
    assert (len(captured), page.count(MARK)) == (12, count)


def test_find_alike_notes_needs_but_not_the_one_that_is_answered(programme):
    manager = make_manager(programme)
    words = NeedWords("Print the list once", TEXT)
    other = published(programme, manager=manager, words=words)
    asked = opened_challenge(programme, manager, title="Who prints the clinic list once?")
    type(asked).objects.filter(pk=asked.pk).update(brief=TEXT)
    type(asked.need).objects.filter(pk=asked.need_id).update(problem=TEXT)
    search.keep("challenge", asked.pk)
    search.keep("need", asked.need_id)
    answer, free = send_idea(programme, challenge=asked.reference), send_idea(programme)
    for idea in (answer, free):
        services.find_alike(idea.pk)
    noted = {
        idea: set(Resemblance.objects.filter(idea=idea).values_list("record_id", flat=True)) for idea in (answer, free)
    }
    assert noted[answer] == {other.pk}
    assert noted[free] == {other.pk, asked.pk, asked.need_id}
