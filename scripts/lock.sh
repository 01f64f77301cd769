#!/bin/sh
# Writes the lock files: every dependency pinned with its hashes, no registry host.
set -eu
compile="uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url"
$compile --extra build pyproject.toml -o requirements/runtime.txt
$compile --extra build --extra test pyproject.toml -o requirements/test.txt -c requirements/runtime.txt
$compile --extra build --extra benchmark pyproject.toml -o requirements/benchmark.txt -c requirements/runtime.txt
