"""What is kept of a record, and what is found of it: the same on both databases."""

from datetime import date
from uuid import UUID

import pytest
from django.db import connection

from groundswell.foundation.search import index, selectors, services
from groundswell.foundation.search.models import PublicWord, SearchRow
from groundswell.foundation.search.spelling import nearest, slips
from groundswell.foundation.search.wording import SMALL, asked_words, kept_words
from groundswell.ideas import services as ideas
from groundswell.ideas.models import Idea
from groundswell.innovations import services as innovations
from groundswell.innovations.states import Level
from groundswell.partnership import services as people
from groundswell.partnership.selectors import asker_for, task_asker
from tests.factories.ideas import nobody, send_idea
from tests.factories.innovations import make_innovation, make_steward, opened
from tests.factories.partnership import give_role, make_organisation, make_person, make_programme


@pytest.fixture
def amina(programme):
    return give_role(make_person("Amina Khan"), programme).person


@pytest.fixture
def by(amina, programme):
    return asker_for(amina, programme)


def titles(asker, text, **narrowed):
    """The titles of what is found, in order."""
    found = selectors.find(asker, selectors.wanted(text, **narrowed))
    return [row.title for hits in found.hits.values() for row in selectors.read(hits)]


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("The patients’ lists, printed TWICE!", ["patients", "lists", "printed", "twice"]),
        ("A&E on bank holidays", ["ae", "bank", "holidays"]),
        ("Café and Tŷ Coch", ["cafe", "ty", "coch"]),
        ("BLUE-HERON-42", ["blue", "heron", "42"]),
        ("a b c \0 ' \" ( ) * :", []),
        ("list list lists", ["list", "lists"]),
        ("one two three four five six seven eight nine ten", ["two", "three", "four", "five", "six", "seven", "eight", "nine"]),
    ],
)  # fmt: skip
def test_asked_words_are_those_that_count(typed, words):
    assert asked_words(typed) == words


@pytest.mark.postgresql
def test_no_word_that_counts_is_left_out_by_the_index(db):
    """A question of such words alone would else hold nothing, and find everything."""
    with connection.cursor() as cursor:
        kept = []
        for word in ("most", "being", "itself", "once", "under", "few", "nor"):
            cursor.execute("SELECT numnode(to_tsquery('english', %s))", [word])
            kept += [word] if cursor.fetchone()[0] == 0 and word not in SMALL else []
    assert kept == []


@pytest.mark.parametrize("text", ["clinic lists", "print", "twice PRINTED", "list clinic", "DESK"])
def test_find_an_idea_by_its_words_in_any_form(programme, by, text):
    send_idea(programme)
    assert titles(by, text) == ["Print the clinic list once, not twice"]


def test_find_by_reference(programme, by):
    idea = send_idea(programme)
    send_idea(programme, text="Another thing altogether")
    assert titles(by, idea.reference) == [idea.title]
    assert titles(by, idea.reference.lower().replace("-", " ")) == [idea.title]


def test_find_needs_every_word(programme, by):
    send_idea(programme)
    assert titles(by, "clinic helicopter") == []


@pytest.mark.parametrize("text", ["", "the", "'; DROP", '" OR kind : "idea', "a:* & !b", "kind:idea", "clinic)"])
def test_find_takes_no_word_for_syntax(programme, by, text):
    send_idea(programme)
    found = titles(by, text)
    assert found == (["Print the clinic list once, not twice"] if text == "clinic)" else [])


def test_find_shows_titles_first_and_then_the_newest(programme, by):
    sent = [send_idea(programme, text=text) for text in ("Badges. Old", "Nothing. Badges", "Badges. New")]
    for number, idea in enumerate(sent):
        Idea.objects.filter(pk=idea.pk).update(sent_at=f"2026-0{number + 1}-05 09:00Z")
    services.rebuild()
    assert [title.split(".")[0] for title in titles(by, "badges")] == ["Badges", "Badges", "Nothing"]
    days = [row.happened_on for row in selectors.read(selectors.find(by, selectors.wanted("badges")).hits["idea"])]
    assert days == [date(2026, 3, 5), date(2026, 1, 5), date(2026, 2, 5)]


