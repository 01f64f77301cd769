from django.apps import AppConfig
from django.urls import register_converter

from solemate.web.diary.converters import DayConverter


class DiaryConfig(AppConfig):
    name = "solemate.web.diary"

    def ready(self) -> None:
        """Days stand in addresses of the diary and of the apps above it."""
        register_converter(DayConverter, "day")
