# Everything a newcomer needs: `make demo` and `make test` install what they use (uv too) into a cache folder.
SHELL := /bin/bash
CACHE := $(or $(RASD_CACHE),$(or $(XDG_CACHE_HOME),$(HOME)/.cache)/rasd)
UV_VERSION := 0.13.9
UV := $(CACHE)/tools-$(UV_VERSION)/bin/uv
RUN := $(UV) run --frozen --no-sync
export UV_CACHE_DIR := $(CACHE)/uv
export UV_PYTHON_DOWNLOADS := never

.PHONY: help setup test unit check schemas clean
help:  ## this list
	@awk -F':.*## ' '/^[a-z-]+:.*## / {printf "  make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

$(UV):
	@command -v python3 >/dev/null || { echo "rasd needs Python 3.11 or later: install python3 with its venv module" >&2; exit 1; }
	@echo "installing uv $(UV_VERSION) into $(CACHE)"
	@python3 -m venv $(CACHE)/tools-$(UV_VERSION)
	@$(CACHE)/tools-$(UV_VERSION)/bin/python -m pip install --quiet --disable-pip-version-check uv==$(UV_VERSION)

setup: $(UV)  ## installs the locked environment into .venv
	@$(UV) sync --frozen

test: setup check unit  ## everything that must pass

unit: setup  ## the tests of one layer, in seconds
	@$(RUN) pytest tests

check: setup  ## style, types, import directions, generated files in step
	@$(RUN) ruff check .
	@$(RUN) ruff format --check .
	@$(RUN) mypy
	@$(RUN) python -m schemas.generate --check
	@$(RUN) pytest -q tests/test_architecture.py

schemas: setup  ## writes the JSON Schema files from the message types
	@$(RUN) python -m schemas.generate

clean:  ## removes the environment and tool caches; downloads stay in the cache folder
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis dist
