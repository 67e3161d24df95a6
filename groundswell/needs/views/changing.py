"""Saying a need anew, and choosing the priority that it serves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from groundswell.foundation.access import SIGNED_IN, page
from groundswell.needs import policies
from groundswell.needs.forms.needs import NeedForm, ServesForm
from groundswell.needs.presenters import needs as words
from groundswell.needs.selectors import needs as selectors
from groundswell.needs.services import needs as services
from groundswell.needs.services.serving import serve
from groundswell.needs.views.finding import Sheet, find_need, revision_of, save, typed
from groundswell.needs.views.needs import at, sources_of, themes_of
from groundswell.partnership.selectors import Place

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from groundswell.needs.models import Need, Priority, Theme

TYPED = ("title", "problem", "affected", "scale", "workaround", "good", "limits", "evidence", "evidence_address")


@page(audience=SIGNED_IN)
def change(request: HttpRequest, reference: str) -> HttpResponse:
    """Say all that can be said of it; once it is weighed up, only which priority it serves."""
    need, asker = find_need(request, reference), request.asker
    policies.can_change(asker, need).or_raise()
    manages = bool(policies.can_manage(asker, need))
    if manages and need.state in sources_of("serve"):
        return _serve(request, need)
    own = {name: getattr(need, name) for name in TYPED} | {"source": need.source, "priority": _priority(need)}
    stands = Place(str(need.service or need.organisation or ""), need.organisation_id, need.service_id)
    own |= {"theme": str(need.theme_id or ""), "place": stands.text}
    form = NeedForm(
        typed(request),
        initial=own,
        programme=request.programme,
        stands=stands,
        themes=_themes(request, need),
        priorities=_priorities(need) if manages else None,
    )
    sheet = Sheet(
        _("What is needed"), at(need), _("Save"), need.reference, need.said, need, lambda: words.as_it_stands(need)
    )
    given = {"by": asker, "revision": revision_of(request.POST)}
    return save(
        request,
        form,
        sheet,
        lambda: services.change_need(need, form.words(), serves=form.serves(), **given),
        said=_("Saved"),
        to=at(need),
    )


def _serve(request: HttpRequest, need: Need) -> HttpResponse:
    form = ServesForm(typed(request), initial={"priority": _priority(need)}, priorities=_priorities(need))
    sheet = Sheet(
        _("Which priority does it serve?"),
        at(need),
        _("Save"),
        need.title,
        record=need,
        theirs=lambda: str(need.priority or _("None yet")),
    )
    given = {"by": request.asker, "revision": revision_of(request.POST)}
    return save(request, form, sheet, lambda: serve(need, form.serves(), **given), said=_("Saved"), to=at(need))


def _priority(need: Need) -> str:
    return str(need.priority_id or "")


def _themes(request: HttpRequest, need: Need) -> list[Theme]:
    """Those of today; one that is over stays where it stands."""
    themes = themes_of(request)
    return [*themes, need.theme] if need.theme and need.theme not in themes else themes


def _priorities(need: Need) -> list[Priority]:
    """Those in force; one that is over stays where it stands."""
    held = selectors.priorities(need.programme_id)
    return [*held, need.priority] if need.priority and need.priority not in held else held
