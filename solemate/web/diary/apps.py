from django.apps import AppConfig


class DiaryConfig(AppConfig):
    name = "solemate.web.diary"
