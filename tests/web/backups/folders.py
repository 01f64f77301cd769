"""What tests of backups do with folders and files: read everything, spoil something, kill a command at a random moment."""

import json
import os
import random
import sqlite3
import subprocess
import sys
import tempfile
import time
import zipfile
from contextlib import closing
from pathlib import Path

from solemate.web.backups import sealed_file
from tests.server import ROOT

DATABASE, KEY = "solemate.sqlite3", "secret-key"
KILLS = 6


def everything(data: Path) -> dict[str, list[tuple]]:
    """Every row of every table of the folder's database."""
    with closing(sqlite3.connect(f"{(data / DATABASE).as_uri()}?mode=rw", uri=True)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        tables = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {table: connection.execute(f'SELECT * FROM "{table}"').fetchall() for table in sorted(tables)}


def add_row(data: Path, digest: str) -> None:
    with closing(sqlite3.connect(data / DATABASE)) as connection, connection:
        values = (digest, "2026-11-22", "2026-11-22")
        connection.execute("INSERT INTO people_signinlink (digest, created_at, expires_at) VALUES (?, ?, ?)", values)


def contents(folder: Path) -> dict[str, bytes]:
    """Every file below a folder, and every empty folder."""
    return {
        str(path.relative_to(folder)): path.read_bytes() if path.is_file() else b""
        for path in sorted(folder.rglob("*"))
        if path.is_file() or not any(path.iterdir())
    }


def start(*words: str | Path) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "solemate", *map(str, words)]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def kill_at_random_moments(seconds: float, seed: int, *words: str | Path):
    """Run a command again and again, and kill it at a moment within `seconds`; yields after each."""
    chance = random.Random(seed)
    for _ in range(KILLS):
        process = start(*words)
        time.sleep(seconds * chance.uniform(0.2, 1))
        process.kill()
        process.wait(10)
        yield


def reseal(file: Path) -> Path:
    """Give a zip the comment that makes it whole in the eyes of Solemate: only who means harm does that."""
    with zipfile.ZipFile(file, "a") as archive:
        archive.comment = b"0" * sealed_file.SEAL
    with file.open("r+b") as target:
        digest = sealed_file.seal_of(file)
        target.seek(-sealed_file.SEAL, os.SEEK_END)
        target.write(digest.encode())
    return file


def repack(good: Path, file: Path, change) -> Path:
    """Take a backup apart, let `change(parts, manifest)` spoil it, and seal it again. Hashes and sizes follow the parts."""
    with zipfile.ZipFile(good) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    manifest = json.loads(parts.pop("manifest.json"))
    later = change(parts, manifest)
    for name, content in parts.items():
        manifest["parts"][name] = {"bytes": len(content), "sha256": sealed_file.hashlib.sha256(content).hexdigest()}
    if later:
        later(manifest)
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("manifest.json", json.dumps(manifest))
        for name, content in parts.items():
            archive.writestr(name, content)
    return reseal(file)


def with_database(parts: dict[str, bytes], *statements: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / DATABASE
        path.write_bytes(parts[DATABASE])
        with closing(sqlite3.connect(path)) as connection, connection:
            for statement in statements:
                connection.execute(statement)
        parts[DATABASE] = path.read_bytes()
