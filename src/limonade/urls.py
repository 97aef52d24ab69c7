"""All addresses of the site."""

from django.urls import include, path

handler400 = "limonade.web.views.pages.bad_request"
handler403 = "limonade.web.views.pages.permission_denied"
handler404 = "limonade.web.views.pages.page_not_found"
handler500 = "limonade.web.views.pages.server_error"

urlpatterns = [
    path("", include("limonade.web.urls")),
    path("", include("limonade.accounts.urls")),
    path("", include("limonade.people.urls")),
    path("", include("limonade.notices.urls")),
    path("", include("limonade.ledger.urls")),
    path("", include("limonade.economy.urls")),
    path("", include("limonade.community.urls")),
    path("", include("limonade.governance.urls")),
    path("", include("limonade.work.urls")),
    path("", include("limonade.learning.urls")),
    path("", include("limonade.company.urls")),
    path("", include("limonade.bakery.urls")),
    path("", include("limonade.design.urls")),
]
