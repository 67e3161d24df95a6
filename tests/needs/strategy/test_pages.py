"""The pages of the strategy: what everyone reads, what its writers do, what stays when something is wrong."""

import re
from datetime import date

import pytest

from groundswell.needs.models import BroaderStrategy, Objective, Priority, TimelineEntry
from groundswell.needs.selectors import strategy as selectors
from groundswell.needs.services import signoffs, strategy
from groundswell.partnership.selectors import asker_for
from tests.factories.answers import day
from tests.factories.partnership import give_role, make_person
from tests.factories.strategy import make_ally, make_manager, make_objective, make_priority, promised, published
from tests.needs.strategy.test_report import make_challenge, make_need


def body(response):
    return re.sub(r"\s+", " ", response.content.decode())


def test_everyone_reads_the_tree_and_only_writers_see_drafts(programme, mary, by_mary, nobody, as_mary):
    plan = published(strategy.add(BroaderStrategy, strategy.BroaderWords("Five-year plan"), by=by_mary), by_mary)
    hidden = strategy.add(BroaderStrategy, strategy.BroaderWords("Secret plan"), by=by_mary)
    objective = make_objective(programme, mary, on_board=True, builds_on=(plan.pk, hidden.pk))
    make_priority(programme, mary, objective_id=objective.pk, protected_hours=12, protected_for="ward staff")
    make_priority(programme, mary, title="Not yet told", objective_id=objective.pk, publish=False)
    make_priority(programme, mary, title="Hangs loose")
    public, own = body(nobody.get("/strategy/")), body(as_mary.get("/strategy/"))
    assert "It builds on: Five-year plan." in public
    assert "Mary Manager answers for it. Time set aside: 12 hours a week, of ward staff." in public
    assert "Priorities that serve no objective yet" in public
    assert "Add an objective" not in public
    assert "It builds on: Five-year plan, Secret plan." in own
    assert "Budget: £50,000" in own
    for words in ("Secret plan", "Not yet told", "£50,000", "Change<"):
        assert words not in public
        assert words in own


def test_a_priority_tells_nothing_of_an_objective_that_is_a_draft(programme, mary, nobody):
    draft = make_objective(programme, mary, title="Secret aim", publish=False)
    row = make_priority(programme, mary, objective_id=draft.pk)
    assert "Secret aim" not in body(nobody.get(f"/strategy/priorities/{row.pk}/"))
    tree = body(nobody.get("/strategy/"))
    assert "Secret aim" not in tree
    assert tree.count(row.title) == 1


def test_an_empty_strategy_says_so(nobody):
    page = body(nobody.get("/strategy/"))
    assert "No vision is published yet." in page
    assert "No objective is published yet." in page
    assert "No date is published yet." in body(nobody.get("/timeline/"))
    assert "No case is published yet." in body(nobody.get("/strategy/cases/"))


def test_parts_are_written_published_and_ended_on_their_pages(as_mary, mary, nobody):
    add = "/strategy/all/priorities/add/"
    wrong = as_mary.post(add, {"title": "", "budget": "lots", "text": "It helped 943 476 5919 at once."})
    assert wrong.status_code == 422
    page = body(wrong)
    for words in ("Enter a short name", "Enter a number, like 12500", "patient information", 'value="lots"'):
        assert words in page
    answer = as_mary.post(add, {"title": "One list", "text": "Once", "owner_id": str(mary.pk), "budget": "£12,500"})
    row = Priority.objects.get()
    here = f"/strategy/priorities/{row.pk}/"
    assert answer["Location"] == here
    assert nobody.get(here).status_code == 404
    move = f"/strategy/all/priorities/{row.pk}/move/"
    assert as_mary.post(move, {"do": "publish", "revision": 1})["Location"] == here
    assert "Published by Mary Manager on" in body(nobody.get(here))
    assert "This cannot be done now" in body(as_mary.post(move, {"do": "publish", "revision": 2}, follow=True))
    as_mary.post(move, {"do": "end", "revision": 2})
    assert "No longer in force since" in body(nobody.get(here))
    assert "One list" not in body(nobody.get("/strategy/"))
    assert "Take it up again" in body(as_mary.get("/strategy/all/priorities/"))


