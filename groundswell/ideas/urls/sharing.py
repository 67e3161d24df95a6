"""Addresses of shared ideas, as colleagues read them."""

from django.urls import path

from groundswell.ideas.views import sharing

patterns = [
    path("shared/<str:reference>/", sharing.shared, name="shared"),
    path("shared/<str:reference>/add-my-name/", sharing.add_name, name="add-name"),
    path("shared/<str:reference>/here-too/", sharing.here_too, name="here-too"),
    path("shared/<str:reference>/take-my-name-back/", sharing.take_name_back, name="take-name-back"),
    path("shared/<str:reference>/comment/", sharing.comment, name="comment"),
    path("shared/<str:reference>/comments/<uuid:comment_id>/remove/", sharing.remove_comment, name="remove-comment"),
]
