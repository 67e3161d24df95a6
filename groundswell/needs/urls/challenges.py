"""Addresses of challenges."""

from django.urls import path

from groundswell.needs.views import challenges, tables

patterns = [
    path("challenges/", challenges.every, name="challenges"),
    path("challenges/table.csv", tables.all_challenges, name="challenges-csv"),
    path("challenges/feed/", challenges.feed, name="feed"),
    path("challenges/<str:reference>/", challenges.one, name="challenge"),
    path("challenges/<str:reference>/print/", challenges.printed, name="print-challenge"),
    path("challenges/<str:reference>/change/", challenges.change, name="change-challenge"),
    path("challenges/<str:reference>/sponsor/", challenges.ask_sponsor, name="ask-sponsor"),
    path("challenges/<str:reference>/sponsor/stop/", challenges.stop_asking, name="stop-asking"),
    path("challenges/<str:reference>/more-time/", challenges.more_time, name="more-time-challenge"),
    path("challenges/<str:reference>/move/", challenges.move, name="move-challenge"),
    path("needs/<str:reference>/challenge/", challenges.begin, name="new-challenge"),
]
