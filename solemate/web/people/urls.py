"""Addresses of people: coming in, safety questions, settings."""

from django.urls import path

from solemate.web.people import safety_views, views

urlpatterns = [
    path("enter/<str:token>/", views.enter, name="enter"),
    path("sign-in/", views.sign_in, name="sign-in"),
    path("sign-out/", views.sign_out, name="sign-out"),
    path("more/", views.more, name="more"),
    path("more/add-device/", views.add_device, name="add-device"),
    path("help/", views.help_page, name="help"),
    path("safety/not-sure/", safety_views.not_sure, name="not-sure"),
    path("safety/read/", safety_views.red_flag_read, name="red-flag-read"),
    path("safety/call/", safety_views.red_flag, name="red-flag"),
    path("safety/<slug:group_id>/", safety_views.safety_group, name="safety-group"),
]
