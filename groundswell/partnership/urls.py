"""Addresses of people, roles and signing in."""

from django.urls import path

from groundswell.partnership import views

app_name = "partnership"

urlpatterns = [
    path("sign-in/", views.sign_in, name="sign-in"),
]
