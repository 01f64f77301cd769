from django.apps import AppConfig


class KeepingConfig(AppConfig):
    name = "solemate.web.keeping"
