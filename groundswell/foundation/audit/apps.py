from django.apps import AppConfig
from django.db.models.signals import post_migrate


class AuditConfig(AppConfig):
    name = "groundswell.foundation.audit"
    label = "audit"

    def ready(self) -> None:
        """Look for the key at every start, and at the triggers after every migrate."""
        from groundswell.foundation.audit import key  # noqa: F401, PLC0415  it registers itself
        from groundswell.foundation.audit.triggers import after_migrate  # noqa: PLC0415  models are loaded by now

        post_migrate.connect(after_migrate, sender=self, dispatch_uid="audit.triggers")
