"""What is set for the whole programme: how small a number of people is that is not shown."""

import pytest

from groundswell.foundation.access import NotAllowed
from groundswell.foundation.audit.models import AuditEntry
from groundswell.partnership.models import Programme
from groundswell.partnership.selectors import asker_for, task_asker
from groundswell.partnership.services.programme import set_fewest_shown
from tests.factories.partnership import enter, give_role, make_organisation, make_person, make_programme

HERE = "/settings/small-numbers/"


@pytest.fixture
def helen(programme):
    person = make_person("Helen Ross")
    give_role(person, programme, "programme_admin")
    return person


def kept(programme):
    return Programme.objects.get(pk=programme.pk).fewest_shown


def body(answer):
    return " ".join(answer.content.decode().split())


def test_set_fewest_shown_holds_for_every_asker_and_stands_in_the_audit(client, programme, helen):
    before = programme.revision
    enter(client, helen)
    assert 'value="5"' in body(client.get(HERE))
    assert client.post(HERE, {"fewest": "7"})["Location"] == HERE
    client.post(HERE, {"fewest": "7"})  # sent twice
    now = Programme.objects.get(pk=programme.pk)
    assert (now.fewest_shown, now.revision) == (7, before + 1)
    entry = AuditEntry.objects.get(record_id=programme.pk, verb="set_fewest_shown")
    assert entry.facts == {"fewest_shown": 7, "before": 5}
    assert {asker_for(helen, now).fewest_shown, task_asker(now).fewest_shown} == {7}
    assert "a number of people below 7" in body(client.get("/privacy/"))


@pytest.mark.parametrize("typed", ["2", "0", "-4", "21", "five", "", "\u0665"])
def test_set_fewest_shown_refuses_what_is_not_safe_and_keeps_what_was_typed(client, programme, helen, typed):
    enter(client, helen)
    answer = client.post(HERE, {"fewest": typed})
    assert (answer.status_code, f'value="{typed}"' in body(answer) or not typed) == (422, True)
    assert kept(programme) == 5


@pytest.mark.parametrize("fewest", [2, 21])
def test_set_fewest_shown_refuses_what_is_not_safe_past_the_page(programme, helen, fewest):
    with pytest.raises(NotAllowed, match="from 3 to 20"):
        set_fewest_shown(programme, fewest, by=asker_for(helen, programme))
    assert kept(programme) == 5


def test_set_fewest_shown_refuses_who_runs_less_or_another(programme, helen):
    other = make_programme()
    olu = make_person("Olu Ade")
    give_role(olu, programme, "organisation_admin", make_organisation(programme))
    give_role(helen, other, "programme_admin")
    for by in (asker_for(olu, programme), asker_for(helen, other), task_asker(programme)):
        with pytest.raises(NotAllowed, match="Only a programme administrator"):
            set_fewest_shown(programme, 7, by=by)
    assert kept(programme) == 5
