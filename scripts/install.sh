#!/bin/sh
# Installs one lock file and the project into .venv. Every file is checked against its hash. uv is used where it is there.
set -eu
lock=$1
echo "Setting up (about a minute, once) ..." >&2
if command -v uv >/dev/null 2>&1; then
    uv pip install --quiet --python .venv/bin/python --require-hashes -r "$lock"
else
    .venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r "$lock"
fi
.venv/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
