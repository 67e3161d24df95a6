"""What mails about a need say."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from groundswell.foundation.access import Asker
from groundswell.foundation.design.words import long_date
from groundswell.needs import policies
from groundswell.needs.notices.words import About, Words, code
from groundswell.needs.selectors import needs as selectors

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from groundswell.needs.models import Need


def _who(need: Need) -> str:
    return str(need.state_by) if need.state_by else ""


@dataclass(frozen=True)
class ForRaiser(About):
    """For who raised it and may be signed out: the need that goes on for it, where everyone can read that.

    Else the page that asks them to sign in, then shows it.
    """

    def link(self, record: Need) -> str:
        need = selectors.goes_on_as(record)
        anyone = policies.can_read(Asker(programme_id=need.programme_id), need)
        return reverse("needs:need" if anyone else "needs:change", args=[need.reference])


def _with_other(asker: Asker) -> QuerySet[Need]:
    return selectors.needs_for(asker).select_related("joined_with")


NEED = About(selectors.needs_for, "needs:need", _who)
# For who raised it and may be signed out: its own page would hide it, this one asks them to sign in, then shows it.
RAISED_BY_THEM = About(selectors.needs_for, "needs:change", lambda _need: "")
JOINED = ForRaiser(_with_other, "needs:need", _who)
SENT_BACK = About(selectors.needs_for, "needs:change", _who)
READABLE = About(selectors.needs_readable, "needs:need", _who)
RAISED = lazy("You raised this need.")

WORDS = {
    "needs.raised": Words(
        RAISED_BY_THEM,
        lambda need: _("We have your need: %(code)s") % code(need),
        lambda need: (
            _("A programme manager reads it. You hear from them by %(day)s.")
            % {"day": long_date(selectors.answer_by(need.programme, need.raised_on))},
            _("You do not need to do anything. If you want to say more, sign in with this address."),
            _("Was it not you who wrote it? Then ask us to take it out, on our contact page."),
        ),
        lazy("Say more about it"),
        lazy("Someone, we hope you, told us what is lacking and gave this address."),
        always=True,
    ),
    "needs.published": Words(
        NEED,
        lambda need: _("Your need is in the needs bank: %(code)s") % code(need),
        lambda need: (
            _("%(who)s published it. Everyone can read it now.") % {"who": _who(need)},
            _("People can say what could help, and it can be chosen in the next round of votes."),
        ),
        lazy("Read it"),
        RAISED,
    ),
    "needs.returned": Words(
        SENT_BACK,
        lambda need: _("News of your need %(code)s") % code(need),
        lambda need: (
            _("%(who)s did not publish it as it stands, and says why on its page.") % {"who": _who(need)},
            _("You can say it anew there."),
        ),
        lazy("Read why"),
        RAISED,
    ),
    "needs.joined": Words(
        JOINED,
        lambda need: _("Your need %(code)s goes on with another") % code(need),
        lambda need: (
            _("%(who)s joined it with a need that is the same. That one goes on for both.") % {"who": _who(need)},
        ),
        lazy("See the other need"),
        RAISED,
    ),
    "needs.another_joined": Words(
        NEED,
        lambda need: _("Another need goes on with yours: %(code)s") % code(need),
        lambda _need: (_("Somebody else raised a need that is the same as yours. Yours goes on for both."),),
        lazy("See your need"),
        RAISED,
    ),
    "needs.apart": Words(
        JOINED,
        lambda need: _("Your need %(code)s goes on by itself again") % code(need),
        lambda need: (
            _("It was joined with another need. %(who)s took it out again, and says why on its page.")
            % {"who": _who(need)},
        ),
        lazy("Read it"),
        RAISED,
    ),
    "needs.another_left": Words(
        NEED,
        lambda need: _("One need less goes on with yours: %(code)s") % code(need),
        lambda _need: (_("A need that was joined with yours goes on by itself again. Nothing changes for yours."),),
        lazy("See your need"),
        RAISED,
    ),
    "needs.joined_news": Words(
        READABLE,
        lambda need: _("News of the need with which yours goes on: %(code)s") % code(need),
        lambda need: (_("It now stands at: %(state)s. Its page says more.") % {"state": need.get_state_display()},),
        lazy("Read it"),
        lazy("You raised a need that goes on with this one."),
    ),
    "needs.moved": Words(
        NEED,
        lambda need: _("News of your need %(code)s") % code(need),
        lambda need: (_("%(who)s said how it went. Its page says more.") % {"who": _who(need)},),
        lazy("Read it"),
        RAISED,
    ),
}
