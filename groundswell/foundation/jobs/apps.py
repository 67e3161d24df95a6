from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "groundswell.foundation.jobs"
    label = "jobs"
