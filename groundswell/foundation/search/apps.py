from django.apps import AppConfig
from django.db.models.signals import post_migrate


class SearchConfig(AppConfig):
    name = "groundswell.foundation.search"
    label = "search"

    def ready(self) -> None:
        """Look after every migrate whether the index of words stands."""
        from groundswell.foundation.search.index import after_migrate  # noqa: PLC0415  models are loaded by now

        post_migrate.connect(after_migrate, sender=self, dispatch_uid="search.index")
