from django.apps import AppConfig


class WorkflowConfig(AppConfig):
    name = "groundswell.foundation.workflow"
    label = "workflow"
