#!/bin/sh
# Makes .venv with the Python given, and says what is missing where it cannot.
set -eu
python=$1
if ! "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
    echo "Solemate needs Python 3.11 or newer. '$python' is: $("$python" --version 2>&1 || echo 'not there')." >&2
    echo "Name another one with: make PYTHON=/path/to/python3" >&2
    exit 1
fi
rm -rf .venv
if "$python" -m venv .venv 2>/tmp/solemate-venv.$$; then
    rm -f /tmp/solemate-venv.$$
    exit 0
fi
rm -rf .venv
# Debian keeps venv in a package of its own.
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    apt-get update -qq >&2 && apt-get install -y -qq --no-install-recommends python3-venv >&2
    if "$python" -m venv .venv; then rm -f /tmp/solemate-venv.$$; exit 0; fi
fi
cat /tmp/solemate-venv.$$ >&2
rm -rf .venv /tmp/solemate-venv.$$
echo "Python cannot make a virtual environment here. On Debian or Ubuntu: sudo apt-get install python3-venv" >&2
exit 1
