"""Settings of the tests: the product's own, on a throw-away data folder and with a clock that the tests move."""

import os
import tempfile

os.environ["SOLEMATE_DATA"] = tempfile.mkdtemp(prefix="solemate-test-")
os.environ["SOLEMATE_TIME_ZONE"] = "Europe/Berlin"
os.environ.pop("SOLEMATE_URL", None)
os.environ.pop("SOLEMATE_HOSTS", None)

from solemate.web.settings import *  # noqa: F403

ALLOWED_HOSTS = ["testserver", "127.0.0.1", "localhost"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
STATIC_ROOT.mkdir()  # noqa: F405  WhiteNoise warns of a folder that is not there
CLOCK = "tests.moved_clock.now"
