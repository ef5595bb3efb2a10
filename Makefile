# Everything runs in a virtual environment of the project's own, filled from the lock.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
PIP := $(BIN)/python -m pip install -qq --disable-pip-version-check
UV := $(BIN)/uv --quiet
RECIPES := $(filter-out __init__ recipe,$(basename $(notdir $(wildcard sweeps/*.py))))
COMPILE := $(UV) pip compile --universal --python-version 3.11 --fork-strategy fewest --generate-hashes \
  --no-emit-index-url --upgrade --custom-compile-command "make lock"

# The book's matrices are small: a second BLAS thread costs more than it gives.
export OPENBLAS_NUM_THREADS ?= 1

.DEFAULT_GOAL := help
.PHONY: help setup book student test test-front-end test-lab test-notebooks test-oldest test-pages test-unit lab serve \
  lint format pdf bench mutants experiments clean lock

help: ## show this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 18

setup: $(READY) ## make .venv from requirements.txt

# uv takes seconds where pip takes minutes. It knows no setting of pip's: where one is needed, pip goes on.
$(READY): requirements.txt tools/uv.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 15) and "nnbook needs Python 3.11 to 3.14")'
# Without python3-venv, Debian's venv says what to install, and leaves a folder with a Python but no pip.
	@$(BIN)/python -m pip --version >/dev/null 2>&1 || $(PYTHON) -m venv --clear $(VENV)
	@echo "setting up $(VENV) from requirements.txt: a minute or two, the first time"
	@$(PIP) --require-hashes -r tools/uv.txt
	@$(UV) pip install --python $(BIN)/python --require-hashes -r requirements.txt || \
	  $(PIP) --require-hashes -r requirements.txt
	@$(PIP) --no-deps --no-build-isolation -e .
# An editable install leaves out what belongs to the environment.
	@mkdir -p $(VENV)/etc/jupyter && cp nnbook/widgets/jupyter_nbconvert_config.json $(VENV)/etc/jupyter/
# Else JupyterLab asks whether it may fetch news, over the first notebook.
	@$(BIN)/jupyter labextension disable --level=sys_prefix @jupyterlab/apputils-extension:announcements 2>/dev/null
	@touch $@

# Sphinx reads again only what changed; book/_ext/notebooks.py runs the notebooks that something changed for.
book: $(READY) ## build the HTML book (warnings are errors) and print the path to open
	@$(BIN)/python -m tools.make_book

serve: book ## show the built book on localhost
	$(BIN)/python -m http.server --bind 127.0.0.1 --directory book/_build/html 8000

lab: $(READY) ## open the chapters in JupyterLab
	$(BIN)/jupyter lab --notebook-dir book book/intro.ipynb

student: $(READY) ## write clean notebooks for a class to book/_build/student
	$(BIN)/python -m tools.make_student

lint: $(READY) ## style, format and types
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy

format: $(READY) ## let ruff mend what it can
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

# Two at a time: what needs the built book comes last, two of its tests at a time.
test: $(READY) ## everything CI checks
	$(BIN)/python -m tools.browser
	$(MAKE) --jobs=2 --output-sync=line book lint test-front-end test-unit test-lab test-notebooks
	$(MAKE) test-pages

test-front-end: $(READY)
	bash tools/check_front_end.sh

test-unit: $(READY)
	$(BIN)/python -m pytest --cov --cov-report=term:skip-covered tests/unit tests/ext tests/project

test-lab: $(READY)
	$(BIN)/python -m pytest tests/browser/test_*_lab.py

# In a process of its own: in one that has loaded Dask, nbval's kernels do not answer.
test-notebooks: $(READY)
	$(BIN)/python -m pytest --nbval book

test-pages: $(READY)
	$(BIN)/python -m pytest --numprocesses=2 --ignore-glob='*_lab.py' tests/book tests/browser

pdf: book ## print the whole book to one PDF
	$(BIN)/python -m tools.make_pdf

bench: $(READY) ## measure speed and memory; PyTorch takes part when it is installed in .venv
	$(BIN)/python -m benchmarks

mutants: $(READY) ## plant small bugs and see whether the tests notice
	$(BIN)/python tools/mutants.py

experiments: $(READY) ## compute the stored sweeps in nnbook/data again (half an hour or more)
	for recipe in $(RECIPES); do $(BIN)/python -m sweeps.$$recipe || exit 1; done

test-oldest: $(READY) ## the unit tests with the oldest supported direct dependencies
	$(UV) venv --clear --python $(PYTHON) $(VENV)-oldest
	$(UV) pip install --python $(VENV)-oldest --resolution lowest-direct -e ".[test]"
	# Warnings stay warnings: old releases use what newer ones of others deprecate.
	$(VENV)-oldest/bin/python -m pytest -q -W default tests/unit

clean: ## remove what was built; .venv stays
	rm -rf book/_build .mypy_cache .ruff_cache .pytest_cache .hypothesis .coverage
	find nnbook book/_ext tests sweeps benchmarks tools -name __pycache__ -prune -exec rm -rf {} + 2>/dev/null || true

# Extras stay in the lock: an old pip looks for the hash of `coverage[toml]`, not of `coverage`.
lock: $(READY) ## renew the locks: newest compatible releases, with hashes (needs Node)
	$(COMPILE) --all-extras --no-strip-extras --output-file requirements.txt pyproject.toml
	echo uv | $(COMPILE) --output-file tools/uv.txt -
	npm --prefix frontend install --save-dev --save-exact --no-audit --no-fund axe-core@latest
