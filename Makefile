# One definition of right: people, hooks and CI run these.
PYTHON ?= python3
BIN := .venv/bin
TEMPLATES := $(shell find src -name '*.html' -not -path '*/vendor/*' 2>/dev/null)
NO_PYTHON := Samsyn behöver python3 ≥ 3.11, som saknas här: installera python3 och python3-venv. / \
  Samsyn needs python3 ≥ 3.11, missing here: install python3 and python3-venv.
export SAMSYN_HOME ?= var

.PHONY: help setup run check test packages lint types contracts migrations fix prove bench screenshots lock clean

help:
	@grep -E '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /  make \1\t/' | expand -t 18

setup: ## make the environment: .venv, style sheet, fonts
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { echo "$(NO_PYTHON)" >&2; exit 1; }
	@$(PYTHON) tools/setup.py

run: setup ## start Samsyn with the demo municipality on http://localhost:8000
	@SAMSYN_DEMO=1 $(BIN)/samsyn demo

check: setup lint types contracts migrations ## lint, types, contracts and the fast tests, within a minute
	@SAMSYN_EXAMPLES=20 $(BIN)/pytest -n 2 -m "not slow and not browser"

test: setup packages lint types contracts migrations ## everything CI runs: SQLite, PostgreSQL, Chromium
	@echo "— PostgreSQL: all that asks the database"
	@$(BIN)/python tools/with_postgres.py $(BIN)/pytest -n 2 --migrations -m "database and not browser"
	@echo "— SQLite och Chromium"
	@$(BIN)/pytest -n 2 -v --no-header

packages:
	@tools/debian '/usr/lib/postgresql/*/bin/initdb=postgresql-15' /usr/bin/chromium=chromium '/usr/lib/*/libatomic.so.1=libatomic1'

lint: setup
	@$(BIN)/ruff check --quiet --output-format concise .
	@$(BIN)/ruff format --quiet --check .
	@$(if $(TEMPLATES),$(BIN)/djade --target-version 5.2 --check $(TEMPLATES))

types: setup
	@$(BIN)/mypy --no-error-summary

contracts: setup
	@told=$$($(BIN)/lint-imports --no-cache) || { echo "$$told"; exit 1; }

migrations: setup
	@$(BIN)/python manage.py makemigrations --check --dry-run >/dev/null || { echo "Migreringar saknas: manage.py makemigrations ROOM"; exit 1; }

fix: setup ## format code and templates, mend what lint can mend, write the glossary
	@$(BIN)/ruff check --fix --quiet . ; $(BIN)/ruff format --quiet .
	@$(if $(TEMPLATES),$(BIN)/djade --target-version 5.2 $(TEMPLATES))
	@$(BIN)/python tools/glossary.py

prove: setup ## the properties with a hundred times as many examples; takes long
	@SAMSYN_EXAMPLES=6000 $(BIN)/pytest -n 2 -m "not browser" tests/kit tests/history tests/organisation tests/intake tests/inquiries/test_rules.py tests/inquiries/test_deadlines.py

bench: setup ## measure pages, sums and imports; writes docs/benchmarks.md
	@$(BIN)/python benchmarks/run.py

screenshots: setup ## take the pictures in docs/images anew
	@mkdir -p docs/images
	@SAMSYN_SCREENSHOTS=docs/images $(BIN)/pytest tests/web/test_screenshots.py

lock: setup ## lock the newest allowed versions anew
	@tools/lock

clean: ## remove the environment and what tests leave; the database in var/ stays
	rm -rf .venv node_modules src/samsyn/web/static/vendor .mypy_cache .ruff_cache .pytest_cache .hypothesis
