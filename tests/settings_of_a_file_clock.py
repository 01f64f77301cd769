"""Settings of `tests.clock_in_a_file`: the product's own, with a clock that stands in a file."""

from solemate.web.settings import *  # noqa: F403

STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
STATIC_ROOT.mkdir(exist_ok=True)  # noqa: F405  WhiteNoise warns of a folder that is not there
CLOCK = "tests.clock_in_a_file.now"
