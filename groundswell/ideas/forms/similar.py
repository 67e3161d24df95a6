"""S4: send it as a new idea, or add one's name to what is there already."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from groundswell.foundation.design.fields import RadiosField
from groundswell.foundation.design.forms import Form

if TYPE_CHECKING:
    from groundswell.ideas.presenters.similar import Card

NEW = "new"
WHO_SEES = _("Others see how many people say the same. Nobody is shown your name. Your own words are not sent")


class SimilarForm(Form):
    """`cards`: what was found; each idea among them to which one may add one's name is a choice."""

    choice = RadiosField(_("What would you like to do?"), choices=(), error=_("Select what you would like to do"))

    def __init__(self, *args: Any, cards: list[Card], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        add = [(card.reference, _("Add my name to: %(title)s") % {"title": card.title}) for card in cards]
        may = [one for one in add if one[0]]
        self.fields["choice"].choices = [(NEW, _("Send my idea as a new idea")), *may]
        self.fields["choice"].initial = None if may else NEW  # one choice is none
        self.fields["choice"].hints = dict.fromkeys(dict(may), WHO_SEES)
