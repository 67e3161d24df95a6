from django.apps import AppConfig
from django.utils.translation import gettext_lazy


class InnovationsConfig(AppConfig):
    name = "groundswell.innovations"
    label = "innovations"

    def ready(self) -> None:
        """Register what this room adds to menus, mail, work lists, roles and erasing."""
        from groundswell.foundation import erasing  # noqa: PLC0415  models are loaded by now
        from groundswell.innovations import notices, policies, presenters, search, selectors, services  # noqa: PLC0415
        from groundswell.partnership.policies import sponsored  # noqa: PLC0415

        erasing.register("innovations", services.erase)
        kind, word = selectors.SPONSORED, gettext_lazy("innovation")
        sponsored.register(sponsored.Sponsored(kind, word, selectors.to_sponsor, policies.can_ask_sponsor))
        notices.register_all()
        presenters.register_all()
        search.register_all()
