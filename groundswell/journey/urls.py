"""Addresses of pages that span rooms."""

from django.urls import path

from groundswell.journey import views
from groundswell.journey.views import finding, notices

app_name = "journey"

urlpatterns = [
    path("", views.home, name="home"),
    path("today/", views.today, name="today"),
    path("today/<slug:kind>/", views.today_all, name="today-all"),
    path("search/", finding.search, name="search"),
    path("menu/", views.menu, name="menu"),
    path("notices/", notices.notices, name="notices"),
    path("notices/settings/", notices.settings, name="notice-settings"),
    path("notices/stop/<str:signed>/", notices.stop, name="stop-notices"),
]
