"""The needs, rounds, challenges and the strategy of the demonstration."""

from collections import Counter

import textstat
from django.test import Client

from groundswell.foundation.kit import patients
from groundswell.ideas.models import Idea
from groundswell.innovations.models import Innovation
from groundswell.needs.models import (
    Alignment,
    Asset,
    Ballot,
    Challenge,
    Entry,
    Need,
    Objective,
    Priority,
    Round,
    SignOff,
    TimelineEntry,
    Vision,
)
from groundswell.needs.selectors.strategy_money import balances
from groundswell.needs.states import AssetKind, ChallengeState, NeedState
from groundswell.partnership.models import (
    Programme,
    Sponsorship,
)
from tests.demo.alike import most_alike

SAID_OF_A_NEED = ("problem", "affected", "scale", "workaround", "good", "evidence")


def _states(model):
    return dict(Counter(model.objects.values_list("state", flat=True)))


def test_make_shows_forty_needs_in_every_state(demo):
    assert _states(Need) == {
        NeedState.RAISED: 3,
        NeedState.PUBLISHED: 17,
        NeedState.IN_ROUND: 6,
        NeedState.APPROVED: 3,
        NeedState.CHALLENGE: 3,
        NeedState.WORKED_ON: 1,
        NeedState.MET: 1,
        NeedState.NOT_MET: 1,
        NeedState.MERGED: 2,
        NeedState.RETIRED: 1,
        NeedState.RETURNED: 2,
    }


def test_make_says_of_each_need_in_the_bank_who_how_many_and_how_we_know(demo):
    published = Need.objects.exclude(published_on=None)
    assert [need.title for need in published if not all(getattr(need, name) for name in SAID_OF_A_NEED)] == []
    assert [need.title for need in published if need.published_by_id == need.raised_by_id] == []
    assert published.filter(theme=None).count() == 0


def test_make_tells_needs_in_plain_words_and_no_two_alike(demo):
    texts = [f"{need.title} {need.problem} {need.good}" for need in Need.objects.all()]
    assert textstat.flesch_kincaid_grade(" ".join(texts)) <= 6
    share, first, second = most_alike(texts)
    assert share < 0.5, (first, second)
    assert [text for text in texts if patients.find(text)] == []


def test_make_shows_ideas_that_answer_challenges_on_the_way_from_a_need_to_an_innovation(demo):
    answers = Counter(Idea.objects.exclude(answers_to=None).values_list("answers_to__title", flat=True))
    assert answers == {
        "One list that is right": 3,
        "A call worth picking up": 2,
        "An answer at three in the morning": 1,
        "Four steps in the dark": 1,
    }
    (innovation,) = Innovation.objects.exclude(answers_to=None)
    assert innovation.answers_to.title == "Four steps in the dark"
    assert innovation.answers_to.need.title[:5] == "Fewer"


def test_make_shows_eight_challenges_in_every_state(demo):
    assert _states(Challenge) == {ChallengeState.DRAFT: 2, ChallengeState.OPEN: 3, ChallengeState.CLOSED: 3}
    here = Sponsorship.objects.filter(kind=Challenge.KIND)
    assert set(here.values_list("person__name", flat=True)) == {"Ruth Adeyemi", "Nkechi Obi"}
    assert Counter(here.values_list("state", flat=True)) == {"accepted": 4, "ended": 3, "asked": 1}


def test_make_shows_a_round_that_was_decided_and_one_that_is_open(demo):
    decided, still_open = Round.objects.get(state="decided"), Round.objects.get(state="open")
    assert [Ballot.objects.filter(round=one).count() for one in (decided, still_open)] == [3, 2]
    explained = Entry.objects.filter(round=decided).exclude(deviation="").order_by("place")
    assert [(entry.need.title, entry.chosen) for entry in explained] == [
        ("Someone to ring on the first night at home", False),
        ("An interpreter in ten minutes", True),
    ]
    assert Entry.objects.filter(round=decided, chosen=True).count() == 9


def test_make_shows_what_could_help_and_who_stands_behind_it(demo):
    assert _states(Asset) == {"published": 10, "offered": 1, "withdrawn": 1}
    assert set(Asset.objects.values_list("kind", flat=True)) == set(AssetKind.values)
    assert sorted(SignOff.objects.values_list("role", flat=True)) == [
        "needs.community_partner",
        "needs.community_partner",
        "needs.governor",
        "needs.patient_partner",
        "needs.patient_partner",
    ]


def test_make_marks_needs_and_strategy_as_made_up(demo):
    for model in (Need, Asset, Round, Challenge, SignOff, Objective):
        assert not model.objects.filter(synthetic=False).exists(), model


def test_make_says_of_a_date_that_was_worked_out_that_it_was(demo):
    inferred = TimelineEntry.objects.filter(inferred=True)
    assert list(inferred.values_list("title", "happens_on__year")) == [("The third call for fellows", 2022)]


def test_make_says_of_each_date_of_the_past_where_it_is_published(demo):
    past = TimelineEntry.objects.exclude(precision="day")
    assert [one.title for one in past if not one.source_title] == []
    assert past.count() == 10
    assert TimelineEntry.objects.get(precision="day").source_title == ""  # made up, and to come


def test_make_writes_a_strategy_with_money_over_a_budget_and_a_gap_of_each_kind(demo):
    assert dict(Vision.objects.values_list("number", "state")) == {1: "over", 2: "published"}
    short = [one for one in balances(Priority.objects.exclude(budget=None)).values() if one.free < 0]
    assert [one.free for one in short] == [-4500]
    assert sorted(Priority.objects.values_list("state", flat=True)) == ["draft", *["published"] * 4]
    assert Objective.objects.filter(on_board=True).count() == 2
    assert Alignment.objects.count() == 3
    assert TimelineEntry.objects.filter(inferred=True).count() == 1


def test_the_page_of_the_strategy_tells_no_made_up_plan_of_a_real_partner_as_a_fact(demo):
    page = " ".join(Client(HTTP_HOST=Programme.objects.get().host).get("/strategy/").content.decode().split())
    builds_on = page[page.index("What it builds on") : page.index("What we want to reach")]
    cards = builds_on.split('<div class="app-card">')[1:]
    assert len(cards) == 3
    assert all("Made up for this demonstration" in card for card in cards)
    assert "The people, ideas, strategies and plans here are made up." in page
