"""Addresses of the public scoreboard of promises."""

from django.urls import path

from groundswell.ideas.views import promises

patterns = [
    path("promises/", promises.scoreboard, name="promises"),
    path("promises/table.csv", promises.table_csv, name="promises-csv"),
]
