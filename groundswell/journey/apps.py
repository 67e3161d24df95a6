from django.apps import AppConfig


class JourneyConfig(AppConfig):
    name = "groundswell.journey"
    label = "journey"
