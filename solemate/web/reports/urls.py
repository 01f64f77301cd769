"""Addresses of the report: the page that shows it, and its files."""

from django.urls import path

from solemate.web.reports import views

urlpatterns = [
    path("report/", views.report, name="report"),
    path("report/page.png", views.page_png, name="report-png"),
    path("report/report.pdf", views.pdf, name="report-pdf"),
    path("report/report.fhir.json", views.fhir, name="report-fhir"),
    path("report/trial/<uuid:finding_id>.pdf", views.trial, name="report-trial"),
]
