from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "groundswell.foundation.notices"
    label = "notices"
