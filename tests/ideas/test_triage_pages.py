"""S11: the queue, its filters, its bar for the ticked ideas, and its file."""

import csv
import io
from datetime import timedelta

import pytest
from django.db import connection

from groundswell.foundation.kit import clock
from groundswell.foundation.workflow.models import UndoPoint
from groundswell.ideas import selectors, services
from groundswell.ideas.models import Idea
from groundswell.ideas.policies import TRIAGER
from groundswell.ideas.states import WaitsFor
from tests.factories.ideas import send_idea
from tests.factories.partnership import asker_of, enter, give_role, make_organisation, make_person, make_service

FILE_QUERIES = 6
# session, person, programme, roles; unread notices; challenges, numbers, rows, marks (2), team; keys and batch
QUEUE_QUERIES = 12


@pytest.fixture
def amina(programme):
    person = make_person("Amina Khan")
    give_role(person, programme)
    return person


@pytest.fixture
def joe(programme):
    person = make_person("Joe Bell", job_title="Estates")
    give_role(person, programme)
    return person


@pytest.fixture
def as_amina(client, amina):
    enter(client, amina, noted=True)
    return client


def by(person, programme):
    return asker_of(person, programme, TRIAGER)


def tick(*ideas):
    return [f"{idea.reference}:{idea.revision}" for idea in ideas]


def body(response):
    return response.content.decode()


def titled(programme, *titles):
    return [send_idea(programme, text=f"{title}. More words.", title=title) for title in titles]


def held_by(person, *ideas):
    return [Idea.objects.get(pk=idea.pk).holder_id == person.pk for idea in ideas]


def test_the_queue_says_all_sorted_when_it_is_empty(as_amina, programme):
    assert "All sorted. Nice." in body(as_amina.get("/triage/"))


@pytest.mark.parametrize("count", [1, 3, 25])
def test_the_queue_costs_the_same_however_long(as_amina, programme, joe, count, django_assert_num_queries):
    titled(programme, *[f"Idea number {number}" for number in range(count)])
    with django_assert_num_queries(QUEUE_QUERIES):
        page = body(as_amina.get("/triage/"))
    assert page.count('name="idea"') == count


def test_the_queue_is_for_the_team(client, programme):
    enter(client, make_person("Grace Obi"))
    assert client.get("/triage/").status_code == 403
    assert client.get("/triage/ideas.csv").status_code == 403
    assert client.post("/triage/several/", {"do": "take"}).status_code == 403


def test_the_queue_asks_a_visitor_to_sign_in(client, programme):
    answer = client.get("/triage/?show=late")
    assert answer.status_code == 302
    assert answer["Location"] == "/sign-in/?next=%2Ftriage%2F%3Fshow%3Dlate"


def test_the_queue_counts_in_words(as_amina, programme):
    twelve_days_ago = clock.now() - timedelta(days=12)
    with clock.at(twelve_days_ago):
        titled(programme, "Oldest one")
    titled(programme, "Newest one")
    page = " ".join(body(as_amina.get("/triage/")).replace("<", " <").split())
    assert 'figure">2 </span> <span class="app-number__sentence">waiting' in page
    assert 'figure">1 </span> <span class="app-number__sentence">is late' in page
    assert 'figure">12 </span> <span class="app-number__sentence">days since the oldest came' in page


def test_the_queue_is_sorted_by_due_date_and_says_late_in_words(as_amina, programme):
    titled(programme, "Newest one")
    with clock.at(clock.now() - timedelta(days=30)):
        titled(programme, "Oldest one")
    Idea.objects.filter(title="Oldest one").update(due_on=clock.today() - timedelta(days=3))
    Idea.objects.filter(title="Newest one").update(due_on=clock.today() + timedelta(days=1))
    page = body(as_amina.get("/triage/"))
    assert page.index("Oldest one") < page.index("Newest one")
    assert "<strong>3 days late</strong>" in page
    assert "1 day left" in page


