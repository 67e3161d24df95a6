"""Among which needs the site itself looks, when it compares what tells the same."""

from django.db.models import Q

from groundswell.foundation.access import Asker, Channel
from groundswell.needs import policies
from groundswell.needs.models import Need
from tests.factories.needs import make_need
from tests.factories.partnership import make_programme


def test_the_site_itself_looks_at_no_other_programme(programme):
    here, _there = make_need(programme), make_need(make_programme())
    site = Asker(programme_id=programme.pk, channel=Channel.TASK)
    assert list(Need.objects.filter(policies.found_by(site, Q(pk__in=[])))) == [here]
