"""The root of all addresses. Each room owns its own."""

from django.urls import include, path

urlpatterns = [
    path("", include("groundswell.journey.urls")),
    path("", include("groundswell.foundation.documents.urls")),
    path("", include("groundswell.partnership.urls")),
    path("", include("groundswell.needs.urls")),
    path("", include("groundswell.innovations.urls")),
    path("", include("groundswell.ideas.urls")),
]

handler400 = "groundswell.journey.views.bad_request"
handler404 = "groundswell.journey.views.not_found"
handler403 = "groundswell.journey.views.forbidden"
handler500 = "groundswell.journey.views.trouble"
