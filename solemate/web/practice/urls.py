"""Addresses of practice: today, sessions, progress."""

from django.urls import path

from solemate.web.practice import player, progress, views

urlpatterns = [
    path("", views.today, name="today"),
    path("progress/", progress.progress, name="progress"),
    path("sessions/new/<slug:technique_id>/", views.start, name="start"),
    path("safety/answered/", views.answered, name="answered"),
    path("sessions/ask-again/<slug:technique_id>/", views.ask_again, name="ask-again"),
    path("sessions/<uuid:session_id>/", player.session, name="session"),
    path("sessions/<uuid:session_id>/length/", views.set_length, name="session-length"),
    path("sessions/<uuid:session_id>/before/<int:number>/", views.before, name="session-before"),
    path("sessions/<uuid:session_id>/events/", player.session_events, name="session-events"),
    path("sessions/<uuid:session_id>/without-timing/", player.done_without_timing, name="session-without-timing"),
    path("sessions/<uuid:session_id>/look/", player.look_after, name="session-look"),
    path("sessions/<uuid:session_id>/found/", player.found, name="session-found"),
    path("sessions/<uuid:session_id>/after/<int:number>/", views.after, name="session-after"),
    path("sessions/<uuid:session_id>/done/", player.session_done, name="session-done"),
]
