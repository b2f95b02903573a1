VERSIONS := 3.13 3.12 3.11
works = $(shell $(1) -c 'import sys; sys.exit("%d.%d" % sys.version_info[:2] not in "$(VERSIONS)".split())' >/dev/null 2>&1 && echo $(1))
PYTHON ?= $(firstword $(foreach name,$(VERSIONS:%=python%) python3 python,$(call works,$(name))))
VENV := .venv
BIN := $(VENV)/bin
CODE := $(wildcard app.py) rag index tests setup
SLOW := slow or browser or model
# Two processes; the tests of a file share what takes long to make, so they stay together.
PYTEST := $(BIN)/python -m pytest -n 2 --dist loadfile --no-loadscope-reorder

.DEFAULT_GOAL := help
.PHONY: help venv setup setup-dev run test check lint types format bench lock wheels audit clean

help: ## List the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

venv:
	@$(BIN)/python -c '' 2>/dev/null || { \
		test "$(call works,$(PYTHON))" || { \
			echo "No suitable Python was found (tried: $(or $(PYTHON),python3)). Install Python 3.11, 3.12" \
				"or 3.13, or name yours: make PYTHON=/path/to/python3.13"; exit 1; }; \
		$(PYTHON) -m venv --clear $(VENV); }

setup: venv
	@$(BIN)/python setup/install.py

setup-dev: venv
	@$(BIN)/python setup/install.py --dev

run: setup ## Set everything up, index the briefing, serve the page
	@$(BIN)/python -m rag fetch
	@$(BIN)/python -m index build
	@exec $(BIN)/python app.py

test: venv ## Set everything up, then run lint, types and all tests
	@$(BIN)/python setup/install.py --dev --programs
	@$(MAKE) --no-print-directory lint types
	@$(BIN)/python -m rag fetch
	$(PYTEST)

check: setup-dev lint types ## Run lint, types and the fast tests
	$(PYTEST) -m "not ($(SLOW))"

lint: setup-dev
	$(BIN)/ruff check $(CODE)
	$(BIN)/ruff format --check $(CODE)
	$(BIN)/lint-imports

types: setup-dev
	$(BIN)/mypy $(CODE)

format: setup-dev ## Format the code and apply ruff's automatic fixes
	$(BIN)/ruff check --fix $(CODE)
	$(BIN)/ruff format $(CODE)

bench: setup-dev ## Compare speed with the plain chain of LangChain's tutorials
	$(BIN)/python -m tests.bench

lock: setup-dev ## Update the lock files from requirements*.in
	$(BIN)/python -m setup.lock

wheels: setup-dev ## Check that every pinned library has wheels for all supported Python versions
	@for version in $(VERSIONS); do \
		echo "Python $$version"; \
		$(BIN)/uv pip compile --quiet --no-deps --only-binary=:all: --config-file setup/uv.toml \
			--python-version $$version --python-platform x86_64-manylinux_2_28 \
			requirements.lock requirements-dev.lock >/dev/null || exit 1; \
	done

audit: setup-dev ## Ask osv.dev for known vulnerabilities of all pinned libraries
	@$(BIN)/python -m setup.audit

clean: ## Remove the environment and the tools' caches; keep index and weights
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
