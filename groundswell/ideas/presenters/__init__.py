"""Ideas in words, and what this room registers for menus and lists."""

from django.utils.translation import gettext_lazy as _

from groundswell.foundation.access.roles import RoleKind, declare
from groundswell.ideas import policies
from groundswell.ideas.presenters import homes, life, story, work


def register_all() -> None:
    lead, director = _("Innovation lead"), _("Director")
    leads, directs = _("Has what is late, too"), _("Has what is late a second time")
    declare(RoleKind(policies.LEAD, lead, leads, separation=True, team=True, privileged=True))
    declare(RoleKind(policies.DIRECTOR, director, directs, separation=True, privileged=True))
    declare(RoleKind(policies.TRIAGER, _("Innovation team"), _("Reads and answers ideas"), team=True, privileged=True))
    homes.register_all()
    life.register_all()
    story.register_all()
    work.register_all()
