# Two commands matter: `make demo` to see it, `make test` to trust it.
PYTHON ?= $(firstword $(foreach p,python3 python3.14 python3.13 python3.12 python3.11,$(if $(shell $(p) -c 'import sys; sys.version_info >= (3, 11) and print(1)' 2>/dev/null),$(p))))

BIN := .venv/bin
PIP := $(BIN)/python -m pip --quiet --disable-pip-version-check
HASHED := --require-hashes --only-binary :all:
PACKAGES := xuntu graph loaders queries visualizations
# A file of tests stays with one process: what its tests share is made once. The files go in the order of
# tests/conftest.py, the longest first.
PARALLEL := -n auto --dist loadfile --no-loadscope-reorder
CODE := $(PACKAGES) tests benchmarks .ci/tidy.py .ci/editor.py
COMPILE := pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --only-binary :all: --upgrade

# Hundreds of tests start the command line: each would compile all modules again.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help demo test soak check bench lock editor neo4j clean
.DELETE_ON_ERROR:

help:
	@echo 'make demo    install, make a fictional city, load, check, trace, draw: see demo/'
	@echo 'make test    all tests            make soak   the same with many more random cases'
	@echo 'make check   lint and types       make bench  the ratios of benchmarks/'
	@echo 'make lock    new pins             make clean  remove all that make made'
	@echo 'make editor  does the committed editor of the workbench come from its sources (needs npm)'
	@echo 'make neo4j   a real Neo4j for the tests; without it those that need one are skipped'

demo: .venv/.run
	@$(BIN)/xuntu demo demo

test: .venv/.dev
	$(BIN)/python -m pytest $(PARALLEL)

soak: .venv/.dev
	XUNTU_SOAK=1 $(BIN)/python -m pytest $(PARALLEL)

check: .venv/.dev
	$(BIN)/ruff check $(CODE)
	$(BIN)/ruff format --check $(CODE)
	$(BIN)/mypy
	$(BIN)/mypy tests benchmarks .ci/tidy.py .ci/editor.py
	$(BIN)/lint-imports
	$(BIN)/python .ci/tidy.py

bench: .venv/.dev
	$(BIN)/python -m benchmarks

# The environment: pins first, ours on top in a second call, because hashes and an editable install
# cannot share one. Installing what is needed to run never takes away what is needed to develop.
.venv/.python:
	@$(if $(PYTHON),:,echo 'xuntu needs Python 3.11 or newer: install it, or name it with make PYTHON=/path/to/python3' >&2; exit 1)
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo 'xuntu needs Python 3.11 or newer, and $(PYTHON) is not' >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { echo 'Python has no ensurepip: install it first (Debian, Ubuntu: apt-get install python3-venv)' >&2; exit 1; }
	@$(PYTHON) -m venv .venv
	@touch $@

.venv/.pins-run: requirements/run.txt | .venv/.python
	@echo 'Installing the pinned packages (once, about half a minute) …' >&2
	@$(PIP) install $(HASHED) -r requirements/run.txt
	@touch $@

.venv/.pins-dev: requirements/dev.txt | .venv/.python
	@echo 'Installing the pinned packages and the development tools (once, about a minute) …' >&2
	@$(PIP) install $(HASHED) -r requirements/dev.txt
	@touch $@ .venv/.pins-run

EDITABLE = $(PIP) install --no-deps --no-build-isolation --editable .

# The programs that judge what we write for others, away from our own pins.
.venv/.pins-ftm: requirements/ftm.txt | .venv/.python
	@$(PYTHON) -m venv .venv/ftm
	@.venv/ftm/bin/python -m pip --quiet --disable-pip-version-check install $(HASHED) -r requirements/ftm.txt
	@touch $@

.venv/.run: pyproject.toml .venv/.pins-run
	@$(EDITABLE)
	@touch $@

.venv/.dev: pyproject.toml .venv/.pins-dev .venv/.pins-ftm
	@$(EDITABLE)
	@touch $@ .venv/.run

# A Neo4j for the tests from its published Java artifacts. It is under the GPL-3: it runs beside the
# project and is never shipped with it. Maven's own settings say where artifacts come from.
neo4j: .venv/.neo4j

MAVEN := mvn --quiet --batch-mode --strict-checksums -Dstyle.color=never
.venv/.neo4j: tests/engines/neo4j/pom.xml
	@javac -version 2>&1 | grep -Eq '^javac (1[7-9]|[2-9][0-9])' && command -v mvn >/dev/null || { echo 'make neo4j needs Maven and a JDK 17 or newer (Debian, Ubuntu: apt-get install maven default-jdk-headless)' >&2; exit 1; }
	@echo 'Copying a Neo4j for the tests (once, 130 MB) …' >&2
	@rm -rf .venv/neo4j
	@$(MAVEN) --file $< dependency:copy-dependencies -DincludeScope=runtime -DoutputDirectory='$(CURDIR)/.venv/neo4j/part'
	@mv .venv/neo4j/part .venv/neo4j/lib
	@touch $@

lock:
	@set -e; uv=$$(mktemp -d); trap 'rm -rf "$$uv"' EXIT; \
	$(PYTHON) -m venv "$$uv"; "$$uv/bin/pip" --quiet --disable-pip-version-check install uv; \
	"$$uv/bin/uv" $(COMPILE) pyproject.toml --extra store --group build --output-file requirements/run.txt; \
	"$$uv/bin/uv" $(COMPILE) pyproject.toml --extra store --group dev --constraint requirements/run.txt --output-file requirements/dev.txt; \
	"$$uv/bin/uv" $(COMPILE) --group ftm --output-file requirements/ftm.txt

editor: .venv/.dev
	$(BIN)/python .ci/editor.py --check

clean:
	rm -rf .venv demo log dist .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis
	find $(PACKAGES) tests benchmarks -name __pycache__ -type d -prune -exec rm -rf {} +