def test_find_narrows_by_kind_place_and_state(programme, by):
    sue = make_steward(programme)
    basildon = make_organisation(programme)
    here = make_innovation(programme, team=[sue], keeper=sue, organisation_id=basildon.pk, maturity=5)
    opened(here, sue)
    send_idea(programme)
    assert titles(by, "clinic") == ["One clinic list", "Print the clinic list once, not twice"]
    assert titles(by, "clinic", kind="idea") == ["Print the clinic list once, not twice"]
    assert titles(by, "clinic", place_ids=(basildon.pk,)) == ["One clinic list"]
    assert titles(by, "clinic", kind="innovation", state="ready") == ["One clinic list"]
    assert titles(by, "clinic", kind="innovation", state="early") == []


def test_find_counts_no_further_than_a_thousand_of_a_kind(programme, by, monkeypatch):
    monkeypatch.setattr(selectors, "MOST_FOUND", 2)
    for number in range(4):
        send_idea(programme, text=f"Badges for ward {number}")
    found = selectors.find(by, selectors.wanted("badges"))
    assert len(found.hits["idea"]) == 3
    assert found.capped


def test_find_shows_an_old_record_by_its_name_however_much_is_newer(programme, by, monkeypatch):
    monkeypatch.setattr(selectors, "MOST_FOUND", 2)
    sent = [send_idea(programme, text=text) for text in ("Badges", *[f"Ward {number}. Badges" for number in range(4)])]
    Idea.objects.filter(pk=sent[0].pk).update(sent_at="2026-01-05 09:00Z")
    services.rebuild()
    assert titles(by, "badges")[0] == "Badges"
    assert len(titles(by, "badges")) == 3


def test_find_is_one_statement(programme, by, django_assert_num_queries):
    send_idea(programme)
    with django_assert_num_queries(1):
        selectors.find(by, selectors.wanted("clinic"))


def test_find_looks_in_one_programme_only(programme, by, amina):
    next_door = make_programme()
    send_idea(next_door)
    give_role(amina, next_door)
    assert titles(by, "clinic") == []
    assert len(titles(asker_for(amina, next_door), "clinic")) == 1


def test_keep_follows_what_an_innovation_says_and_who_sees_it(programme):
    sue, stranger = make_steward(programme), nobody(programme)
    made = make_innovation(programme, team=[sue], keeper=sue)
    assert titles(stranger, "clinic") == []
    opened(made, sue)
    assert titles(stranger, "clinic") == ["One clinic list"]
    steward = asker_for(sue, programme)
    innovations.change_about(made, title="A single sheet", summary="No more paper", problem="", by=steward, warned=True)
    assert titles(stranger, "clinic") == []
    assert titles(stranger, "sheet paper") == ["A single sheet"]
    innovations.show(made, "about", Level.PRIVATE, by=steward)
    assert titles(stranger, "sheet") == []
    assert PublicWord.objects.count() == 0


def test_keep_takes_a_covered_text_away_and_brings_it_back(programme, by):
    idea = ideas.take(send_idea(programme), by=by)
    ideas.hide_text(idea, "names", by=by)
    assert titles(by, "clinic") == []
    ideas.show_text(idea, by=by)
    assert titles(by, "clinic") == [idea.title]


def test_erasing_a_sender_takes_the_words_away(programme, by):
    grace = make_person("Grace Obi")
    send_idea(programme, by=asker_for(grace, programme))
    people.erase_person(by=task_asker(programme), reason="asked", person_id=grace.pk)
    assert titles(by, "clinic") == []
    assert SearchRow.objects.count() == 0
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("SELECT block FROM search_words_data")
            assert not any(b"clinic" in bytes(block) for (block,) in cursor.fetchall())


