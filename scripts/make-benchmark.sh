#!/bin/sh
# Makes .venv-benchmark with the peers that the engine is compared with. Users never need it.
set -eu
python=$1
[ -x .venv-benchmark/bin/python ] || "$python" -m venv .venv-benchmark
if command -v uv >/dev/null 2>&1; then
    uv pip install --quiet --python .venv-benchmark/bin/python --require-hashes -r requirements/benchmark.txt
else
    .venv-benchmark/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/benchmark.txt
fi
.venv-benchmark/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
