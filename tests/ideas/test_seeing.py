"""Whose queue an idea stands in, and among which ideas the site itself looks."""

from groundswell.foundation.access import Asker, Channel
from groundswell.ideas import policies
from groundswell.ideas.models import Idea
from tests.factories.ideas import send_idea
from tests.factories.partnership import asker_of, make_person, make_programme


def test_only_ideas_of_this_programme_stand_in_the_queue(programme):
    here, _there = send_idea(programme), send_idea(make_programme())
    amina = asker_of(make_person(), programme, "triager")
    assert list(Idea.objects.filter(policies.sorted_by(amina))) == [here]


def test_the_site_itself_looks_at_no_other_programme(programme):
    here, _there = send_idea(programme), send_idea(make_programme())
    site = Asker(programme_id=programme.pk, channel=Channel.TASK)
    assert list(Idea.objects.filter(policies.found_by(site))) == [here]
