# Everything runs in a virtual environment of the project's own, filled from the lock.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
INDEX := book/_build/html/index.html

# The book's matrices are small: a second BLAS thread costs more than it gives.
export OPENBLAS_NUM_THREADS ?= 1

.DEFAULT_GOAL := help
.PHONY: help setup book test test-unit test-notebooks test-pages test-oldest lab serve lint format pdf bench \
  mutants experiments clean lock

help: ## show this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 18

setup: $(READY) ## make .venv from requirements.txt

$(READY): requirements.txt pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "nnbook needs Python 3.11 or newer")'
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	$(BIN)/python -m pip install -qq --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

# Sphinx reads again only what changed; nnbook/sphinxext.py runs all notebooks again when nnbook changed.
book: $(READY) ## build the HTML book (warnings are errors) and print the path to open
	$(BIN)/jupyter-book build book -n -W --keep-going
	@echo "Open $(abspath $(INDEX))"

serve: book ## show the built book on localhost
	$(BIN)/python -m http.server --bind 127.0.0.1 --directory book/_build/html 8000

lab: $(READY) ## open the chapters in JupyterLab
	$(BIN)/jupyter lab --notebook-dir book

lint: $(READY) ## style, format and types
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy

format: $(READY) ## let ruff mend what it can
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

test: $(READY) ## everything CI checks
	bash tools/setup_browser.sh $(BIN)/python
	$(MAKE) lint
	$(MAKE) book
	bash tools/check_front_end.sh
	$(MAKE) --jobs=2 --output-sync=line test-pages test-notebooks test-unit

test-pages:
	$(BIN)/python -m pytest tests/book tests/browser

# In a process of its own: in one that has loaded Dask, nbval's kernels do not answer.
test-notebooks:
	$(BIN)/python -m pytest --nbval book

test-unit:
	$(BIN)/python -m pytest --cov --cov-report=term:skip-covered tests/unit

pdf: book ## print the whole book to one PDF
	$(BIN)/python tools/make_pdf.py

bench: $(READY) ## measure speed and memory; PyTorch takes part when it is installed in .venv
	$(BIN)/python -m benchmarks

mutants: $(READY) ## plant small bugs and see whether the tests notice
	$(BIN)/python tools/mutants.py

experiments: $(READY) ## compute the stored sweeps in nnbook/data again (half an hour or more)
	for sweep in xor_success starts overfitting dropout ladder; do $(BIN)/python -m tools.make_$$sweep || exit 1; done

test-oldest: ## the unit tests with the oldest supported direct dependencies
	$(PYTHON) -m venv $(VENV)-oldest
	$(VENV)-oldest/bin/python -m pip install --quiet --disable-pip-version-check uv
	$(VENV)-oldest/bin/uv pip install --quiet --python $(VENV)-oldest/bin/python --resolution lowest-direct -e ".[test]"
	# Warnings stay warnings: old releases use what newer ones of others deprecate.
	$(VENV)-oldest/bin/python -m pytest -q -W default tests/unit

clean: ## remove what was built; .venv stays
	rm -rf book/_build .mypy_cache .ruff_cache .pytest_cache .hypothesis .coverage
	find nnbook tests benchmarks tools -name __pycache__ -prune -exec rm -rf {} + 2>/dev/null || true

# Extras stay in the lock: an old pip looks for the hash of `coverage[toml]`, not of `coverage`.
lock: ## renew requirements.txt: newest compatible releases, with hashes
	$(PYTHON) -m venv $(VENV)-lock
	$(VENV)-lock/bin/python -m pip install --quiet --disable-pip-version-check uv
	$(VENV)-lock/bin/uv pip compile pyproject.toml --all-extras --universal --python-version 3.11 \
	  --fork-strategy fewest --generate-hashes --no-strip-extras --no-emit-index-url --upgrade --quiet \
	  --custom-compile-command "make lock" --output-file requirements.txt
	rm -rf $(VENV)-lock
