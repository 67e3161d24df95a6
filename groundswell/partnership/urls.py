"""Addresses of people, roles and signing in."""

from django.urls import path

from groundswell.partnership.views import (
    absences,
    contact,
    demo,
    duty,
    enquiries,
    people,
    second_step,
    signing_in,
    sponsoring,
)

app_name = "partnership"

urlpatterns = [
    path("sign-in/", signing_in.sign_in, name="sign-in"),
    path("sign-in/code/", signing_in.code, name="code"),
    path("sign-in/second-step/", second_step.second_step, name="second-step"),
    path("sign-in/second-step/set-up/", second_step.set_up, name="second-step-set-up"),
    path("sign-in/second-step/code/", second_step.fresh, name="second-step-code"),
    path("sign-in/second-step/lost/", second_step.lost, name="second-step-lost"),
    path("sign-in/second-step/devices/", second_step.own_devices, name="second-step-devices"),
    path("sign-in/second-step/devices/remove/", second_step.remove, name="second-step-remove"),
    path("sign-in/second-step/devices/codes/", second_step.new_codes, name="second-step-new-codes"),
    path("sign-out/", signing_in.sign_out, name="sign-out"),
    path("cast/", demo.cast, name="cast"),
    path("outbox/", demo.outbox, name="outbox"),
    path("contact/", contact.contact, name="contact"),
    path("contact/<uuid:enquiry_id>/<str:token>/", contact.asked, name="asked"),
    path("questions/", enquiries.every, name="enquiries"),
    path("questions/<uuid:enquiry_id>/", enquiries.one, name="enquiry"),
    path("questions/<uuid:enquiry_id>/take/", enquiries.take, name="take-enquiry"),
    path("questions/<uuid:enquiry_id>/give/", enquiries.give, name="give-enquiry"),
    path("questions/<uuid:enquiry_id>/set-aside/", enquiries.set_aside, name="set-aside-enquiry"),
    path("questions/<uuid:enquiry_id>/take-up/", enquiries.take_up, name="take-up-enquiry"),
    path("sponsoring/", sponsoring.every, name="sponsoring"),
    path("sponsoring/<uuid:sponsorship_id>/", sponsoring.one, name="sponsorship"),
    path("sponsoring/<uuid:sponsorship_id>/accept/", sponsoring.accept, name="accept-sponsorship"),
    path("sponsoring/<uuid:sponsorship_id>/decline/", sponsoring.decline, name="decline-sponsorship"),
    path("sponsoring/<uuid:sponsorship_id>/take-back/", sponsoring.take_back, name="take-back-sponsorship"),
    path("sponsoring/<uuid:sponsorship_id>/hand-over/", sponsoring.hand_over, name="hand-over-sponsorship"),
    path("team/", people.team, name="team"),
    path("settings/people/", people.people, name="people"),
    path("settings/people/give/", people.give_role, name="give-role"),
    path("settings/people/<uuid:role_id>/end/", people.end_role, name="end-role"),
    path("away/", absences.away, name="away"),
    path("away/add/", absences.add, name="add-absence"),
    path("away/<uuid:absence_id>/end/", absences.end, name="end-absence"),
    path("settings/people/<uuid:person_id>/second-step/", people.reset_second_step, name="reset-second-step"),
    path("settings/duty/", duty.duty, name="duty"),
    path("settings/duty/add/", duty.add_turn, name="add-turn"),
    path("settings/duty/<uuid:turn_id>/end/", duty.end_turn, name="end-turn"),
]
