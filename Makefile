# Lắng Nghe. `make demo` and `make test` need Python 3.11 and make; everything else they set up by themselves.
PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV := .venv
BIN := $(VENV)/bin
LOCK := uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --no-emit-index-url -q

.PHONY: help demo setup run worker test lint types bench messages screenshots docs lock clean

help: ## list the targets
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/\t/'

demo: setup ## the worked example on http://127.0.0.1:8000 (keeps its data between runs)
	$(BIN)/langnghe demo

setup: $(VENV)/.runtime ## virtual environment, pinned dependencies, compiled messages

run: setup ## serve this office's own data (instance/), with the worker
	$(BIN)/langnghe serve --worker

worker: setup ## the background worker alone
	$(BIN)/langnghe worker

test: $(VENV)/.dev ## lint, then every test, on SQLite and PostgreSQL, with the browser
	$(MAKE) --no-print-directory lint types
	$(BIN)/python -m pytest

lint: $(VENV)/.dev ## ruff and the import contracts
	$(BIN)/ruff check .
	$(BIN)/lint-imports

types: $(VENV)/.dev ## mypy --strict
	$(BIN)/mypy

bench: $(VENV)/.dev ## drafts read exactly and how fast, submissions per second, seconds of an analysis, and their ratios to the raw libraries
	$(BIN)/python -m bench

messages: $(VENV)/.dev ## bring translations/ up to date with the texts in code and templates
	$(BIN)/pybabel -q extract -F translations/babel.cfg -k _l --no-location --sort-output --project langnghe --version 0 -o translations/messages.pot .
	$(BIN)/pybabel -q update -i translations/messages.pot -d translations -l en --no-fuzzy-matching --ignore-pot-creation-date --ignore-obsolete
	$(BIN)/pybabel -q compile -d translations

screenshots: $(VENV)/.dev ## renew the pictures of the README from the browser tests
	mkdir -p docs/screenshots
	LANGNGHE_SCREENSHOTS=docs/screenshots $(BIN)/python -m pytest tests/journey -k sqlite

docs: $(VENV)/.dev ## regenerate docs/schema.md, docs/access.md and docs/settings.md
	$(BIN)/langnghe docs

lock: $(VENV)/.dev ## renew requirements*.txt from pyproject.toml (needs uv)
	$(LOCK) pyproject.toml requirements.in --extra postgresql -o requirements.txt
	$(LOCK) pyproject.toml requirements.in --extra postgresql --extra dev -c requirements.txt -o requirements-dev.txt

clean: ## remove the virtual environment (not the data)
	rm -rf $(VENV)

$(VENV)/bin/python:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Cần Python 3.11 trở lên; hãy cài rồi chạy lại, hoặc: make PYTHON=/đường/dẫn/python3.11")'
	$(PYTHON) -m venv $(VENV)

$(VENV)/.runtime: requirements.txt pyproject.toml $(wildcard translations/*/LC_MESSAGES/*.po) | $(VENV)/bin/python
	$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements.txt
	$(BIN)/python -m pip install -q --disable-pip-version-check --no-build-isolation --no-deps -e .
	$(BIN)/pybabel -q compile -d translations
	@touch $@

$(VENV)/.dev: requirements-dev.txt $(VENV)/.runtime
	$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@touch $@
