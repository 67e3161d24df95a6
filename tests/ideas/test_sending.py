from groundswell.foundation.audit.selectors import history_of
from groundswell.foundation.notices.models import OutboxRow
from groundswell.ideas import services
from tests.factories.ideas import send_idea
from tests.factories.partnership import asker_of, give_role, make_person


def test_send_idea_names_the_duty_person(programme):
    idea = send_idea(programme)
    assert idea.holder == programme.default_duty
    assert OutboxRow.objects.count() == 2
    assert [entry.verb for entry in history_of(idea.pk)] == ["send"]


def test_undo_restores_the_idea(programme):
    idea = send_idea(programme)
    amina = make_person()
    by = asker_of(amina, programme, "triager")
    services.reply(idea, "Great spot. I am asking outpatients.", by=by)
    assert idea.state == "finding_out" and idea.holder == amina
    services.undo(idea, by=by)
    assert idea.state == "read"
    assert idea.replied_at is None
    assert OutboxRow.objects.filter(cancelled_at=None).count() == 2


def test_send_idea_of_the_duty_person_goes_to_someone_else(programme):
    duty, amina = programme.default_duty, make_person()
    give_role(amina, programme)
    assert send_idea(programme, by=asker_of(duty, programme)).holder == amina
