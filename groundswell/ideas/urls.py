"""Addresses of ideas: sending, following, sorting, answering."""

app_name = "ideas"

urlpatterns: list = []
