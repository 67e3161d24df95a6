"""Addresses of needs, themes, assets and insight briefs. What has a name of its own stands before the references."""

from django.urls import path

from groundswell.needs.views import assets, changing, needs, outside, tables

patterns = [
    path("needs/", needs.every, name="all"),
    path("needs/table.csv", tables.all_needs, name="all-csv"),
    path("needs/new/", needs.begin, name="new"),
    path("needs/raised/", outside.raised, name="raised"),
    path("needs/themes/", assets.themes, name="themes"),
    path("needs/themes/add/", assets.add_theme, name="add-theme"),
    path("needs/themes/<uuid:theme_id>/change/", assets.change_theme, name="change-theme"),
    path("needs/assets/", assets.every, name="assets"),
    path("needs/assets/offer/", assets.offer, name="offer-asset"),
    path("needs/assets/<uuid:asset_id>/", assets.one, name="asset"),
    path("needs/assets/<uuid:asset_id>/change/", assets.change, name="change-asset"),
    path("needs/assets/<uuid:asset_id>/move/", assets.move, name="move-asset"),
]

# Every other part of the room puts its own addresses between these two lists.
by_reference = [
    path("needs/<str:reference>/", needs.one, name="need"),
    path("needs/<str:reference>/change/", changing.change, name="change"),
    path("needs/<str:reference>/check/", needs.check, name="check"),
    path("needs/<str:reference>/end/", needs.end, name="end"),
    path("needs/<str:reference>/briefs/add/", assets.brief, name="add-brief"),
    path("needs/<str:reference>/briefs/<uuid:brief_id>/away/", assets.take_brief_away, name="take-brief-away"),
]
