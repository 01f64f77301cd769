"""Addresses of fair trials: the way to one, the one that runs, and findings."""

from django.urls import path

from solemate.web.trials import finding_views, views, wizard_views

urlpatterns = [
    path("trials/", views.trials, name="trials"),
    path("trials/new/", wizard_views.new, name="trial-new"),
    path("trials/new/asked/", wizard_views.asked, name="trial-asked"),
    path("trials/new/<slug:step>/", wizard_views.step, name="trial-step"),
    path("trials/<uuid:trial_id>/", views.trial, name="trial"),
    path("trials/<uuid:trial_id>/session/", views.trial_session, name="trial-session"),
    path("trials/<uuid:trial_id>/rest/", views.rest, name="trial-rest"),
    path("trials/<uuid:trial_id>/pause/", views.pause, name="trial-pause"),
    path("trials/<uuid:trial_id>/go-on/", views.go_on, name="trial-go-on"),
    path("trials/<uuid:trial_id>/look/", views.look, name="trial-look"),
    path("trials/<uuid:trial_id>/end/", views.end, name="trial-end"),
    path("findings/<uuid:finding_id>/", finding_views.finding, name="finding"),
    path("findings/<uuid:finding_id>/sure/", finding_views.sure, name="finding-sure"),
    path("findings/<uuid:finding_id>/doctor/", finding_views.doctor, name="finding-doctor"),
    path("findings/<uuid:finding_id>/numbers/", finding_views.numbers, name="finding-numbers"),
    path("findings/<uuid:finding_id>/trial.csv", finding_views.csv, name="finding-csv"),
    path("findings/<uuid:finding_id>/choice/", finding_views.choice, name="finding-choice"),
]
