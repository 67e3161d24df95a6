"""Needs and what stands beside them, made through the services as in life."""

from groundswell.needs.models import Need
from groundswell.needs.services import assets, needs
from groundswell.needs.services.assets import AssetWords
from groundswell.needs.services.needs import NeedWords
from groundswell.needs.states import RoleKey
from groundswell.partnership.selectors import asker_for
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
