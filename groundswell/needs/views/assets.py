"""What we have that could help: the list, one asset, offering it; and themes and insight briefs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from groundswell.foundation.access import EVERYONE, SIGNED_IN, page
from groundswell.foundation.design.filters import FilterLink
from groundswell.foundation.kit import clock
from groundswell.foundation.workflow.services import Stale
from groundswell.needs import policies
from groundswell.needs.forms.assets import AssetForm, BriefForm, ChangeThemeForm, ThemeForm
from groundswell.needs.lifecycle.needs import ASSET
from groundswell.needs.presenters import needs as words
from groundswell.needs.selectors import needs as selectors
from groundswell.needs.services import assets as services
from groundswell.needs.services import briefs
from groundswell.needs.views.finding import READ, SEND, Sheet, find_need, paged, revision_of, save, there, typed
from groundswell.needs.views.needs import at, themes_of

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse

    from groundswell.needs.models import Asset, Need

TYPED = ("kind", "title", "text", "how_to_use")
MOVES = {"publish": "publish", "withdraw": "withdraw", "offer": "offer again"}


def find_asset(request: HttpRequest, asset_id: UUID) -> Asset:
    return there(selectors.asset_for(request.asker, asset_id))


@page(audience=EVERYONE, methods=READ)
def every(request: HttpRequest) -> HttpResponse:
    """People, skills, spaces and groups that could help, by theme."""
    themes = themes_of(request)
    theme = next((one for one in themes if str(one.pk) == request.GET.get("theme", "")), None)
    found = paged(request, selectors.assets_listed(request.asker, theme and theme.pk))
    links = [FilterLink(_("Every theme"), reverse("needs:assets"), None, theme is None)]
    links += [
        FilterLink(one.name, f"{reverse('needs:assets')}?theme={one.pk}", None, one is theme) for one in themes
    ]  # fmt: skip
    shown = {
        "assets": [(asset, words.asset_sentence(asset)) for asset in found],
        "page": found,
        "links": links if themes else [],
        "query": f"theme={theme.pk}" if theme else "",
    }
    return render(request, "needs/assets.jinja", shown)


@page(audience=EVERYONE, methods=READ)
def one(request: HttpRequest, asset_id: UUID) -> HttpResponse:
    asset, asker = find_asset(request, asset_id), request.asker
    shown = {
        "asset": asset,
        "sentence": words.asset_sentence(asset),
        "needs": selectors.needs_of(asset, asker),
        "may_change": bool(policies.can_change_asset(asker, asset)) and asset.state in ASSET.moves["change"].sources,
        "may_publish": bool(policies.can_publish_asset(asker, asset)) and asset.state in ASSET.moves["publish"].sources,
        "may_offer": bool(policies.can_change_asset(asker, asset))
        and asset.state in ASSET.moves["offer again"].sources,
    }
    return render(request, "needs/asset.jinja", shown)


@page(audience=SIGNED_IN)
def offer(request: HttpRequest) -> HttpResponse:
    form = AssetForm(typed(request), programme=request.programme, themes=themes_of(request))
    sheet = Sheet(_("What do you have that could help?"), reverse("needs:assets"), _("Offer it"))
    return save(
        request,
        form,
        sheet,
        lambda: services.offer_asset(request.programme, form.words(), by=request.asker, key=form.drawn()),
        said=_("Thank you. A programme manager looks at it next"),
        to=lambda asset: reverse("needs:asset", args=[asset.pk]),
    )


@page(audience=SIGNED_IN)
def change(request: HttpRequest, asset_id: UUID) -> HttpResponse:
    asset = find_asset(request, asset_id)
    policies.can_change_asset(request.asker, asset).or_raise()
    own = {name: getattr(asset, name) for name in TYPED}
    own |= {"theme": str(asset.theme_id or ""), "place": str(asset.organisation or "")}
    form = AssetForm(typed(request), initial=own, programme=request.programme, themes=themes_of(request))
    here = reverse("needs:asset", args=[asset.pk])
    sheet = Sheet(_("Change what you offer"), here, _("Save"), asset.title, record=asset, theirs=lambda: asset.text)
    return save(
        request,
        form,
        sheet,
        lambda: services.change_asset(asset, form.words(), by=request.asker, revision=revision_of(request.POST)),
        said=_("Saved"),
        to=here,
    )


@page(audience=SIGNED_IN, methods=SEND)
def move(request: HttpRequest, asset_id: UUID) -> HttpResponse:
    """Publish it, take it back, or offer it again."""
    asset = find_asset(request, asset_id)
    verb = MOVES.get(request.POST.get("do", ""), "")
    try:
        services.move_asset(asset, verb, by=request.asker, revision=revision_of(request.POST))
    except Stale as stale:
        messages.error(request, str(stale))
        return redirect("needs:asset", asset_id)
    messages.success(request, words.asset_sentence(find_asset(request, asset_id)))
    return redirect("needs:asset", asset_id)


@page(audience=policies.MANAGERS)
def add_theme(request: HttpRequest) -> HttpResponse:
    form = ThemeForm(typed(request))
    sheet = Sheet(_("Add a theme"), reverse("needs:themes"), _("Add it"))
    return save(
        request,
        form,
        sheet,
        lambda: services.add_theme(request.programme, **form.cleaned_data, by=request.asker),
        said=_("Added"),
        to=reverse("needs:themes"),
    )


@page(audience=policies.MANAGERS)
def change_theme(request: HttpRequest, theme_id: UUID) -> HttpResponse:
    theme = there(selectors.theme_for(request.asker, theme_id))
    own = {"name": theme.name, "text": theme.text, "over": theme.over_on is not None}
    form = ChangeThemeForm(typed(request), initial=own)
    sheet = Sheet(
        _("Change this theme"), reverse("needs:themes"), _("Save"), theme.name, record=theme, theirs=lambda: theme.text
    )

    def do() -> None:
        sent = form.cleaned_data
        over_on = (theme.over_on or clock.today(request.programme.timezone)) if sent["over"] else None
        given = {"over_on": over_on, "revision": revision_of(request.POST)}
        services.change_theme(theme, sent["name"], sent["text"], by=request.asker, **given)

    return save(request, form, sheet, do, said=_("Saved"), to=reverse("needs:themes"))


@page(audience=EVERYONE, methods=READ)
def themes(request: HttpRequest) -> HttpResponse:
    """Every theme, with those that are no longer in use."""
    found = paged(request, selectors.themes_for(request.asker))
    return render(request, "needs/themes.jinja", {"page": found, "manages": policies.manages(request.asker)})


@page(audience=SIGNED_IN)
def brief(request: HttpRequest, reference: str) -> HttpResponse:
    """Lay an insight brief beside a need: a new one, or one that is there."""
    need = find_need(request, reference)
    policies.can_brief(request.asker).or_raise()
    form = BriefForm(typed(request), briefs=selectors.briefs_to_attach(request.asker, need))
    sheet = Sheet(_("What was found out about this need?"), at(need), _("Save"), need.title)
    return save(request, form, sheet, lambda: _laid(request, need, form), said=_("Saved"), to=at(need))


def _laid(request: HttpRequest, need: Need, form: BriefForm) -> None:
    brief_id = form.brief_id()
    if brief_id is None:
        briefs.write_brief(need, form.words(), by=request.asker, key=form.drawn())
    else:
        briefs.attach_brief(there(selectors.brief_with(request.programme, brief_id)), need, by=request.asker)


@page(audience=SIGNED_IN, methods=SEND)
def take_brief_away(request: HttpRequest, reference: str, brief_id: UUID) -> HttpResponse:
    need = find_need(request, reference)
    briefs.detach_brief(there(selectors.brief_with(request.programme, brief_id)), need, by=request.asker)
    messages.success(request, _("Taken away"))
    return redirect(at(need))
