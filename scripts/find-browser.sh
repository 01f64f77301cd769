#!/bin/sh
# Prints the path of a Chromium; installs one where the machine allows it; says what is missing where it does not.
set -eu
find_one() {
    for name in chromium chromium-browser google-chrome google-chrome-stable; do
        if command -v "$name" 2>/dev/null; then return 0; fi
    done
    # One that playwright brought itself, where its download is allowed.
    .venv/bin/python - <<'PY' 2>/dev/null
import os, sys
from playwright.sync_api import sync_playwright
with sync_playwright() as p:
    path = p.chromium.executable_path
print(path) if os.path.exists(path) else sys.exit(1)
PY
}
if [ -n "${SOLEMATE_CHROMIUM:-}" ]; then echo "$SOLEMATE_CHROMIUM"; exit 0; fi
if find_one; then exit 0; fi
echo "No Chromium here yet; the browser tests need one. Installing it ..." >&2
if command -v apt-get >/dev/null 2>&1; then
    if [ "$(id -u)" = 0 ]; then sudo=""; elif sudo -n true 2>/dev/null; then sudo="sudo -n"; else sudo="none"; fi
    if [ "$sudo" != none ]; then
        { $sudo apt-get update -qq && $sudo apt-get install -y -qq --no-install-recommends chromium; } >&2 || true
        if find_one; then exit 0; fi
    fi
fi
.venv/bin/playwright install chromium >&2 2>/dev/null || true
if find_one; then exit 0; fi
echo "Chromium is missing and could not be installed. On Debian or Ubuntu: sudo apt-get install chromium" >&2
echo "Or name one you have: SOLEMATE_CHROMIUM=/path/to/chromium make test" >&2
exit 1
