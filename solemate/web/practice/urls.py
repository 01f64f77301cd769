"""Addresses of practice: today, techniques, sessions, progress."""

from django.urls import path

from solemate.web.practice import aftercare, knowledge, library, player, progress, views, week, wishes, zone_views

urlpatterns = [
    path("", views.today, name="today"),
    path("week/", week.week, name="week"),
    path("week/wishes/", wishes.plan_wishes, name="plan-wishes"),
    path("week/zone/", wishes.plan_zone, name="plan-zone"),
    path("week/<uuid:planned_id>/", week.planned, name="planned"),
    path("week/<uuid:planned_id>/not-today/", week.not_today, name="planned-not-today"),
    path("week/<uuid:planned_id>/put-back/", week.back_in_plan, name="planned-put-back"),
    path("week/<uuid:planned_id>/now/", week.do_it_now, name="planned-now"),
    path("week/<uuid:planned_id>/move/", week.move, name="planned-move"),
    path("week/<uuid:planned_id>/swap/", week.swap, name="planned-swap"),
    path("progress/", progress.progress, name="progress"),
    path("where/", zone_views.zone_maps, name="zone-maps"),
    path("where/<slug:feeling>/<day:day>/", zone_views.zone_map, name="zone-map"),
    path("where/<slug:feeling>/<day:day>/mark/", zone_views.zone_mark, name="zone-mark"),
    path("where/<slug:feeling>/<day:day>/reach/", zone_views.zone_reach, name="zone-reach"),
    path("techniques/", library.library, name="library"),
    path("techniques/<slug:technique_id>/", library.technique, name="technique"),
    path("techniques/<slug:technique_id>/lesson/<int:number>/", library.lesson, name="lesson"),
    path("known/", knowledge.ledger, name="ledger"),
    path("known/article/", knowledge.article, name="article"),
    path("sessions/new/<slug:technique_id>/", views.start, name="start"),
    path("safety/answered/", views.answered, name="answered"),
    path("safety/ask-again/", views.ask_all_again, name="ask-all-again"),
    path("sessions/ask-again/<slug:technique_id>/", views.ask_again, name="ask-again"),
    path("sessions/<uuid:session_id>/", player.session, name="session"),
    path("sessions/<uuid:session_id>/length/", views.set_length, name="session-length"),
    path("sessions/<uuid:session_id>/before/<int:number>/", views.before, name="session-before"),
    path("sessions/<uuid:session_id>/water/", aftercare.water, name="session-water"),
    path("sessions/<uuid:session_id>/events/", player.session_events, name="session-events"),
    path("sessions/<uuid:session_id>/without-timing/", player.done_without_timing, name="session-without-timing"),
    path("sessions/<uuid:session_id>/stop/", aftercare.stop_signs, name="session-stop"),
    path("sessions/<uuid:session_id>/stop/<slug:sign_id>/", aftercare.stop_sign, name="stop-sign"),
    path("sessions/<uuid:session_id>/look/", aftercare.look_after, name="session-look"),
    path("sessions/<uuid:session_id>/found/", aftercare.found, name="session-found"),
    path("sessions/<uuid:session_id>/after/<int:number>/", views.after, name="session-after"),
    path("sessions/<uuid:session_id>/done/", aftercare.session_done, name="session-done"),
]
