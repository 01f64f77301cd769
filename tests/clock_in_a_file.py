"""Solemate as a process of its own whose clock stands in a file, so that a browser test can let weeks go by.

python -m tests.clock_in_a_file DATA PORT CLOCK     serves; prints the one-time link
"""

import os
import sys
from datetime import datetime
from pathlib import Path


def now() -> datetime:
    """What the file says: one aware instant."""
    return datetime.fromisoformat(Path(os.environ["CLOCK_FILE"]).read_text())


def main() -> None:
    data, port, clock_file = sys.argv[1:]
    os.environ |= {"SOLEMATE_DATA": data, "CLOCK_FILE": clock_file}
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings_of_a_file_clock"
    import django
    from django.core.management import call_command
    from waitress import serve

    django.setup()
    call_command("migrate", verbosity=0, interactive=False)
    from solemate.web.server import new_address
    from solemate.web.wsgi import application

    print(new_address(f"http://127.0.0.1:{port}"), flush=True)
    serve(application, host="127.0.0.1", port=int(port), threads=4, ident=None)


if __name__ == "__main__":
    main()
