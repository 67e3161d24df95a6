"""The address of a file."""

from django.urls import path

from groundswell.foundation.documents import views

app_name = "documents"

urlpatterns = [path("files/<uuid:document_id>/", views.file, name="file")]
