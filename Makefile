# `make demo` and `make test` are the two commands: each does all the set-up it needs, on a machine
# with python3 (3.11 or 3.12 for the fast engine), node, npm and make. Nothing is written outside
# this folder, apart from pip's and npm's own caches.

PYTHON ?= python3
BIN := .venv/bin
# ape's pytest plugin starts ape in every run; only targets that need ape leave it on.
PYTEST := $(BIN)/pytest -p no:ape_test
WORKERS ?= 2

# ape keeps its own folder in the home folder; here, in one of the build's.
APE := mkdir -p .build/home && HOME="$(CURDIR)/.build/home" $(BIN)/ape

.PHONY: ape bindings clean compile demo gas heavy help lint setup setup-run test wheel
.DELETE_ON_ERROR:
# Two set-ups of one folder must not run at once.
.NOTPARALLEL:

help:
	@echo "make demo      run a built-in scenario and write its ledgers"
	@echo "make test      all tests but the heavy ones"
	@echo "make heavy     the heavy ones: long state machines, ape's own compiler"
	@echo "make ape       the contracts and their tests through ape, on its own network: minutes"
	@echo "make lint      format, style, types, import directions, contracts without warnings"
	@echo "make compile   the contracts, where they changed"
	@echo "make bindings  write again what is generated from the contracts"
	@echo "make gas       gas of the contracts' functions against tests/gas/snapshot.json"
	@echo "make wheel     dist/*.whl, with the compiled contracts: whoever installs it needs no node"
	@echo "make setup     everything for development; make setup-run: only what a run needs"
	@echo "make clean     remove all that was made"

setup: .venv/setup-dev node_modules/.setup-dev

setup-run: .venv/setup-run node_modules/.setup-run

compile: setup-run
	@$(BIN)/python -m sim.chain.compile

bindings: setup
	$(BIN)/python -m sim.chain.generate

demo: compile
	$(BIN)/greenbond run hk-2023 --out runs/hk-2023 --force

test: setup compile
	$(PYTEST) -n $(WORKERS) -m "not heavy" $(ARGS)

heavy: setup compile
	$(PYTEST) -n $(WORKERS) -m heavy $(ARGS)

ape: setup compile
	$(APE) compile
	$(APE) test -n $(WORKERS) tests/contracts $(ARGS)

lint: setup compile
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

gas: setup compile
	$(PYTEST) tests/gas $(ARGS)

wheel: compile
	rm -rf build dist
	$(BIN)/python -m pip wheel --quiet --disable-pip-version-check --no-deps -w dist .

clean:
	rm -rf .venv node_modules .artifacts .build contracts/.cache build dist runs *.egg-info sim/chain/artifacts.json
	rm -rf .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis

# --- stamps: what they name is up to date when they are newer than what decides it ---

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or later is needed: make PYTHON=python3.11 …")'
	$(PYTHON) -m venv .venv
	@# Where py-solc-x looks for a compiler, unless somebody says otherwise: our wrapper's folder.
	@$(BIN)/python -c 'import os, pathlib, sysconfig; \
	pathlib.Path(sysconfig.get_path("purelib"), "solcx-binary-path.pth").write_text( \
	"import os; os.environ.setdefault(\"SOLCX_BINARY_PATH\", %r)\n" % os.path.abspath(".solcx"))'

.venv/setup-run: pyproject.toml constraints.txt | .venv/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[fast]'
	@touch $@

.venv/setup-dev: pyproject.toml constraints.txt | .venv/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[fast,ape,dev]'
	@touch .venv/setup-run $@

# npm empties the folder first, stamps included: so a stamp always tells what is there.
node_modules/.setup-run: package.json package-lock.json .npmrc
	npm ci --omit=optional --loglevel=error
	@touch $@

node_modules/.setup-dev: package.json package-lock.json .npmrc
	npm ci --loglevel=error
	@touch node_modules/.setup-run $@
