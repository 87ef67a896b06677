# `make demo` and `make test` each work as the first command on a fresh clone: they make .venv and install.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
EXTRAS := instructor,cluster,postgresql,author,dev

.PHONY: demo test test-fast test-browser coverage lint format release validate bench wheels constraints clean

demo: $(VENV)/installed
	$(BIN)/autograder demo

test: $(VENV)/installed
	$(BIN)/python -m pytest -n auto --dist loadgroup -m "not browser" --durations=20 --durations-min=3
	$(BIN)/python -m pytest -m browser
	$(BIN)/autograder release --check
	$(BIN)/autograder validate --quick

# An answer in about three minutes, for whoever is at work.
test-fast: $(VENV)/installed
	$(BIN)/python -m pytest -n auto --dist loadgroup -m "not slow and not browser"

# Apart from the others, one after another: each keeps JupyterLab, a kernel and the browser busy.
test-browser: $(VENV)/installed
	$(BIN)/python -m pytest -m browser

coverage: $(VENV)/installed
	$(BIN)/python -m pytest -n auto --dist loadgroup -m "not browser" --cov --cov-report=term:skip-covered

lint: $(VENV)/installed
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/mypy --explicit-package-bases tests --exclude hostile/
	$(BIN)/lint-imports

format: $(VENV)/installed
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

release: $(VENV)/installed
	$(BIN)/autograder release

# The known mistakes and mutants, too: six minutes on two cores.
validate: $(VENV)/installed
	$(BIN)/autograder validate

bench: $(VENV)/installed
	$(BIN)/python benchmarks/throughput.py

# The engine's wheel, and the students' with what notebooks import.
wheels: $(VENV)/installed
	$(BIN)/python -m build --wheel --outdir dist .
	$(BIN)/python -m build --wheel --outdir dist course_tools

# The pins, for every Python from 3.11.0 on; run `make test` with them before they are committed.
constraints: $(VENV)/installed
	$(BIN)/uv pip compile pyproject.toml --all-extras --universal --python-version 3.11.0 --upgrade \
		--no-annotate --no-header --quiet --output-file constraints.txt

clean:
	rm -rf $(VENV) build dist .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .coverage*

# Installed anew when the project's needs change, and not otherwise.
$(VENV)/installed: pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed: make PYTHON=python3.12")'
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
		echo "$(PYTHON) cannot make virtual environments; on Debian and Ubuntu: apt-get install python3-venv" >&2; exit 1; }
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[$(EXTRAS)]'
	touch $@
