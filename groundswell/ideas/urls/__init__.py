"""Addresses of ideas: sending and following here, sorting and answering in `triage`."""

from groundswell.ideas.urls import promises, sending, sharing, sorting, tracking, triage

app_name = "ideas"

urlpatterns = [
    *sending.patterns,
    *tracking.patterns,
    *sharing.patterns,
    *sorting.patterns,
    *triage.patterns,
    *promises.patterns,
]
