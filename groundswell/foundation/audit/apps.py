from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "groundswell.foundation.audit"
    label = "audit"
