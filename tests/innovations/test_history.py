"""The history of a record, which people can read: each thing that can happen has a sentence of its own."""

from groundswell.innovations import selectors, services
from groundswell.innovations.models import Standing
from groundswell.innovations.presenters.history import people_in, told
from groundswell.innovations.states import Group, Level
from groundswell.partnership import selectors as partnership
from tests.factories.innovations import make_innovation, make_steward, stands
from tests.factories.partnership import make_person

SAID = [
    "Sue Steward asked Stan Steward to look after this record",
    "Sue Steward took it up again",
    "Sue Steward let it rest",
    "Sue Steward wrote down that Joe Bell stopped: team",
    "Grace Obi asked not to be named on the page",
    "Grace Obi agreed to be named on the page",
    "Grace Obi said who sees “What it is”: everyone who has signed in",
    "Grace Obi took a tie to another innovation away",
    "Grace Obi tied it to another innovation",
    "Grace Obi said that a risk is over",
    "Grace Obi looked at a risk again",
    "Grace Obi added a risk",
    "Grace Obi took evidence out",
    "Grace Obi changed evidence",
    "Grace Obi added evidence",
    "Grace Obi changed “The need”",
    "The site wrote down Joe Bell: team",
    "The site wrote down Grace Obi: team",
    "Sue Steward began this record",
]


def evidence():
    return services.Evidence("Count", "Nine a day.", "real_world", "other", 2)


def live(innovation, grace, by_grace):
    """Everything that its team can do, once; gives the standing of one more of them."""
    joe = stands(innovation, make_person("Joe Bell"), "team")
    services.change_section(innovation, "needs", "Forty clinics", by=by_grace)
    item = services.add_evidence(innovation, evidence(), by=by_grace)
    services.change_evidence(item, evidence(), by=by_grace)
    services.remove_evidence(item, by=by_grace)
    words = services.RiskWords("Jam", 1, "Spare", grace.pk, innovation.began_on)
    risk = services.add_risk(innovation, words, by=by_grace)
    services.change_risk(risk, words, by=by_grace)
    services.close_risk(risk, by=by_grace)
    other = make_innovation(innovation.programme, team=[grace], keeper=innovation.keeper, title="Other")
    services.unlink(services.link(innovation, other, "similar", by=by_grace), by=by_grace)
    services.show(innovation, Group.ABOUT, Level.PARTNERSHIP, by=by_grace)
    own = Standing.objects.get(innovation=innovation, person=grace)
    services.let_name(own, True, by=by_grace)
    services.let_name(own, False, by=by_grace)
    return joe


def test_everything_that_happens_is_told_with_its_person(programme, innovation, grace, by_grace, by_sue):
    joe = live(innovation, grace, by_grace)
    services.end_standing(joe, by=by_sue)
    services.rest(innovation, by=by_sue)
    services.wake(innovation, by=by_sue)
    services.hand_over(innovation, to=make_steward(programme, "Stan Steward").pk, by=by_sue)
    rows = list(selectors.history(innovation))
    sentences = [one.sentence for one in told(rows, partnership.names_of(people_in(rows)))]
    assert sentences == SAID
