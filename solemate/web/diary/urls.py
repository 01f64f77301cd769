"""Addresses of the diary."""

from django.urls import path

from solemate.web.diary import questionnaire_views, views

urlpatterns = [
    path("check-in/<day:day>/<int:number>/", views.check_in, name="check-in"),
    path("check-in/<day:day>/more/<slug:scale_id>/<int:number>/", views.check_in_more, name="check-in-more"),
    path("check-in/<day:day>/done/", views.check_in_done, name="check-in-done"),
    path("questions/<slug:instrument>/<int:number>/", questionnaire_views.questionnaire, name="questionnaire"),
    path("questions/<slug:instrument>/done/", questionnaire_views.questionnaire_done, name="questionnaire-done"),
]
