"""Addresses of needs and strategy: each part has a file of its own."""

from groundswell.needs.urls import needs, strategy

app_name = "needs"

urlpatterns = [*needs.patterns, *strategy.patterns, *needs.by_reference]
