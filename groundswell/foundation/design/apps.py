from django.apps import AppConfig


class DesignConfig(AppConfig):
    name = "groundswell.foundation.design"
    label = "design"
