"""Settings: the environment in, Django's settings out. Each has a safe default; `solemate serve` sets the few that vary.

SOLEMATE_DATA      the one folder everything is kept in (database, secret key, static files)
SOLEMATE_URL       the address people use, e.g. https://solemate.example.org; links, cookies and CSRF follow from it
SOLEMATE_HOSTS     further host names to answer to, comma separated
SOLEMATE_TIME_ZONE the zone used until a browser names the person's own
SOLEMATE_COOKIES   what the names of its cookies begin with; `solemate demo` sets it, since cookies do not tell ports apart
"""

import os
from pathlib import Path
from urllib.parse import urlsplit

import tzlocal

from solemate.web.secret import secret_key

SHARE = Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local/share")
DATA = Path(os.environ.get("SOLEMATE_DATA") or SHARE / "solemate")
URL = urlsplit(os.environ.get("SOLEMATE_URL", ""))
HTTPS = URL.scheme == "https"
COOKIES = os.environ.get("SOLEMATE_COOKIES", "")

DEBUG = False
SECRET_KEY = secret_key(DATA)

# Names only: an unknown name in the Host header is how a foreign page would reach a server at home (DNS rebinding).
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]"]
ALLOWED_HOSTS += [host for host in [URL.hostname, *os.environ.get("SOLEMATE_HOSTS", "").split(",")] if host]
CSRF_TRUSTED_ORIGINS = [f"{URL.scheme}://{URL.netloc}"] if URL.netloc else []

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "solemate.web.people",
    "solemate.web.diary",
    "solemate.web.practice",
    "solemate.web.trials",
    "solemate.web.keeping",
    "solemate.web.reports",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "solemate.web.middleware.content_security_policy",
    "solemate.web.middleware.check_host",
    "solemate.web.middleware.health",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "solemate.web.middleware.never_cache_pages",
    "solemate.web.people.theme.keep_theme",
    "solemate.web.people.access.sign_in_first",
    "solemate.web.trials.planned.trial_in_plan",
]
ROOT_URLCONF = "solemate.web.urls"
WSGI_APPLICATION = "solemate.web.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [Path(__file__).parent / "templates"],
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "solemate.web.context.not_checked",
                "solemate.web.keeping.undo.undo_offered",
                "solemate.web.keeping.backup_views.shelf_for_pages",
                "solemate.web.trials.context.trial",
                "solemate.web.context.person_shown",
            ],
            "builtins": ["solemate.web.template_tags", "django.templatetags.static"],
        },
    }
]

DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": DATA / "solemate.sqlite3",
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",  # a writer waits its turn instead of failing half way
            "timeout": 5,  # seconds; then a page says that Solemate is busy, which beats one that hangs
            # secure_delete: what is deleted is zeros in the file, not just forgotten.
            # FULL, not NORMAL: with WAL, NORMAL may lose the last acknowledged check-in when the power goes.
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON;",
        },
    }
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "people.Account"
AUTHENTICATION_BACKENDS = ["django.contrib.auth.backends.ModelBackend"]
LOGIN_URL = "sign-in"
SESSION_COOKIE_AGE = (
    400 * 24 * 3600
)  # the longest a browser keeps; nobody of 70 wants to sign in again on their own phone
SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = f"{COOKIES}sessionid", f"{COOKIES}csrftoken"
SESSION_COOKIE_SECURE = HTTPS
CSRF_COOKIE_SECURE = HTTPS
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "solemate.web.errors.csrf_failure"
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SILENCED_SYSTEM_CHECKS = [
    "security.W005",  # HSTS for subdomains: not ours to decide, the domain may carry other things
    "security.W008",  # redirect to https: the proxy that ends TLS does it; twice makes a loop
    "security.W021",  # HSTS preload: the same
]
if not HTTPS:  # on this machine, or on a home network, there is no https to insist on
    SILENCED_SYSTEM_CHECKS += ["security.W004", "security.W012", "security.W016"]

LANGUAGE_CODE = "en"
USE_I18N = False
USE_TZ = True
TIME_ZONE = os.environ.get("SOLEMATE_TIME_ZONE") or tzlocal.get_localzone_name() or "UTC"

STATIC_URL = "/static/"
STATIC_ROOT = DATA / "static"
STATICFILES_DIRS = [Path(__file__).parent / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "solemate.web.storage.HashedStaticFiles"},
}

# What a person does with their body is in no log: no query strings, no form values, no names; only the path of what broke.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "filters": {"no_faults": {"()": "solemate.web.faults.NotAFault"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        "django.security.DisallowedHost": {"level": "CRITICAL"},
        "django.request": {"level": "ERROR", "filters": ["no_faults"]},  # of these faults.py says one line
    },
}

# Where the current time comes from. Tests put a clock of their own here; nothing else reads the machine's.
CLOCK = "solemate.web.clock.system_time"