def test_change_keeps_both_texts_where_someone_was_faster(programme, mary, as_mary, by_mary):
    row = make_objective(programme, mary)
    here = f"/strategy/all/objectives/{row.pk}/"
    assert f'value="{row.title}"' in body(as_mary.get(here))
    typed = {"title": "Mine came second", "text": "One", "owner_id": str(mary.pk), "revision": row.revision}
    strategy.change(row, strategy.ObjectiveWords("Theirs came first", "One", mary.pk), by=by_mary)
    late = as_mary.post(here, typed)
    assert late.status_code == 409
    page = body(late)
    assert all(words in page for words in ("Mine came second", "Theirs came first"))
    again = re.search(r'name="revision" value="(\d+)"', page)[1]
    assert as_mary.post(here, typed | {"revision": again}).status_code == 302
    assert Objective.objects.get().title == "Mine came second"
    assert as_mary.post(here, typed | {"revision": ""}).status_code == 409


@pytest.mark.parametrize("kind", ["broader", "objectives", "priorities", "programmes", "functions", "timeline"])
def test_forms_of_each_kind_open_for_writers_only(kind, as_mary, as_owen, nobody):
    for address in (f"/strategy/all/{kind}/", f"/strategy/all/{kind}/add/"):
        assert [one.get(address).status_code for one in (as_mary, as_owen, nobody)] == [200, 403, 302]


DATE = {"title": "Begun", "precision": "month"} | day(date(2018, 5, 1), "happens_on")


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"source_title": "Report", "source_address": "javascript:alert(1)"}, "begins with https://"),
        ({"source_address": "https://example.org/report"}, "Say what it is called, so that people know what they open"),
        ({"source_title": "Report on 943 476 5919"}, "This looks like patient information"),
    ],
)
def test_add_a_date_refuses_a_source_that_nobody_can_read(as_mary, typed, says):
    page = as_mary.post("/strategy/all/timeline/add/", DATE | typed)
    assert page.status_code == 422
    assert says in body(page)
    assert next(iter(typed.values())) in body(page)  # what was typed stays


def test_change_a_date_keeps_its_source(as_mary):
    typed = {"source_title": "Annual report, page 12", "source_address": "https://example.org/report"}
    as_mary.post("/strategy/all/timeline/add/", DATE | typed)
    row = TimelineEntry.objects.get()
    assert {name: getattr(row, name) for name in typed} == typed
    page = body(as_mary.get(f"/strategy/all/timeline/{row.pk}/"))
    assert all(f'value="{said}"' in page for said in typed.values())


def test_no_such_kind_is_not_there(as_mary, programme, mary):
    row = make_objective(programme, mary)
    assert as_mary.get("/strategy/all/visions/").status_code == 404
    assert as_mary.get("/strategy/all/visions/add/").status_code == 404
    assert as_mary.get(f"/strategy/all/visions/{row.pk}/").status_code == 404
    assert as_mary.get(f"/strategy/all/broader/{row.pk}/").status_code == 404


def test_publish_refuses_words_that_nobody_read(programme, owen, by_mary, by_owen, as_mary):
    row = make_priority(programme, owen, by=by_mary, publish=False)
    move, here = f"/strategy/all/priorities/{row.pk}/move/", f"/strategy/priorities/{row.pk}/"
    assert '<input type="hidden" name="revision" value="1">' in body(as_mary.get(here))
    words = strategy.PriorityWords("Not this", "Nor this", owen.pk)
    strategy.change(Priority.objects.get(), words, by=by_owen, revision=1)
    for sent in ({"revision": 1}, {}):
        page = body(as_mary.post(move, {"do": "publish"} | sent, follow=True))
        assert "Someone else changed this while you had it open" in page
    assert Priority.objects.get().state == "draft"


