"""A database as a file, before and without Django. SQL about the file as such stands here: is it whole, what does it hold."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from solemate.care.bad_input import one_line

DATABASE = "solemate.sqlite3"
LEFTOVERS = [f"{DATABASE}-{end}" for end in ("wal", "shm", "journal")]
OUR_TABLES = {"django_migrations", "people_person"}


class DamagedDatabase(Exception):
    """A database that cannot be trusted; the message says why, in one line."""


def check_database(database: Path, counts: dict[str, int]) -> None:
    """Open an unpacked database and check it from end to end; nothing is written, and nothing in it is run.

    Raises:
        DamagedDatabase: it is damaged, not Solemate's, or has other rows than `counts`.
    """
    if check_rows(database) != counts:
        raise DamagedDatabase("its database has other rows than its manifest says")


def check_rows(database: Path) -> dict[str, int]:
    """Open a database that nobody else uses, check it from end to end, and count the rows of each table.

    Raises:
        DamagedDatabase: it is damaged, or not Solemate's.
    """
    try:
        with looking_at(database) as connection:
            found = [str(row[0]) for row in connection.execute("PRAGMA integrity_check(1)")]
            held = row_counts(connection)
    except sqlite3.Error as error:
        raise DamagedDatabase(f"its database cannot be read: {one_line(str(error))}") from None
    if found != ["ok"]:
        raise DamagedDatabase(f"its database is damaged: {one_line(' '.join(found))}")
    if not set(held) >= OUR_TABLES:
        raise DamagedDatabase("its database is not one of Solemate")
    return held


def row_counts(connection: sqlite3.Connection) -> dict[str, int]:
    tables = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")]
    quotes = {table: '"' + table.replace('"', '""') + '"' for table in tables}
    return {table: connection.execute(f"SELECT count(*) FROM {quotes[table]}").fetchone()[0] for table in tables}  # noqa: S608


def applied_migrations(database: Path) -> set[tuple[str, str]]:
    """The changes of the database's shape that it has seen, as (app, name)."""
    with looking_at(database) as connection:
        return set(connection.execute("SELECT app, name FROM django_migrations"))


@contextmanager
def looking_at(database: Path) -> Iterator[sqlite3.Connection]:
    """A database in one file that nobody else uses, to be read; what others may have written into it is not trusted."""
    with closing(sqlite3.connect(f"{database.as_uri()}?mode=ro&immutable=1", uri=True)) as connection:
        connection.execute("PRAGMA trusted_schema=OFF")
        yield connection


def settle(database: Path) -> None:
    """Write what the log beside a database still holds into the file itself, if it can be read at all.

    Raises:
        BlockingIOError: some program has it open, a server or not.
    """
    try:
        with closing(sqlite3.connect(f"{database.as_uri()}?mode=rw", uri=True, timeout=0)) as connection:
            connection.execute("PRAGMA journal_mode=DELETE").fetchone()
    except sqlite3.Error as error:
        if getattr(error, "sqlite_errorcode", 0) & 0xFF in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            raise BlockingIOError from None
