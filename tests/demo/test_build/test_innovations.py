"""The innovations of the demonstration."""

import textstat

from groundswell.foundation.kit import patients
from groundswell.ideas.models import Idea
from groundswell.innovations.models import Innovation, Link, Risk, Serves, Standing, Touches
from groundswell.innovations.states import Level, Maturity, Origin


def test_make_shows_the_first_cohort_and_says_what_is_published_of_it(demo):
    cohort = Innovation.objects.filter(began_on__lt="2019-01-01")
    assert cohort.count() == 16
    assert cohort.filter(summary__contains="The name is published. All else here is made up").count() == 7
    assert cohort.filter(summary__contains="This innovation is made up").count() == 9
    assert set(cohort.values_list("maturity", flat=True)) >= {Maturity.CONCEPT, Maturity.IN_USE}


def test_make_shows_innovations_of_every_origin_level_and_state(demo):
    everyone = Innovation.objects.all()
    assert set(everyone.values_list("origin", flat=True)) == set(Origin.values)
    assert set(everyone.values_list("openness", flat=True)) == set(Level.values)
    assert set(everyone.values_list("state", flat=True)) == {"active", "resting"}
    assert not everyone.filter(synthetic=False).exists()
    assert Risk.objects.filter(owner__name="Grace Mensah").count() == 1
    assert Link.objects.count() == 2


def test_make_lets_two_ideas_become_innovations(demo):
    grown = Idea.objects.exclude(innovation=None).select_related("innovation", "sender").order_by("sent_at")
    assert [idea.reference == idea.innovation.reference for idea in grown] == [True, True]
    teams = [Standing.objects.get(innovation=idea.innovation).person for idea in grown]
    assert teams == [idea.sender for idea in grown]


def test_make_tells_innovations_in_plain_words(demo):
    texts = [f"{one.summary} {one.problem}" for one in Innovation.objects.filter(began_on__lt="2019-01-01")]
    assert textstat.flesch_kincaid_grade(" ".join(texts)) <= 7
    assert [text for text in texts if patients.find(text)] == []


def test_make_says_what_made_up_innovations_serve_and_nothing_of_published_ones(demo):
    served = Serves.objects.values_list("innovation__title", "priority__title").order_by("innovation__title")
    assert list(served) == [
        ("A national test for chest pain, without a tube", "Outpatient visits that are worth the journey"),
        ("Equipment that finds its way home", "Less waste on wards"),
        ("Letters that a patient can read", "Outpatient visits that are worth the journey"),
        ("The two-minute theatre huddle", "Less time on paper, more with people"),
    ]
    touched = Touches.objects.values_list("programme_of_change__title", flat=True).order_by(
        "programme_of_change__title"
    )
    assert list(touched) == [
        "Anchor institution programme",
        "Health inequalities programme",
        "Outpatients programme",
        "Outpatients programme",
    ]
    published = Innovation.objects.filter(summary__contains="The name is published")
    assert not Serves.objects.filter(innovation__in=published).exists()
    assert not Touches.objects.filter(innovation__in=published).exists()
