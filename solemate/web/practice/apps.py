from django.apps import AppConfig


class PracticeConfig(AppConfig):
    name = "solemate.web.practice"
