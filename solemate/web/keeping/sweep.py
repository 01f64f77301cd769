"""After something was deleted for good: so that its text is no longer in any file of the database. SQL about the file itself."""

import time

from django.db import DatabaseError, connection

TRIES = 20
PAUSE = 0.1  # seconds


def sweep(*, all_of_it: bool = False) -> bool:
    """Carry what was overwritten from the log into the file and empty the log; `all_of_it` also writes the file anew.

    Deleted rows are zeros in the file already (`secure_delete` in the settings). Returns whether it went to its end: a reader
    may hold it up, and then the next daily round does it.
    """
    try:
        with connection.cursor() as cursor:
            if all_of_it:
                cursor.execute("VACUUM")
            for _ in range(TRIES):
                cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
                if cursor.fetchone()[0] == 0:
                    return True
                time.sleep(PAUSE)
    except DatabaseError:
        return False
    return False
