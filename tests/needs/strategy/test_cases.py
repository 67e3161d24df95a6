"""Cases for change: five parts and sources, in versions, to read, to print, and as a PDF where that can be made."""

import pytest

from groundswell.foundation.access import NotAllowed
from groundswell.foundation.design import paper
from groundswell.foundation.workflow.services import Stale
from groundswell.needs.models import CaseForChange, CaseSource
from groundswell.needs.selectors import cases as selectors
from groundswell.needs.services import strategy
from tests.factories.strategy import FIVE, make_case


def at(case, *rest):
    return "/" + "/".join(["strategy", "cases", str(case.line), *map(str, rest)]) + "/"


@pytest.mark.parametrize("part", FIVE)
def test_publish_needs_all_five_parts(programme, mary, by_mary, part):
    case = make_case(programme, mary, publish=False, **{part: " "})
    with pytest.raises(NotAllowed, match="Write all five parts first"):
        strategy.publish_case(case, by=by_mary)


def test_next_begins_with_the_words_and_sources_and_replaces_when_published(programme, mary, by_mary):
    case = make_case(programme, mary, publish=False)
    strategy.add_source(case, strategy.Source("Count of lists", "https://example.org/count"), by=by_mary)
    strategy.publish_case(case, by=by_mary)
    draft = strategy.next_case(case, by=by_mary)
    assert strategy.next_case(case, by=by_mary) == draft
    assert (draft.number, draft.why) == (2, FIVE["why"])
    assert [source.title for source in selectors.sources(draft)] == ["Count of lists"]
    strategy.change_case(draft, strategy.CaseWords("One list", **FIVE | {"why": "Two hours"}), by=by_mary, revision=1)
    strategy.publish_case(draft, by=by_mary)
    case.refresh_from_db()
    assert (case.state, case.why) == ("over", FIVE["why"])
    assert list(selectors.cases(by_mary)) == [draft]


def test_what_was_published_never_changes(programme, mary, by_mary):
    case = make_case(programme, mary)
    for verb in (
        lambda: strategy.change_case(case, strategy.CaseWords("Other"), by=by_mary),
        lambda: strategy.add_source(case, strategy.Source("Count"), by=by_mary),
        lambda: strategy.publish_case(case, by=by_mary),
    ):
        with pytest.raises(NotAllowed, match="This cannot be done now"):
            verb()
    assert CaseForChange.objects.get().title == "One list"


def test_change_after_someone_elses_is_stale(programme, mary, by_mary):
    case = make_case(programme, mary, publish=False)
    strategy.add_source(case, strategy.Source("Count"), by=by_mary)
    with pytest.raises(Stale):
        strategy.change_case(case, strategy.CaseWords("Other"), by=by_mary, revision=1)


def test_publish_refuses_words_that_nobody_read(programme, mary, by_mary, as_mary):
    case = make_case(programme, mary, publish=False)
    assert '<input type="hidden" name="revision" value="1">' in as_mary.get(at(case, 1)).content.decode()
    strategy.change_case(case, strategy.CaseWords("Other", **FIVE), by=by_mary, revision=1)
    for sent in ({"revision": 1}, {}):
        page = as_mary.post(at(case, "publish"), sent, follow=True).content.decode()
        assert "Someone else changed this while you had it open" in page
    assert CaseForChange.objects.get().state == "draft"


def test_publish_looks_at_the_five_parts_as_they_stand(programme, mary, by_mary):
    case = make_case(programme, mary, publish=False)
    read_before = CaseForChange.objects.select_related("owner").get()
    strategy.change_case(case, strategy.CaseWords("Other", **FIVE | {"why": ""}), by=by_mary)
    with pytest.raises(NotAllowed, match="Write all five parts first"):
        strategy.publish_case(read_before, by=by_mary)
    assert CaseForChange.objects.get().state == "draft"


