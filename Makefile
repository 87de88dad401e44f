# Sets up what is needed and runs it. Needs Python 3.11 or later, git and make, and nothing installed into that Python.
#
#   make examples   lint the policies under examples/
#   make test       style, types and tests
#   make docs       write docs/rules/ anew from rules/
#   make clean      remove what these made
#
#   make PYTHON=/path/to/python3.12 VENV=/elsewhere/venv test

VENV    ?= .venv
PYTHON  ?= python3.11 python3 python python3.12 python3.13 python3.14
BIN     := $(VENV)/bin
SOURCES := policylint tests docs $(if $(wildcard benchmarks/*.py),benchmarks)

# Settings of the caller's pip and Python that would lead an installation out of $(VENV).
unexport PYTHONHOME PYTHONPATH PIP_TARGET PIP_PREFIX PIP_ROOT PIP_PYTHON
export PIP_USER := 0
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: help examples test docs clean
.DELETE_ON_ERROR:

help:
	@sed -n 's/^#   //p' Makefile

# Exit code 1 means findings, which is what the examples are for; 2 means that the run itself failed.
examples: $(VENV)/.stamp-run
	$(BIN)/policylint check examples/ || test $$? -eq 1

test: $(VENV)/.stamp-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy $(SOURCES)
	$(BIN)/python -m pytest

docs: $(VENV)/.stamp-run
	$(BIN)/python docs/generate.py

# Installed in place (-e), so that a change to policylint/ or rules/ needs no new installation.
$(VENV)/.stamp-run: pyproject.toml policylint/__init__.py $(VENV)/.stamp-venv
	$(BIN)/python -m pip install --quiet --editable .
	@touch $@

$(VENV)/.stamp-dev: pyproject.toml policylint/__init__.py $(VENV)/.stamp-venv
	$(BIN)/python -m pip install --quiet --editable '.[dev]'
	@touch $(VENV)/.stamp-run $@

# Debian splits ensurepip off into python3-venv; a pip of the system's own can stand in for it, as it only has to
# put a pip into $(VENV).
$(VENV)/.stamp-venv:
	@set -eu; \
	found=; \
	for candidate in $(PYTHON); do \
	  if "$$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' </dev/null >/dev/null 2>&1; then \
	    found=$$candidate; \
	    break; \
	  fi; \
	done; \
	if [ -z "$$found" ]; then \
	  echo 'make: policylint needs Python 3.11 or later. Not found, or older: $(PYTHON).' >&2; \
	  echo 'make: Name one with: make PYTHON=/path/to/python3.11' >&2; \
	  exit 1; \
	fi; \
	if "$$found" -c 'import venv, ensurepip' >/dev/null 2>&1; then \
	  echo "$$found -m venv $(VENV)"; \
	  "$$found" -m venv $(VENV); \
	elif "$$found" -c 'import venv' >/dev/null 2>&1 && "$$found" -m pip --version >/dev/null 2>&1; then \
	  echo "$$found -m venv --without-pip $(VENV)"; \
	  "$$found" -m venv --without-pip $(VENV); \
	  "$$found" -m pip --python $(BIN)/python install --quiet pip; \
	else \
	  version=$$("$$found" -c 'import sys; print("%d.%d" % sys.version_info[:2])'); \
	  echo "make: $$found is Python $$version, but cannot make a virtual environment: its ensurepip is missing." >&2; \
	  echo "make: On Debian and Ubuntu: apt install python3-venv (or python$$version-venv), then again." >&2; \
	  exit 1; \
	fi; \
	touch $@

# Removes $(VENV) only if it is one.
clean:
	@if [ -f $(VENV)/pyvenv.cfg ]; then rm -rf $(VENV); fi
	rm -rf .mypy_cache .pytest_cache .ruff_cache .hypothesis build dist
	find policylint tests $(wildcard benchmarks) -type d -name __pycache__ -prune -exec rm -rf {} +
