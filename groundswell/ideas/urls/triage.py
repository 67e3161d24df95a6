"""Addresses of sorting and answering."""

from django.urls import path

from groundswell.ideas.views import answering, becoming, triage

patterns = [
    path("triage/", triage.queue, name="queue"),
    path("triage/ideas.csv", triage.queue_csv, name="queue-csv"),
    path("triage/<str:reference>/", answering.one, name="one"),
    path("triage/<str:reference>/answer/", answering.answer, name="answer"),
    path("triage/<str:reference>/take/", answering.take, name="take"),
    path("triage/<str:reference>/give/", answering.give, name="give"),
    path("triage/<str:reference>/tell/", answering.tell, name="tell"),
    path("triage/<str:reference>/finish/", answering.finish, name="finish"),
    path("triage/<str:reference>/give-back/", answering.give_back, name="give-back"),
    path("triage/<str:reference>/unjoin/", answering.unjoin, name="unjoin"),
    path("triage/<str:reference>/ask-to-join/", becoming.ask_to_join, name="ask-to-join"),
    path("triage/<str:reference>/reopen/", answering.reopen, name="reopen"),
    path("triage/<str:reference>/still-not-now/", answering.still_not_now, name="still-not-now"),
    path("triage/<str:reference>/become/", becoming.become, name="become"),
    path("triage/<str:reference>/ask-to-become/", becoming.ask_to_become, name="ask-to-become"),
    path("triage/<str:reference>/add-files/", answering.add_files, name="add-files"),
    path("triage/<str:reference>/remove-file/", answering.remove_file, name="remove-file"),
    path("triage/<str:reference>/pause/", answering.pause, name="pause"),
    path("triage/<str:reference>/resume/", answering.resume, name="resume"),
    path("triage/<str:reference>/undo/", answering.undo, name="undo"),
    path("triage/<str:reference>/send-now/", answering.send_now, name="send-now"),
]
