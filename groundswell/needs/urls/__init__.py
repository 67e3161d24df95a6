"""Addresses of needs and strategy: each part has a file of its own. What has a word stands before the references."""

from groundswell.needs.urls import challenges, needs, rounds, strategy

app_name = "needs"

urlpatterns = [
    *needs.patterns,
    *rounds.patterns,
    *strategy.patterns,
    *challenges.patterns,
    *needs.by_reference,
]
