# Two commands are all: `make sheet` makes a character and prints it, `make check` proves everything.
PYTHON ?= python3
VENV := .venv
ifeq ($(OS),Windows_NT)
BIN := $(VENV)/Scripts
else
BIN := $(VENV)/bin
endif

.PHONY: sheet check test lint bench pdfs plan pictures fonts clean

sheet: $(VENV)/ready ## a new character, printed into pdfs/out/
	mkdir -p pdfs/out
	$(BIN)/rpgkit sheet -o pdfs/out/character.pdf

check: $(VENV)/ready-dev ## tests, lints, types, and the tables' own proof
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/rpgkit check
	$(BIN)/pytest

test: $(VENV)/ready-dev
	$(BIN)/pytest

lint: $(VENV)/ready-dev ## put imports and layout right
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: $(VENV)/ready-dev ## what it costs, each figure beside its baseline
	$(BIN)/python -m tests.bench

pdfs: $(VENV)/ready-dev ## what is printed of it all, into pdfs/
	$(BIN)/python -m tests.pdfs

plan: $(VENV)/ready-dev ## what stands on each page of the booklet, measured
	$(BIN)/python -m tests.plan

pictures: $(VENV)/ready-dev ## those of the README
	$(BIN)/python -m tests.pictures

fonts: $(VENV)/ready-dev ## the small faces for names in other scripts, cut from fonts published as packages
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e ".[fonts]"
	$(BIN)/python -m tests.faces

clean:
	rm -rf $(VENV) pdfs/out dist

$(VENV)/ready: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e .
	touch $@

$(VENV)/ready-dev: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e ".[dev]"
	touch $(VENV)/ready $@
