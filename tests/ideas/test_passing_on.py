"""To whom goes what was not kept: never to who has it already, nor to its named sender, whoever covers for whom."""

from datetime import date

import pytest

from groundswell.foundation.kit import clock
from groundswell.ideas import policies, services
from groundswell.ideas.models import Idea
from groundswell.ideas.states import Mode
from groundswell.partnership.models import Role
from tests.factories.answers import by, fresh
from tests.factories.partnership import give_role, make_person
from tests.ideas.test_promises import away, idea, keep, on, priya, ruth  # noqa: F401  the lead and the director


def goes_to(idea):  # noqa: F811
    return keep(12, 8, idea).escalated_to.name


def test_who_has_it_too_is_not_its_holder_when_they_cover_for_the_lead(programme, priya, ruth, idea, amina):  # noqa: F811
    Idea.objects.update(holder=amina)
    away(programme, priya, amina, 1, 31)
    assert goes_to(idea) == "Dee Duty"


def test_who_has_it_too_is_not_its_sender_when_they_cover_for_the_lead(programme, priya, ruth, idea, amina):  # noqa: F811
    Idea.objects.update(sender=amina, holder=make_person("Tom Reed"))
    away(programme, priya, amina, 1, 31)
    assert goes_to(idea) == "Dee Duty"


def test_who_has_it_too_may_be_a_second_lead_when_the_holder_covers_for_the_first(programme, priya, idea, amina):  # noqa: F811
    give_role(make_person("Zoe West"), programme, policies.LEAD)
    Idea.objects.update(holder=amina)
    away(programme, priya, amina, 1, 31)
    assert goes_to(idea) == "Zoe West"


def test_who_has_it_too_is_the_director_when_the_holder_answers_for_all(programme, priya, ruth, idea):  # noqa: F811
    Role.objects.filter(person=priya).delete()
    assert programme.default_duty.pk == fresh(idea).holder_id
    assert goes_to(idea) == "Ruth Adeyemi"


@pytest.mark.parametrize("sender", [False, True])
def test_who_has_it_too_is_of_the_team_when_there_is_nobody_else(programme, idea, priya, ruth, ben, sender):  # noqa: F811
    Role.objects.filter(person__in=[priya, ruth]).delete()
    if sender:
        Idea.objects.update(sender=programme.default_duty, holder=priya)
    assert goes_to(idea) == "Ben Osei"


def test_who_has_it_too_is_its_holder_when_there_is_nobody_at_all(programme, idea, priya, ruth):  # noqa: F811
    Role.objects.filter(person__in=[priya, ruth]).delete()
    assert goes_to(idea) == "Dee Duty"


def test_who_has_it_too_may_be_the_sender_in_confidence(programme, idea, priya):  # noqa: F811
    """Passing them over would tell who sent it."""
    Idea.objects.update(sender=priya, mode=Mode.CONFIDENTIAL)
    assert goes_to(idea) == "Priya Shah"


def test_a_question_goes_to_another_when_the_holder_covers_for_the_lead(programme, priya, ruth, idea, amina):  # noqa: F811
    """Both kinds of promise are passed on in the same way."""
    with clock.at(on(12, 2)):
        decision = services.Decision("not_now", "Not this month.", reason="cost")
        services.decide(idea, decision, by=by(amina, programme), harm="no")
    Idea.objects.update(question_by=date(2026, 12, 7))
    away(programme, priya, amina, 8, 31)
    assert keep(12, 8, idea).question_with.name == "Dee Duty"
