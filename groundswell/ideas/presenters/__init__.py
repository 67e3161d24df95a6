"""Ideas in words, and what this room registers for menus and lists."""

from django.utils.translation import gettext_lazy as _

from groundswell.foundation.access.roles import RoleKind, declare
from groundswell.ideas import policies
from groundswell.ideas.presenters import story, work


def register_all() -> None:
    declare(RoleKind(policies.TRIAGER, _("Innovation team"), _("Reads and answers ideas"), team=True, privileged=True))
    story.register_all()
    work.register_all()
