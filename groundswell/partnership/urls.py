"""Addresses of people, roles and signing in."""

from django.urls import path

from groundswell.partnership.views import absences, demo, duty, people, signing_in

app_name = "partnership"

urlpatterns = [
    path("sign-in/", signing_in.sign_in, name="sign-in"),
    path("sign-in/code/", signing_in.code, name="code"),
    path("sign-out/", signing_in.sign_out, name="sign-out"),
    path("cast/", demo.cast, name="cast"),
    path("outbox/", demo.outbox, name="outbox"),
    path("team/", people.team, name="team"),
    path("settings/people/", people.people, name="people"),
    path("settings/people/give/", people.give_role, name="give-role"),
    path("settings/people/<uuid:role_id>/end/", people.end_role, name="end-role"),
    path("away/", absences.away, name="away"),
    path("away/add/", absences.add, name="add-absence"),
    path("away/<uuid:absence_id>/end/", absences.end, name="end-absence"),
    path("settings/duty/", duty.duty, name="duty"),
    path("settings/duty/add/", duty.add_turn, name="add-turn"),
    path("settings/duty/<uuid:turn_id>/end/", duty.end_turn, name="end-turn"),
]
