from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "solemate.web.people"
