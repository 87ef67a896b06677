# `make demo` and `make test` each work as the first command on a fresh clone: they make .venv and install.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: demo test test-fast test-browser lint format release validate bench clean

demo: $(VENV)/installed
	$(BIN)/autograder demo

test: $(VENV)/installed
	$(BIN)/python -m pytest -n auto --dist loadgroup -m "not browser"
	$(BIN)/python -m pytest -m browser
	$(BIN)/autograder release --check
	$(BIN)/autograder validate

test-fast: $(VENV)/installed
	$(BIN)/python -m pytest -n auto --dist loadgroup -m "not slow and not browser"

# Apart from the others, one after another: each keeps JupyterLab, a kernel and the browser busy.
test-browser: $(VENV)/installed
	$(BIN)/python -m pytest -m browser

lint: $(VENV)/installed
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy

format: $(VENV)/installed
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

release: $(VENV)/installed
	$(BIN)/autograder release

validate: $(VENV)/installed
	$(BIN)/autograder validate

bench: $(VENV)/installed
	$(BIN)/python benchmarks/throughput.py

clean:
	rm -rf $(VENV) build dist .pytest_cache .mypy_cache .ruff_cache

# Installed anew when the project's needs change, and not otherwise.
$(VENV)/installed: pyproject.toml constraints.txt
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed: make PYTHON=python3.12")'
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[instructor,cluster,dev]'
	touch $@
