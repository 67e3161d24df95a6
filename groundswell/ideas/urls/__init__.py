"""Addresses of ideas: sending and following here, sorting and answering in `triage`."""

from groundswell.ideas.urls import promises, sending, tracking, triage

app_name = "ideas"

urlpatterns = [*sending.patterns, *tracking.patterns, *triage.patterns, *promises.patterns]