@pytest.mark.parametrize("paused", ["asked", "parked"])
def test_the_queue_puts_what_waits_for_its_sender_last(as_amina, programme, amina, paused):
    early, late = titled(programme, "Asked long ago", "Ours to answer")
    services.ask(early, "Which clinic is it?", by=by(amina, programme))
    Idea.objects.filter(pk=early.pk).update(state=paused, due_on=clock.today() - timedelta(days=90))
    Idea.objects.filter(pk=late.pk).update(due_on=clock.today() + timedelta(days=90))
    page = body(as_amina.get("/triage/"))
    assert page.index("Ours to answer") < page.index("Asked long ago")


def test_whom_an_idea_waits_for_follows_every_move(programme, amina):
    (idea,) = titled(programme, "One")
    me = by(amina, programme)
    assert idea.waits_for == WaitsFor.US
    services.ask(idea, "Which clinic is it?", by=me)
    assert idea.waits_for == WaitsFor.SENDER
    services.undo(idea, by=me)
    assert idea.waits_for == WaitsFor.US
    services.decide(idea, services.Decision("not_now", "Not this month.", reason="cost"), by=me)
    assert idea.waits_for == WaitsFor.NOBODY


@pytest.mark.parametrize("which", selectors.FILTERS)
def test_the_queue_is_read_from_an_index_in_order(programme, amina, which):
    """However many there are: no list sorts what it does not show."""
    if connection.vendor == "postgresql":
        connection.cursor().execute("SET LOCAL enable_sort = off")  # it sorts tables as small as a test's
    plan = selectors.queue(by(amina, programme), which, clock.today())[:25].explain()
    assert "TEMP B-TREE" not in plan
    assert "Sort" not in plan


def make_one_of_each(programme, amina, joe):
    """One new idea, one of Amina's, one asked, one late of Joe's, one quick fix."""
    _new, mine, asked, late, quick = titled(programme, "New", "Mine", "Asked", "Late", "Quick")
    me, other = by(amina, programme), by(joe, programme)
    services.take(mine, by=me)
    services.ask(asked, "Which clinic is it?", by=me)
    services.take(late, by=other)
    Idea.objects.filter(pk=late.pk).update(due_on=clock.today() - timedelta(days=1))
    decision = services.Decision("quick_fix", "We will do it", joe.pk, clock.today() + timedelta(days=5))
    services.decide(quick, decision, by=other)


@pytest.mark.parametrize(
    ("which", "titles"),
    [
        ("all", {"New", "Mine", "Asked", "Late"}),
        ("mine", {"Mine", "Asked"}),
        ("new", {"New"}),
        ("late", {"Late"}),
        ("asked", {"Asked"}),
        ("quick", {"Quick"}),
        ("nonsense", {"New", "Mine", "Asked", "Late"}),
    ],
)
def test_the_queue_shows_one_kind_when_asked(as_amina, programme, amina, joe, which, titles):
    make_one_of_each(programme, amina, joe)
    page = body(as_amina.get("/triage/", {"show": which}))
    shown = {title for title in ("New", "Mine", "Asked", "Late", "Quick") if f">{title}</a>" in page}
    assert shown == titles


def test_each_filter_says_how_many_it_shows(as_amina, programme, amina, joe):
    make_one_of_each(programme, amina, joe)
    page = " ".join(body(as_amina.get("/triage/?show=late")).split())
    counts = [part.split("<")[0] for part in page.split('app-filters__count">')[1:]]
    assert counts == ["4", "2", "1", "1", "1", "1"]
    assert 'href="/triage/?show=late" aria-current="page"' in page


def test_a_parked_idea_is_not_late(as_amina, programme):
    (idea,) = titled(programme, "Parked one")
    Idea.objects.filter(pk=idea.pk).update(
        state="parked", due_on=clock.today() - timedelta(days=9), paused_on=clock.today()
    )
    page = body(as_amina.get("/triage/?show=late"))
    assert "Parked one" not in page


def test_paging_keeps_the_filter(as_amina, programme):
    titled(programme, *[f"Idea {number}" for number in range(26)])
    page = body(as_amina.get("/triage/?show=new"))
    assert "/triage/?show=new&amp;page=2" in page
    second = body(as_amina.get("/triage/?show=new&page=2"))
    assert second.count('name="idea"') == 1
    assert 'action="/triage/several/?show=new&amp;page=2"' in second