def test_rebuild_makes_the_same_rows_anew(programme, by):
    sue = make_steward(programme)
    opened(make_innovation(programme, team=[sue], keeper=sue), sue)
    gone = send_idea(programme, text="It will be gone")
    send_idea(programme)
    before = list(SearchRow.objects.exclude(record_id=gone.pk).order_by("pk").values())
    words = set(PublicWord.objects.values_list("word", flat=True))
    Idea.objects.filter(pk=gone.pk).update(hidden="names", hidden_by=sue)
    SearchRow.objects.filter(kind="innovation").delete()
    assert {key: count for key, count in services.rebuild().items() if count} == {"innovation": 1, "idea": 1}
    assert list(SearchRow.objects.order_by("pk").values()) == before
    assert set(PublicWord.objects.values_list("word", flat=True)) == words
    assert titles(by, "gone") == []


def test_index_is_made_anew_where_a_trigger_is_missing(programme, by):
    """A migration that rebuilds the table drops the triggers on SQLite without a word."""
    send_idea(programme)
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("DROP TRIGGER search_searchrow_changed")
            cursor.execute("DROP TRIGGER search_searchrow_added")
    send_idea(programme, text="Seen by no trigger")
    index.install(connection)
    assert titles(by, "trigger") == ["Seen by no trigger"]
    assert titles(by, "clinic") == ["Print the clinic list once, not twice"]


def test_place_of_a_record_is_its_day_and_then_chance():
    one, other = UUID(int=1 << 127), UUID(int=(1 << 128) - 1)
    places = [services.place_of(day, who) for day in (date(2026, 1, 1), date(2026, 1, 2)) for who in (one, other)]
    assert places == sorted(places)
    assert places[-1] < 2**63


@pytest.mark.parametrize(
    ("word", "meant"),
    [("glocose", "glucose"), ("glucos", "glucose"), ("gulcose", "glucose"), ("glucoses", "glucose"),
     ("glcos", ""), ("lsit", "list"), ("bd", ""), ("monitering", "monitoring"), ("montring", "monitoring")],
)  # fmt: skip
def test_nearest_word(word, meant):
    assert nearest(word, {"glucose", "list", "bed", "monitoring"}) == meant


def test_slips_are_counted_up_to_a_limit():
    assert [slips("list", other, 2) for other in ("list", "lists", "lsit", "last", "best", "monitor")] == [
        0,
        1,
        1,
        1,
        2,
        3,
    ]


def test_other_spelling_comes_from_what_everybody_may_read(programme, by):
    sue = make_steward(programme)
    made = make_innovation(programme, team=[sue], keeper=sue, title="Glucose monitors")
    send_idea(programme, text="Helicopters for all")
    assert selectors.other_spelling(by, selectors.wanted("glocose")) == ""
    opened(made, sue)
    assert selectors.other_spelling(by, selectors.wanted("glocose monitors")) == "glucose monitors"
    assert selectors.other_spelling(by, selectors.wanted("helicoptors")) == ""
    assert selectors.other_spelling(by, selectors.wanted("glucose")) == ""


def test_kept_words_stop_somewhere():
    assert len(kept_words("word " * 10_000)) == 4_000
    assert kept_words("x" * 100) == ["x" * 40]


def test_a_kind_lacks_when_it_has_records_and_no_row(programme):
    assert not services.lacks_a_kind()
    send_idea(programme)
    sue = make_steward(programme)
    make_innovation(programme, team=[sue], keeper=sue)
    assert not services.lacks_a_kind()
    SearchRow.objects.filter(kind="innovation").delete()
    assert services.lacks_a_kind()
    services.rebuild()
    assert not services.lacks_a_kind()


@pytest.mark.parametrize("count", range(1, 9))
def test_at_least_so_many_words_is_true_of_those_sets_alone(count):
    """Whatever the way in which it is said: asked of every set of the words."""
    words = [f"w{number}" for number in range(count)]
    for least in range(1, count + 1):
        said = index._at_least(words, least, " and ", " or ")
        for held in range(2**count):
            there = {word: bool(held >> place & 1) for place, word in enumerate(words)}
            assert eval(said, {}, there) == (sum(there.values()) >= least)
