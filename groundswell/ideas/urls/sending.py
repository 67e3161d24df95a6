"""Addresses of writing and sending an idea."""

from django.urls import path

from groundswell.ideas.views import for_someone, sending, similar, without_name

patterns = [
    path("i", sending.idea, name="poster"),
    path("ideas/new/", sending.start, name="start"),
    path("ideas/new/idea/", sending.idea, name="idea"),
    path("ideas/new/similar/", similar.similar, name="similar"),
    path("ideas/new/about-you/", sending.about_you, name="about-you"),
    path("ideas/new/without-name/", without_name.without_name, name="without-name"),
    path("ideas/new/for-someone/", for_someone.for_someone, name="for-someone"),
    path("ideas/new/paper/", for_someone.paper, name="paper"),
    path("ideas/new/change/<str:part>/", sending.change, name="change"),
    path("ideas/new/check/", sending.check, name="check"),
    path("ideas/new/sent/", sending.sent, name="sent"),
    path("ideas/new/carry-on/<uuid:draft_id>/", sending.carry_on, name="carry-on"),
    path("ideas/new/throw-away/<uuid:draft_id>/", sending.throw_away, name="throw-away"),
]
