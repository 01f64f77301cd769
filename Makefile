# Every habit by name. A fresh machine needs python3 (3.11 or newer), git and make; the rest is fetched here.
PYTHON ?= python3
PORT ?= 8321
DATA ?= $(if $(XDG_DATA_HOME),$(XDG_DATA_HOME),$(HOME)/.local/share)/solemate
HOST ?= 127.0.0.1
BIN := .venv/bin

.PHONY: start test check fix verify benchmark benchmark-pages grades lock browser clean

start: .venv/runtime.ok  ## set up and start Solemate
	@$(BIN)/solemate serve --host $(HOST) --port $(PORT) --data "$(DATA)"

test: .venv/test.ok browser check  ## set up, a browser included, and run every check and test
	@$(if $(ARGS),$(BIN)/python -m pytest $(ARGS),sh scripts/test.sh)

check: .venv/test.ok  ## style, types and layers
	@$(BIN)/ruff format --check --quiet . && $(BIN)/ruff check --quiet .
	@$(BIN)/lint-imports --no-cache
	@SOLEMATE_DATA=.venv/data-of-checks $(BIN)/mypy --no-error-summary

fix: .venv/test.ok  ## put the style right
	@$(BIN)/ruff format . && $(BIN)/ruff check --fix .

verify: .venv/test.ok browser  ## the long runs (minutes); their summary goes to docs/verification/
	@$(BIN)/python -m tests.verification

benchmark: .venv/test.ok  ## ours beside NUTS, statsmodels and a t-test, and how ours grows (minutes); its tables go to benchmarks/README.md
	@sh scripts/make-benchmark.sh "$(PYTHON)"
	@.venv-benchmark/bin/python -m benchmarks.compare
	@.venv-benchmark/bin/python -m benchmarks.growth

benchmark-pages: .venv/test.ok  ## the pages with 10 years of diary beside a month (minutes); writes docs/verification/pages.md
	@$(BIN)/python -m benchmarks.pages

grades: .venv/test.ok  ## write the reading grades of all pages to docs/reading-grades.md
	@SOLEMATE_WRITE_GRADES=1 $(BIN)/python -m pytest -q tests/web/test_reading_grades.py

browser: .venv/test.ok
	@sh scripts/find-browser.sh >/dev/null

lock: .venv/test.ok  ## pin every dependency again (needs uv)
	@sh scripts/lock.sh

clean:
	rm -rf .venv

.venv/bin/python:
	@sh scripts/make-venv.sh "$(PYTHON)"

.venv/runtime.ok: .venv/bin/python requirements/runtime.txt pyproject.toml
	@sh scripts/install.sh requirements/runtime.txt
	@touch $@

.venv/test.ok: .venv/bin/python requirements/test.txt pyproject.toml
	@sh scripts/install.sh requirements/test.txt
	@touch $@ .venv/runtime.ok
