"""Needs and what stands beside them, made through the services as in life."""

from datetime import timedelta

from groundswell.foundation.kit import clock
from groundswell.needs.models import Need
from groundswell.needs.selectors.challenges import asked_now
from groundswell.needs.services import assets, challenges, needs, rounds, rounds_votes
from groundswell.needs.services.assets import AssetWords
from groundswell.needs.services.challenges import ChallengeWords
from groundswell.needs.services.needs import NeedWords
from groundswell.needs.states import RoleKey
from groundswell.partnership.selectors import asker_for
from groundswell.partnership.services import sponsorships
from tests.factories.partnership import give_role, make_person

WORDS = NeedWords("Waiting for a scan", "People wait nine weeks for a scan.", "People who wait", good="Two weeks")


def make_holder(programme, role, name, organisation=None):
    person = make_person(name)
    give_role(person, programme, role, organisation)
    return person


def make_manager(programme, name="Mia Manager"):
    return make_holder(programme, RoleKey.MANAGER, name)


def make_theme(programme, name="Shorter waits", manager=None):
    manager = manager or make_manager(programme, f"Keeper of {name}")
    return assets.add_theme(programme, name, "Less waiting, for everyone.", by=asker_for(manager, programme))


def make_need(programme, *, raiser=None, words=WORDS):
    raiser = raiser or make_person("Oli Owner")
    return needs.raise_need(programme, words, by=asker_for(raiser, programme))


def published(programme, *, manager=None, theme=None, **raised):
    """A need in the bank, published by somebody else than who raised it."""
    need = make_need(programme, **raised)
    manager = manager or make_manager(programme, "Pia Publisher")
    needs.publish_need(need, theme_id=theme and theme.pk, by=asker_for(manager, programme))
    return fresh(need)


def make_asset(programme, *, theme=None, owner=None, title="A spare scanner", kind="space"):
    owner = owner or make_person("Ava Asset")
    words = AssetWords(kind, title, "It stands idle on Sundays.", "Ring the desk.", theme and theme.pk)
    return assets.offer_asset(programme, words, by=asker_for(owner, programme))


def fresh(record):
    return type(record).objects.select_related("programme").get(pk=record.pk)


def need_again(need):
    return Need.objects.get(pk=need.pk)


def make_round(programme, manager, needs, *, weights=(60, 40), days=7):
    """Prepared, with its criteria and needs; not open yet."""
    by = asker_for(manager, programme)
    closes_on = clock.today(programme.timezone) + timedelta(days=days)
    made = rounds.prepare_round(programme, "Spring 2027", "What comes first this spring?", closes_on, by=by)
    criteria = [rounds.CriterionWords(f"Criterion {number}", weight) for number, weight in enumerate(weights, 1)]
    rounds.set_criteria(made, criteria, by=by)
    rounds.set_needs(made, needs, by=by)
    return made


def opened_round(programme, manager, needs, **more):
    made = make_round(programme, manager, needs, **more)
    rounds.open_round(made, by=asker_for(manager, programme))
    return fresh(made)


def votes_of(round_, person, *scores):
    """One row of scores a need, by its title; one score a criterion."""
    criteria = [one.pk for one in round_.criteria.order_by("position")]
    for entry, row in zip(round_.entries.order_by("need__title"), scores, strict=True):
        by = asker_for(person, round_.programme)
        rounds_votes.vote(round_, entry, dict(zip(criteria, row, strict=True)), by=by)


def after_the_last_day(round_or_challenge):
    """The morning after."""
    return clock.at(round_or_challenge.closes_on + timedelta(days=1))


def chosen_need(programme, manager, title="Waiting for a scan", need=None):
    """A need that a round chose, made short: the round itself stands in the tests of rounds."""
    need = need or published(programme, words=NeedWords(title, "People wait nine weeks."))
    by = asker_for(manager, programme)
    for verb in ("weigh", "approve"):
        needs.move_need(need, verb, by=by)
    return fresh(need)


def make_challenge(programme, manager, *, sponsor=None, need=None, days=30, title="Who can shorten the wait?"):
    words = ChallengeWords(
        title,
        "People wait nine weeks for a scan.",
        criteria="Less waiting.",
        closes_on=clock.today(programme.timezone) + timedelta(days=days),
    )
    need = need or chosen_need(programme, manager)
    by = asker_for(manager, programme)
    return challenges.put_challenge(need, words, sponsor_id=sponsor and sponsor.pk, by=by)


def make_sponsor(programme, name="Eve Executive"):
    return make_holder(programme, "sponsor", name)


def stand_behind(challenge, person):
    """The executive who was asked says yes."""
    asked = asked_now(challenge)
    return sponsorships.accept(asked, by=asker_for(person, challenge.programme), revision=asked.revision)


def opened_challenge(programme, manager, **more):
    sponsor = more.pop("sponsor", None) or make_sponsor(programme)
    made = make_challenge(programme, manager, sponsor=sponsor, **more)
    stand_behind(made, sponsor)
    challenges.open_challenge(made, by=asker_for(manager, programme))
    return fresh(made)