def test_a_case_has_so_many_sources_and_no_more(programme, mary, by_mary):
    case = make_case(programme, mary, publish=False)
    CaseSource.objects.bulk_create(CaseSource(case=case, title=f"{number}", position=number) for number in range(25))
    with pytest.raises(NotAllowed, match="A case has at most 25 sources"):
        strategy.add_source(case, strategy.Source("One more"), by=by_mary)
    strategy.remove_source(case, selectors.sources(case)[0].pk, by=by_mary)
    strategy.add_source(case, strategy.Source("One more"), by=by_mary)
    assert selectors.sources(case).last().title == "One more"


def test_only_its_owner_and_writers_work_on_it(programme, mary, by_owen):
    case = make_case(programme, mary)
    for verb in (
        lambda: strategy.begin_case(strategy.CaseWords("Other"), by=by_owen),
        lambda: strategy.next_case(case, by=by_owen),
        lambda: strategy.publish_case(case, by=by_owen),
    ):
        with pytest.raises(NotAllowed, match="Only"):
            verb()


def test_pages_of_a_case_from_the_first_word_to_the_second_version(as_mary, nobody):
    answer = as_mary.post("/strategy/cases/write/", {"title": "One list", "today": FIVE["today"]})
    case = CaseForChange.objects.get()
    assert answer["Location"] == at(case, 1)
    assert nobody.get(at(case)).status_code == 404
    assert "Still empty: Why they must change" in as_mary.get(at(case)).content.decode()
    typed = {"title": "One list", **FIVE, "revision": "1"}
    assert as_mary.post(at(case, "write"), typed).status_code == 302
    late = as_mary.post(at(case, "write"), typed | {"why": "Mine came second"})
    assert late.status_code == 409
    assert all(words in late.content.decode() for words in ("Mine came second", FIVE["why"]))
    wrong = as_mary.post(at(case, "sources", "add"), {"title": "Count", "address": "javascript:alert(1)"})
    assert "Enter an address that begins with https://" in wrong.content.decode()
    as_mary.post(at(case, "sources", "add"), {"title": "Count", "address": "https://example.org/count"})
    case.refresh_from_db()
    assert as_mary.post(at(case, "publish"), {"revision": case.revision})["Location"] == at(case)
    page = nobody.get(at(case)).content.decode()
    for words in (*FIVE.values(), 'href="https://example.org/count"', "Published by Mary Manager on"):
        assert words in page
    assert "One list" in nobody.get("/strategy/cases/").content.decode()
    printed = nobody.get(at(case, 1, "print")).content.decode()
    main = printed[printed.index("<main") : printed.index("</main>")]
    assert all(words in main for words in FIVE.values())
    assert "<button" not in main
    assert as_mary.post(at(case, "next"))["Location"] == at(case, "write")
    assert nobody.get(at(case, 2)).status_code == 404


def test_a_case_that_is_not_whole_is_not_published_on_the_page(programme, mary, as_mary):
    case = make_case(programme, mary, publish=False, why="")
    answer = as_mary.post(at(case, "publish"), {"revision": case.revision}, follow=True)
    assert "Write all five parts first" in answer.content.decode()


def test_the_button_offers_the_page_to_print_where_no_pdf_can_be_made(programme, mary, nobody, monkeypatch):
    case = make_case(programme, mary)
    monkeypatch.setattr(paper, "can_draw", lambda: False)
    page = nobody.get(at(case)).content.decode()
    assert "Print it" in page
    assert "Keep it as a PDF" not in page
    assert nobody.get(at(case, 1, "pdf")).content == nobody.get(at(case, 1, "print")).content


def test_a_case_is_a_pdf_with_its_name(programme, mary, nobody):
    case = make_case(programme, mary)
    assert "Keep it as a PDF" in nobody.get(at(case)).content.decode()
    answer = nobody.get(at(case, 1, "pdf"))
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == 'attachment; filename="one-list-1.pdf"'
    assert answer.content.startswith(b"%PDF-")
