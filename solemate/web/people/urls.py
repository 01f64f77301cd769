"""Addresses of people: coming in, safety questions, settings."""

from django.urls import path

from solemate.web.people import flag_views, profile_views, safety_views, setting_views, theme_views, views

urlpatterns = [
    path("enter/<str:token>/", views.enter, name="enter"),
    path("sign-in/", views.sign_in, name="sign-in"),
    path("sign-out/", views.sign_out, name="sign-out"),
    path("who-for/", views.who_for, name="who-for"),
    path("where-is-it/", views.where_is_it, name="where-is-it"),
    path("help/", views.help_page, name="help"),
    path("more/", profile_views.more, name="more"),
    path("more/whom-to-call/", setting_views.whom_to_call, name="whom-to-call"),
    path("more/evening/", setting_views.what_the_evening_asks, name="what-the-evening-asks"),
    path("more/voice/", setting_views.voice, name="voice"),
    path("more/add-device/", views.add_device, name="add-device"),
    path("more/colours/", theme_views.colours, name="colours"),
    path("more/clinician-ok/", profile_views.clinician_ok, name="clinician-ok"),
    path("more/clinician-ok/<slug:technique_id>/", profile_views.clinician_ok_take_back, name="clinician-ok-take-back"),
    path("more/oils/", profile_views.oils, name="oils"),
    path("more/open-points/", profile_views.points, name="open-points"),
    path("safety/not-sure/", safety_views.not_sure, name="not-sure"),
    path("safety/read/", flag_views.red_flag_read, name="red-flag-read"),
    path("safety/teach-back/", flag_views.teach_back, name="teach-back"),
    path("safety/call/", flag_views.red_flag, name="red-flag"),
    path("safety/<slug:group_id>/", safety_views.safety_group, name="safety-group"),
]