def test_a_triager_of_one_organisation_sees_its_ideas_only(client, programme):
    ours, theirs = make_organisation(programme, "Ours"), make_organisation(programme, "Theirs")
    make_service(ours, "Ward 1", "Here"), make_service(theirs, "Ward 2", "There")
    send_idea(programme, title="Ours to see", place="Ward 1, Here")
    send_idea(programme, title="Theirs to see", place="Ward 2, There")
    person = make_person("Ola Near")
    give_role(person, programme, organisation=ours)
    enter(client, person)
    page, file = body(client.get("/triage/")), b"".join(client.get("/triage/ideas.csv").streaming_content).decode()
    assert ("Ours to see" in page, "Theirs to see" in page) == (True, False)
    assert ("Ours to see" in file, "Theirs to see" in file) == (True, False)


def test_the_bar_takes_what_is_ticked(as_amina, programme, amina):
    one, two, three = titled(programme, "One", "Two", "Three")
    answer = as_amina.post("/triage/several/?show=new", {"do": "take", "idea": tick(one, two)}, follow=True)
    assert held_by(amina, one, two, three) == [True, True, False]
    assert answer.redirect_chain == [("/triage/?show=new", 302)]
    assert "You took 2 ideas" in body(answer)


def test_the_bar_gives_what_is_ticked_and_can_put_it_back(as_amina, programme, joe):
    one, two = titled(programme, "One", "Two")
    answer = as_amina.post("/triage/several/", {"do": "give", "to": joe.pk, "idea": tick(one, two)}, follow=True)
    assert "2 ideas given to Joe Bell" in body(answer)
    assert held_by(joe, one, two) == [True, True]
    undone = as_amina.post("/triage/several/undo/", {"ideas": f"{one.reference},{two.reference}"}, follow=True)
    assert held_by(joe, one, two) == [False, False]
    assert "2 ideas put back" in body(undone)


def test_putting_back_too_late_changes_nothing(as_amina, programme, joe):
    (one,) = titled(programme, "One")
    as_amina.post("/triage/several/", {"do": "give", "to": joe.pk, "idea": tick(one)})
    UndoPoint.objects.update(until=clock.now() - timedelta(seconds=1))
    answer = as_amina.post("/triage/several/undo/", {"ideas": one.reference}, follow=True)
    assert "0 ideas put back" in body(answer)
    assert held_by(joe, one) == [True]


def test_the_bar_moves_what_it_can_and_says_why_not_the_rest(as_amina, programme, amina, joe):
    fine, changed = titled(programme, "Fine", "Changed")
    own = send_idea(programme, by=by(amina, programme), title="My own")
    ticked = tick(fine, changed, own)
    services.take(Idea.objects.get(pk=changed.pk), by=by(joe, programme))
    answer = body(as_amina.post("/triage/several/", {"do": "take", "idea": ticked}, follow=True))
    assert held_by(amina, fine, changed, own) == [True, False, False]
    assert "You took 1 idea" in answer
    assert "1 idea was not moved: Changed. Someone else changed this while you had it open." in answer
    assert "1 idea was not moved: My own. This person sent the idea, so someone else must answer it." in answer


def test_ones_own_idea_is_listed_with_nothing_to_tick_or_take(as_amina, programme, amina):
    own = send_idea(programme, by=by(amina, programme), title="My own")
    titled(programme, "Of someone")
    page = body(as_amina.get("/triage/"))
    assert page.count('name="idea"') == 1
    assert "Tick: Of someone" in page
    assert "You sent this idea, so someone else must answer it." in page
    one = body(as_amina.get(f"/triage/{own.reference}/"))
    assert "You sent this idea, so someone else must answer it." in one
    assert [words for words in ("Take it", "Give to someone else", "Save and stay") if words in one] == []


def test_an_idea_is_not_given_to_its_own_sender(as_amina, programme, joe):
    own = send_idea(programme, by=by(joe, programme), title="Of Joe")
    answer = body(as_amina.post("/triage/several/", {"do": "give", "to": joe.pk, "idea": tick(own)}, follow=True))
    assert held_by(joe, own) == [False]
    assert "This person sent the idea, so someone else must answer it." in answer


