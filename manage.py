#!/usr/bin/env python3
"""Django's door, for developers: `python manage.py makemigrations`, `check --deploy` and the like."""

import os
import sys

from django.core.management import execute_from_command_line

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "solemate.web.settings")
    execute_from_command_line(sys.argv)
