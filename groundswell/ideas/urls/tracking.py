"""Addresses of following an idea: by the long link in a mail, or signed in."""

from django.urls import path

from groundswell.ideas.views import by_words, files, tracking

patterns = [
    path("ideas/", tracking.mine, name="mine"),
    path("ideas/<str:reference>/", tracking.my_idea, name="my-idea"),
    path("ideas/<str:reference>/<slug:verb>/", tracking.my_move, name="my-move"),
    path("t/", tracking.find, name="find"),
    path("t/words/", by_words.enter, name="words"),
    path("t/words/file/", by_words.file, name="words-file"),
    path("t/words/<slug:verb>/", by_words.move, name="words-move"),
    path("t/sent/", tracking.link_sent, name="link-sent"),
    path("t/<str:reference>/", tracking.find, name="find-one"),
    path("t/<str:reference>/<str:token>/", tracking.track, name="track"),
    path("t/<str:reference>/<str:token>/files/<uuid:document_id>/", files.by_link, name="file-by-link"),
    path("t/<str:reference>/<str:token>/<slug:verb>/", tracking.move, name="move"),
]