def test_the_bar_says_what_is_missing_and_keeps_the_ticks(as_amina, programme, joe):
    one, two = titled(programme, "One", "Two")
    nothing = as_amina.post("/triage/several/", {"do": "take"})
    assert nothing.status_code == 422
    assert "Tick the ideas that you mean" in body(nothing)
    nobody = as_amina.post("/triage/several/", {"do": "give", "idea": tick(two), "to": ""})
    assert nobody.status_code == 422
    assert "Choose who to give it to" in body(nobody)
    assert body(nobody).count(" checked") == 1
    stranger = as_amina.post("/triage/several/", {"do": "give", "idea": tick(one), "to": make_person("X").pk})
    assert stranger.status_code == 422


def test_a_hidden_idea_is_not_moved_by_the_bar(client, programme):
    ours, theirs = make_organisation(programme, "Ours"), make_organisation(programme, "Theirs")
    make_service(theirs, "Ward 2", "There")
    hidden = send_idea(programme, title="Hidden", place="Ward 2, There")
    person = make_person("Ola Near")
    give_role(person, programme, organisation=ours)
    enter(client, person)
    client.post("/triage/several/", {"do": "take", "idea": tick(hidden)})
    assert held_by(person, hidden) == [False]


def test_the_file_holds_the_whole_filter_with_nothing_that_runs(as_amina, programme):
    titled(programme, *[f"Idea {number:02}" for number in range(26)])
    send_idea(programme, title='=HYPERLINK("http://x","y")', place="@SUM(A1)")
    answer = as_amina.get("/triage/ideas.csv?show=new")
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert answer["Content-Disposition"].startswith('attachment; filename="ideas-to-sort-')
    rows = list(csv.reader(io.StringIO(b"".join(answer.streaming_content).decode("utf-8-sig"))))
    assert rows[0][:3] == ["Reference", "Title", "Place"]
    assert len(rows) == 28
    assert ['\'=HYPERLINK("http://x","y")', "'@SUM(A1)"] in [row[1:3] for row in rows]


@pytest.mark.parametrize("count", [1, 3, 25])
def test_the_file_costs_the_same_however_long(as_amina, programme, count, django_assert_num_queries):
    titled(programme, *[f"Idea number {number}" for number in range(count)])
    with django_assert_num_queries(FILE_QUERIES):
        b"".join(as_amina.get("/triage/ideas.csv").streaming_content)


def test_every_row_has_its_words_on_a_phone_and_nothing_to_drag(as_amina, programme):
    titled(programme, "One")
    page = body(as_amina.get("/triage/"))
    assert "nhsuk-table-responsive" in page
    assert page.count("nhsuk-table-responsive__heading") == 3
    assert 'href="#actions"' in page
    assert 'id="actions"' in page
    assert "draggable" not in page
    assert "onmouse" not in page
    assert " style=" not in page


@pytest.mark.parametrize("number", ["²", "9" * 5000, "-1", ""])
def test_a_ticket_that_is_no_number_is_not_ticked(as_amina, programme, number):
    (idea,) = titled(programme, "One")
    answer = as_amina.post("/triage/several/", {"idea": f"{idea.reference}:{number}", "do": "take"})
    assert answer.status_code == 422
    assert "Tick the ideas that you mean" in body(answer)


def test_a_revision_that_is_no_number_is_out_of_date(as_amina, programme):
    (idea,) = titled(programme, "One")
    assert as_amina.post(f"/triage/{idea.reference}/take/", {"revision": "9" * 5000}).status_code == 409


@pytest.mark.parametrize("form", [{"idea": "A\0B-1:1", "do": "take"}, {"ideas": "A\0B-1"}])
def test_a_reference_that_no_database_can_hold_is_not_looked_for(as_amina, programme, form):
    address = "/triage/several/" if "do" in form else "/triage/several/undo/"
    assert as_amina.post(address, form).status_code in {302, 422}
