#!/bin/sh
# Runs the tests as two processes, one for each core: those that need a browser, and all the others. Both must pass.
set -eu
others=$(mktemp)
.venv/bin/python -m pytest -m "not browser" >"$others" 2>&1 &
pid=$!
trap 'kill "$pid" 2>/dev/null || true; rm -f "$others"' EXIT
trap 'exit 130' INT TERM
status=0
.venv/bin/python -m pytest -m browser || status=$?
wait "$pid" || status=$?
cat "$others"
exit "$status"
