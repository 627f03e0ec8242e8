# Everything that the project needs is set up by the targets themselves, in environments of its own:
#   make example   audits the bundled example and shows the report
#   make check     passes all checks
PYTHON ?= python3
VENV := .venv
ARCHIVE_VENV := .venv-pywb
SPECIFICATIONS := .cache/specifications
BIN := $(VENV)/bin

.PHONY: example check test lint types generated generate lock clean

example: $(VENV)/ready
	$(BIN)/linkaudit audit examples --offline --exit-zero

# The whole audit of the example with a played web, as it stands in reports/example/.
generate: $(VENV)/ready
	$(BIN)/python scripts/generate.py

check: lint types test generated

lint: $(VENV)/ready
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/ready
	$(BIN)/mypy

test: $(VENV)/ready $(ARCHIVE_VENV)/ready $(SPECIFICATIONS)/ready
	$(BIN)/python -m pytest --numprocesses auto --maxprocesses 4 --dist loadfile --cov --cov-report=term

generated: $(VENV)/ready
	$(BIN)/python scripts/generate.py --check

# Locked versions, checked against their hashes; then the package itself, and its byte code, so that it starts quickly.
$(VENV)/ready: requirements-dev.lock pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --require-hashes --requirement requirements-dev.lock
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	$(BIN)/python -m compileall -q linkaudit
	@touch $@

# A real web archive for the tests. It is GPL: it has an environment of its own and only ever runs as a separate process.
$(ARCHIVE_VENV)/ready: tests/requirements-pywb.lock
	$(PYTHON) -m venv $(ARCHIVE_VENV)
	$(ARCHIVE_VENV)/bin/python -m pip install --quiet --requirement tests/requirements-pywb.lock
	@touch $@

# The examples of the CommonMark specification (CC BY-SA) are read from a source distribution that has them: they are data
# for the tests, and nothing of it is installed. Where no registry has it, the test of them is skipped and says so.
$(SPECIFICATIONS)/ready: $(VENV)/ready
	$(BIN)/python -m pip download --quiet --no-deps --no-binary markdown-it-py --dest $(SPECIFICATIONS) markdown-it-py==4.3.0 \
	  && touch $@ || echo "the examples of CommonMark could not be fetched"

# Write the lock files anew, with the newest versions that the bounds in pyproject.toml allow.
lock: $(VENV)/ready
	$(BIN)/uv pip compile --universal --python-version 3.11 --generate-hashes --upgrade --no-header \
	  --group dev --all-extras pyproject.toml --output-file requirements-dev.lock
	$(BIN)/uv pip compile --universal --python-version 3.11 --upgrade --no-annotate --no-header \
	  --group archive --output-file tests/requirements-pywb.lock

clean:
	rm -rf $(VENV) $(ARCHIVE_VENV) .cache build dist .mypy_cache .pytest_cache .ruff_cache .hypothesis .coverage .coverage.*
