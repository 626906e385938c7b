# Everything is written relative to this folder, so that a path with spaces or Chinese is no matter.
# Which Python makes .venv can be chosen: make PYTHON=python3.12 run
PYTHON ?= python3
BIN = .venv/bin
LOCK = $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-header --no-annotate $(LOCKFLAGS)

.PHONY: help run test lint bench accuracy fuzz setup lock system-deps clean

help:
	@echo 'make run          compile the examples into out/'
	@echo 'make test         style, types, layers, tests'
	@echo 'make lint         style, types, layers'
	@echo 'make bench        measure speed'
	@echo 'make accuracy     plant slips in reports and count how many the checker finds'
	@echo 'make fuzz         damage files and count what the readers and the checker make of them'
	@echo 'make setup        make .venv with all that developing needs'
	@echo 'make lock         write requirements*.txt anew from requirements*.in'
	@echo 'make system-deps  install what Debian has to provide (as root)'
	@echo 'make clean        remove all that can be made again'

run:
	@$(PYTHON) tools/setup.py run
	$(BIN)/mingzhang examples --out out

test: lint
	$(BIN)/pytest

lint: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: setup
	$(BIN)/python -m tools.bench

# More: .venv/bin/python -m tools.accuracy --help
accuracy: setup
	$(BIN)/python -m tools.accuracy

# More: .venv/bin/python -m tools.fuzz --help
fuzz: setup
	$(BIN)/python -m tools.fuzz

setup:
	@$(PYTHON) tools/setup.py dev

# To take newer versions: make lock LOCKFLAGS=--upgrade
lock: setup
	$(LOCK) requirements-uv.in --output-file requirements-uv.txt
	$(LOCK) requirements.in --output-file requirements.txt
	$(LOCK) --constraints requirements.txt requirements-dev.in --output-file requirements-dev.txt

system-deps:
	@sh tools/system_deps.sh

# var/ stays: it may hold somebody's data.
clean:
	rm -rf .venv out build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find src tests tools -type d -name __pycache__ -prune -exec rm -rf {} +
