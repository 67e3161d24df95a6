"""What somebody says of a need who has not signed in: the few answers, where they know it from, and who they are."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from groundswell.foundation.design.fields import EmailField, RadiosField
from groundswell.foundation.design.free_words import LineField
from groundswell.needs.forms.needs import RaiseForm
from groundswell.needs.services.needs import NeedWords
from groundswell.needs.states import NeedSource

KNOWN_FROM = (NeedSource.PATIENTS, NeedSource.COMMUNITY, NeedSource.STAFF)
WHO = ("name", "email")


class OutsideForm(RaiseForm):
    source = RadiosField(
        _("Where do you know it from, mainly?"),
        choices=[(one.value, one.label) for one in KNOWN_FROM],
        error=_("Select where you know it from"),
    )
    name = LineField(_("Your name"), error=_("Enter your name"), max_length=120, autocomplete="name")
    email = EmailField(_("Your email address"), hint=_("We answer you there. Nobody is shown it."), max_length=254)

    def words(self) -> NeedWords:
        typed = self.said() | self._place()
        return NeedWords(**{name: value for name, value in typed.items() if name not in (*WHO, "place")})
