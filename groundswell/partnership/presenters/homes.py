"""What this room adds to people's homes: questions from outside, one's own duty, and the running of the programme."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import ngettext

from groundswell.foundation.access import Listing
from groundswell.foundation.access.roles import name_of
from groundswell.foundation.design.words import capped, short_date
from groundswell.foundation.homes import Line, Section, register
from groundswell.partnership import policies
from groundswell.partnership.selectors import enquiries, running

if TYPE_CHECKING:
    from groundswell.foundation.access import Asker
    from groundswell.partnership.models import DutyTurn

FEW = 3


def questions(asker: Asker) -> list[Line]:
    """How many questions wait, and how many of them are late."""
    counts, address = enquiries.counts(asker), reverse("partnership:enquiries")
    said = {
        enquiries.WAITING: lambda count: ngettext("%(count)s question waits", "%(count)s questions wait", count),
        enquiries.LATE: lambda count: ngettext("%(count)s is late", "%(count)s are late", count),
    }
    return [
        Line(said[show](count) % {"count": capped(count)}, f"{address}?show={show}")
        for show, count in counts.items()
        if count
    ]


def duty(asker: Asker) -> list[Line]:
    """One's next turns."""
    everywhere = _("Everywhere")
    return [
        Line(turn.organisation.name if turn.organisation else everywhere, reverse("partnership:team"), _turn(turn))
        for turn in Listing(running.own_turns, asker)[:FEW]
    ]


def _turn(turn: DutyTurn) -> str:
    if turn.until is None:
        return _("From %(since)s.") % {"since": short_date(turn.since)}
    return _("%(since)s to %(until)s.") % {"since": short_date(turn.since), "until": short_date(turn.until)}


def looking_after(asker: Asker) -> list[Line]:
    """How far the rota reaches, for who runs the whole programme; and roles that end soon."""
    runs = policies.runs_programme(asker)
    ending = [
        Line(
            role.person.name,
            reverse("partnership:end-role", args=[role.pk]),
            _("%(what)s until %(date)s.") % {"what": name_of(role.kind), "date": short_date(role.until)},
        )
        for role in Listing(running.roles_that_end_soon, asker)[:FEW]
    ]
    return [_rota(asker), *ending, *_the_programme()] if runs else ending


def _the_programme() -> list[Line]:
    partners, settings = reverse("partnership:partners"), reverse("partnership:settings")
    return [
        Line(_("Partners and their services"), partners, _("Add one, or say what became of it.")),
        Line(_("Settings of the programme"), settings, _("What we promise, and who answers.")),
    ]


def _rota(asker: Asker) -> Line:
    end, address = running.rota_ends(asker), reverse("partnership:duty")
    if end is None:
        return Line(_("Nobody is on the rota today"), address, _("New ideas go to whoever answers otherwise."))
    if end == date.max:
        return Line(_("The rota has no gap"), address)
    return Line(_("The rota is filled until %(date)s") % {"date": short_date(end)}, address)


def register_all() -> None:
    none_waits = lazy("No question waits. What people ask on the contact page stands here.")
    all_of_them = ("partnership:enquiries", lazy("All questions"))
    outside = lazy("Questions from outside")
    register(Section("questions", outside, policies.ANSWERERS, 30, questions, none_waits, all_of_them))
    no_turn = lazy("You have no turn on the rota yet. Your next ones stand here.")
    team = ("partnership:team", lazy("Who is on duty today"))
    register(Section("duty", lazy("Your duty"), policies.TEAM_MEMBERS, 40, duty, no_turn, team))
    quiet = lazy("No role of your organisation ends within a month. Those that do stand here.")
    people = ("partnership:people", lazy("All people and roles"))
    register(Section("running", lazy("People and duty"), policies.ADMINISTRATORS, 45, looking_after, quiet, people))
