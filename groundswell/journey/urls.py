"""Addresses of pages that span rooms."""

from django.urls import path

from groundswell.journey import views
from groundswell.journey.views import about, finding, notices

app_name = "journey"

urlpatterns = [
    path("", views.home, name="home"),
    path("today/", views.today, name="today"),
    path("today/<slug:kind>/", views.today_all, name="today-all"),
    path("search/", finding.search, name="search"),
    path("menu/", views.menu, name="menu"),
    path("how-we-work/", about.how, name="how-we-work"),
    path("help/", about.help_page, name="help"),
    path("accessibility/", about.accessibility, name="accessibility"),
    path("privacy/", about.privacy, name="privacy"),
    path("cookies/", about.cookies, name="cookies"),
    path("site-map/", about.site_map, name="site-map"),
    path("notices/", notices.notices, name="notices"),
    path("notices/settings/", notices.settings, name="notice-settings"),
    path("notices/stop/<str:signed>/", notices.stop, name="stop-notices"),
]
