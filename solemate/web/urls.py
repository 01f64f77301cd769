"""The site's table of contents."""

from django.urls import include, path

urlpatterns = [
    path("", include("solemate.web.reports.urls")),
    path("", include("solemate.web.keeping.urls")),
    path("", include("solemate.web.trials.urls")),
    path("", include("solemate.web.practice.urls")),
    path("", include("solemate.web.diary.urls")),
    path("", include("solemate.web.people.urls")),
]
handler400 = "solemate.web.errors.bad_request"
handler403 = "solemate.web.errors.forbidden"
handler404 = "solemate.web.errors.not_found"
handler500 = "solemate.web.errors.server_error"
