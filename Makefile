# `make run` and `make test` are all that is needed; `make help` lists the rest.
# Options for the program: make run ARGS="--theme light". Another Python: make run PYTHON=python3.12.

PYTHON ?= python3
ARGS ?=
VENV := .venv
BIN := $(VENV)/bin
OFFSCREEN := QT_QPA_PLATFORM=offscreen
WORKERS ?= 2

.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help run test setup dev lint format types contracts tests bench claims screenshots tour \
	translations world package clean distclean

help: ## this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-13s %s\n", $$1, $$2 }' Makefile

run: setup ## set up, then start the window (ARGS="--image photo.jpg"); without a display, draw the tour into ./tour
	@$(BIN)/python -m app $(ARGS)

test: dev lint types contracts tests ## set up, lint, types, import contracts and all tests: what CI runs

setup: ## make .venv with the pinned packages; a fraction of a second when it is there
	@$(PYTHON) packaging/setup_env.py

dev: ## the same, with what lint, types and tests need
	@$(PYTHON) packaging/setup_env.py --dev
	@$(BIN)/python packaging/system_libraries.py

lint: dev ## ruff: rules and formatting
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

format: dev ## let ruff format the code and fix what it can
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

types: dev ## mypy, strict
	$(BIN)/mypy

contracts: dev ## import-linter: app over widgets over engine, no Qt in the engine
	$(BIN)/lint-imports

tests: dev ## pytest alone (ARGS="tests/engine -k rollout"), in two processes (WORKERS=0 for none)
	$(OFFSCREEN) $(BIN)/python -m pytest -n $(WORKERS) --dist worksteal $(ARGS)

bench: setup ## measure the ratios the design promises, as a table
	@$(BIN)/python -m engine bench $(ARGS)

claims: setup ## measure each paper's headline claim
	@$(BIN)/python -m engine claims $(ARGS)

tour: setup ## screenshots of every tab, dark and light, with an index.html in ./tour
	@$(OFFSCREEN) $(BIN)/python -m app --tour tour $(ARGS)

screenshots: setup ## make the pictures of the documents again, in docs/images
	@$(OFFSCREEN) $(BIN)/python packaging/screenshots.py docs/images

translations: dev ## collect the window's texts into resources/i18n, to be translated there
	$(BIN)/pyside6-lupdate -locations none -no-obsolete $$(find app widgets -name '*.py') \
		-ts resources/i18n/paperscope_zh_CN.ts

world: setup ## make resources/world again from Debian packages (ARGS="--debs DIR": that are there already)
	@PYTHONPATH=packaging $(BIN)/python -m world $(ARGS)

package: dev ## freeze the program into dist/paperscope with PyInstaller
	$(BIN)/python -m pip install --disable-pip-version-check --constraint constraints.txt pyinstaller
	$(BIN)/pyinstaller --noconfirm packaging/paperscope.spec

clean: ## remove what tools and runs left behind
	rm -rf build dist tour .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find app widgets engine tests packaging -name __pycache__ -type d -exec rm -rf {} +

distclean: clean ## remove .venv too
	rm -rf $(VENV)
