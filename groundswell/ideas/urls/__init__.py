"""Addresses of ideas: sending and following here, sorting and answering in `triage`."""

from groundswell.ideas.urls import sending, tracking, triage

app_name = "ideas"

urlpatterns = [*sending.patterns, *tracking.patterns, *triage.patterns]
