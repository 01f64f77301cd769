"""The server's door: what any WSGI server may be pointed at."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "solemate.web.settings")
application = get_wsgi_application()
