"""Addresses of rounds, votes and sign-offs."""

from django.urls import path

from groundswell.needs.views import rounds, rounds_votes, tables

patterns = [
    path("needs/rounds/", rounds.every, name="rounds"),
    path("needs/rounds/table.csv", tables.all_rounds, name="rounds-csv"),
    path("needs/rounds/new/", rounds.begin, name="new-round"),
    path("needs/rounds/<str:reference>/", rounds.one, name="round"),
    path("needs/rounds/<str:reference>/table.csv", tables.round_result, name="round-csv"),
    path("needs/rounds/<str:reference>/change/", rounds.change, name="change-round"),
    path("needs/rounds/<str:reference>/criteria/", rounds.criteria, name="criteria"),
    path("needs/rounds/<str:reference>/needs/", rounds.needs, name="round-needs"),
    path("needs/rounds/<str:reference>/move/", rounds.move, name="move-round"),
    path("needs/rounds/<str:reference>/more-time/", rounds.more_time, name="more-time"),
    path("needs/rounds/<str:reference>/decide/", rounds.decide, name="decide"),
    path("needs/rounds/<str:reference>/vote/", rounds_votes.vote, name="vote"),
    path("needs/rounds/<str:reference>/vote/<str:need>/", rounds_votes.vote_on, name="vote-on"),
    path("needs/sign-off/<slug:kind>/<uuid:key>/", rounds_votes.sign_off, name="sign-off"),
    path("needs/sign-off/<slug:kind>/<uuid:key>/sign/", rounds_votes.sign, name="sign"),
]
