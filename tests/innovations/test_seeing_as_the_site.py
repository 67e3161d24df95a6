"""Among which records the site itself looks, when it compares what tells the same."""

from groundswell.foundation.access import Asker, Channel
from groundswell.innovations import policies
from groundswell.innovations.models import Innovation
from tests.factories.innovations import make_innovation
from tests.factories.partnership import make_programme


def test_the_site_itself_looks_at_no_other_programme(programme):
    here, _there = make_innovation(programme), make_innovation(make_programme())
    site = Asker(programme_id=programme.pk, channel=Channel.TASK)
    assert list(Innovation.objects.filter(policies.found_by(site))) == [here]
