# Everything a newcomer needs: `make demo` and `make test` install what they use (uv too) into a cache folder.
SHELL := /bin/bash
CACHE := $(or $(RASD_CACHE),$(or $(XDG_CACHE_HOME),$(HOME)/.cache)/rasd)
UV_VERSION := 0.13.9
UV := $(CACHE)/tools-$(UV_VERSION)/bin/uv
RUN := $(UV) run --frozen --no-sync
# Much of a test is waiting: two run beside each other, file by file, each with servers of its own (2 GB).
PARALLEL := --numprocesses 2 --dist loadfile --no-loadscope-reorder
export UV_CACHE_DIR := $(CACHE)/uv
export UV_PYTHON_DOWNLOADS := never

.PHONY: help setup demo test unit integration check bench evaluate schemas clean
help:  ## this list
	@awk -F':.*## ' '/^[a-z-]+:.*## / {printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

$(UV):
	@command -v python3 >/dev/null || { echo "rasd needs Python 3.11 or later: install python3 with its venv module" >&2; exit 1; }
	@python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "rasd needs Python 3.11 or later; this is $$(python3 --version)" >&2; exit 1; }
	@echo "installing uv $(UV_VERSION) into $(CACHE)"
	@python3 -m venv $(CACHE)/tools-$(UV_VERSION)
	@$(CACHE)/tools-$(UV_VERSION)/bin/python -m pip install --quiet --disable-pip-version-check uv==$(UV_VERSION)

setup: $(UV)  ## installs the locked environment into .venv
	@$(UV) sync --frozen --quiet

demo: setup  ## the whole pipeline on this machine, shown as it happens; ends by itself
	@$(RUN) rasd demo

test: setup check  ## everything that must pass: checks, unit, integration and end-to-end tests
	@$(RUN) pytest tests $(PARALLEL)

unit: setup  ## the tests that need no server, in seconds
	@$(RUN) pytest -q tests/unit tests/test_architecture.py

integration: setup  ## the tests against real Kafka, Elasticsearch and Telethon
	@$(RUN) pytest tests/integration $(PARALLEL)

check: setup  ## style, types, import directions, generated files in step
	@$(RUN) ruff check --quiet .
	@$(RUN) ruff format --quiet --check .
	@$(RUN) mypy
	@$(RUN) python -m schemas.generate --check
	@$(RUN) python -m deploy.kibana.generate --check
	@$(RUN) pytest -q --no-header tests/test_architecture.py tests/unit/rasd/test_settings.py

bench: setup  ## measures on this machine and prints the figures (tests/bench*.py); it is no test
	@failed=0; for bench in tests/bench*.py; do $(RUN) python -m tests.$$(basename $$bench .py) || failed=1; done; exit $$failed

evaluate: setup  ## how right the detectors are: our labelled posts, and false hits in real text (fetched once)
	@UV=$(UV) $(RUN) python -m tests.real_text $(CACHE)/real-text
	@$(RUN) python -m tests.figures $(CACHE)/real-text $(if $(WRITE),--write)

schemas: setup  ## writes the JSON Schema files, the mappings, Kibana's objects, .env.example and the demo's corpus
	@$(RUN) python -m schemas.generate
	@$(RUN) python -m deploy.kibana.generate
	@$(RUN) rasd settings --example > .env.example
	@$(RUN) python -m deploy.telegram_sim.compose_corpus

clean:  ## removes the environment and tool caches; downloads stay in the cache folder
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis dist
