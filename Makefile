# One definition of right: people, hooks and CI run these.
PYTHON ?= python3
BIN := .venv/bin

.PHONY: help setup run check test lint types contracts prove bench lock clean

help:
	@grep -E '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /  make \1\t/' | expand -t 16

setup: ## make the environment: .venv, style sheet, fonts
	@command -v $(PYTHON) >/dev/null || { echo "Samsyn behöver python3 ≥ 3.11, som saknas här: installera python3 och python3-venv. / Samsyn needs python3 ≥ 3.11, missing here: install python3 and python3-venv." >&2; exit 1; }
	@$(PYTHON) tools/setup.py

lock: setup ## lock the newest allowed versions anew
	@tools/lock
