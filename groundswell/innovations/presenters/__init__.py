"""Innovations in words, and what this room registers for menus, roles and lists."""

from django.utils.translation import gettext_lazy as _

from groundswell.foundation import menu
from groundswell.foundation.access import EVERYONE
from groundswell.foundation.access.roles import RoleKind, declare
from groundswell.innovations import policies
from groundswell.innovations.presenters import homes, life, steps, work
from groundswell.needs.policies import MANAGERS


def register_all() -> None:
    meaning = _("Looks after the records of innovations")
    declare(RoleKind(policies.STEWARD, _("Innovation records"), meaning, privileged=True))
    menu.register(menu.Link(_("Innovations"), "innovations:all", EVERYONE, 50))
    lists = _("The lists of words that records use")
    menu.register(menu.Link(lists, "innovations:words", EVERYONE, 40, where=menu.Where.MAP))
    serve = _("What our innovations serve")
    menu.register(menu.Link(serve, "innovations:serving", MANAGERS, 66, rare=True))
    menu.open_way("what-innovations-serve", "innovations:serving")
    menu.open_way("innovations-under", "innovations:serving-one")
    homes.register_all()
    life.register_all()
    steps.register_all()
    work.register_all()