def test_owner_changes_their_own_and_does_not_publish(programme, owen, by_mary, as_owen):
    row = make_priority(programme, owen, by=by_mary)
    page = body(as_owen.get(f"/strategy/priorities/{row.pk}/"))
    assert "Change<" in page
    assert "It is over" not in page
    assert as_owen.post(f"/strategy/all/priorities/{row.pk}/move/", {"do": "end"}).status_code == 403
    other = make_objective(programme, make_manager(programme, "Max Manager"))
    assert as_owen.get(f"/strategy/all/objectives/{other.pk}/").status_code == 403


def test_a_programme_with_nobody_to_speak_with_is_saved_and_named(as_mary, owen):
    add = "/strategy/all/functions/add/"
    answer = as_mary.post(add, {"title": "Digital", "contact_id": str(owen.pk)}, follow=True)
    assert "We speak with Owen Owner. We have not spoken yet." in body(answer)
    assert "Nobody is named" in body(as_mary.post(add, {"title": "Estates"}, follow=True))


def test_the_board_reads_its_objectives_how_we_can_tell_and_the_money(programme, mary, by_mary, as_owen, nobody):
    objective = make_objective(programme, mary, title="For the board", on_board=True, measure="Lists a clinic")
    make_objective(programme, mary, title="For ourselves")
    row = make_priority(programme, mary, objective_id=objective.pk, budget="1000")
    make_priority(programme, mary, objective_id=objective.pk, title="No money", budget="")
    promised(row, "300", by_mary)
    page = body(as_owen.get("/strategy/board/"))
    for words in ("For the board", "Lists a clinic", "£700 of £1,000 is left.", "No budget is set."):
        assert words in page
    assert "For ourselves" not in page
    assert nobody.get("/strategy/board/").status_code == 302


def test_the_menu_leads_to_the_strategy(nobody, as_owen, as_mary):
    pages = [body(browser.get("/menu/")) for browser in (nobody, as_owen, as_mary)]
    links = ("/strategy/", "/timeline/", "/strategy/cases/", "/strategy/programmes/", "/strategy/gaps/")
    assert [[f'href="{link}"' in page for link in links] for page in pages] == [
        [True, True, True, False, False],
        [True, True, True, True, False],
        [True] * 5,
    ]


def test_a_stranger_with_a_role_next_door_sees_no_draft(programme, mary, next_door):
    draft = make_ally(programme, mary, publish=False)
    nora = make_manager(next_door, "Nora Next")
    assert selectors.part(asker_for(nora, next_door), "programmes", draft.pk) is None
    assert selectors.part(asker_for(make_person("Joe"), programme), "programmes", draft.pk) is None
    assert selectors.part(asker_for(mary, programme), "programmes", draft.pk) == draft


def test_a_priority_shows_its_needs_its_open_challenges_and_who_stands_behind_it(programme, mary, by_mary, nobody):
    row = make_priority(programme, mary)
    here = f"/strategy/priorities/{row.pk}/"
    need = make_need(programme, mary, "SLOW-1", priority=row)
    make_need(programme, mary, "RAISED-1", priority=row, state="raised")
    make_challenge(need, mary, "CALL-1", priority=row)
    assert "Nobody of the community has signed this off yet." in body(nobody.get(here))
    cora = make_person("Cora Community")
    give_role(cora, programme, "needs.community_partner")
    signoffs.sign_off(row, "We asked for it", by=asker_for(cora, programme), revision=row.revision)
    page = body(nobody.get(here))
    for words in ('href="/needs/SLOW-1/"', 'href="/challenges/CALL-1/"', "Cora Community, community partner, on"):
        assert words in page
    assert "RAISED-1" not in page
    said = strategy.PriorityWords("Other words", "Twice", mary.pk)
    strategy.change(row, said, by=by_mary)
    assert "It was changed since then" in body(nobody.get(here))
