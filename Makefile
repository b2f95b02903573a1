PYTHON ?= python3.11
VENV := .venv
BIN := $(VENV)/bin
CODE := $(wildcard app.py) rag index tests setup
SLOW := slow or browser or model

.DEFAULT_GOAL := help
.PHONY: help venv setup setup-dev run test check lint types format bench lock clean

help: ## Show what there is to make
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

venv:
	@command -v $(PYTHON) >/dev/null || { \
		echo "$(PYTHON) is missing. Install Python 3.11, or name yours: make PYTHON=/path/to/python3.11"; \
		exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info[:2] != (3, 11))' || { \
		echo "$(PYTHON) is not Python 3.11. Name one that is: make PYTHON=/path/to/python3.11"; \
		exit 1; }
	@$(BIN)/python -c '' 2>/dev/null || $(PYTHON) -m venv --clear $(VENV)

setup: venv
	@$(BIN)/python setup/install.py

setup-dev: venv
	@$(BIN)/python setup/install.py --dev

run: setup ## Set everything up, index the briefing, open the page
	@$(BIN)/python -m rag fetch
	@$(BIN)/python -m index build
	@exec $(BIN)/python app.py

test: venv ## Set everything up, then lint, types and all tests
	@$(BIN)/python setup/install.py --dev --programs
	@$(MAKE) --no-print-directory lint types
	@$(BIN)/python -m rag fetch
	$(BIN)/python -m pytest

check: setup-dev lint types ## Lint, types and the fast tests, within a minute
	$(BIN)/python -m pytest -m "not ($(SLOW))"

lint: setup-dev
	$(BIN)/ruff check $(CODE)
	$(BIN)/ruff format --check $(CODE)
	$(BIN)/lint-imports

types: setup-dev
	$(BIN)/mypy $(CODE)

format: setup-dev ## Put the code in its form and mend what ruff can
	$(BIN)/ruff check --fix $(CODE)
	$(BIN)/ruff format $(CODE)

bench: setup-dev ## Measure the speed of the parts on this machine
	$(BIN)/python -m tests.bench

lock: ## Write the lock files anew from requirements*.in
	$(PYTHON) -m venv --clear $(VENV)-lock
	$(VENV)-lock/bin/pip install -r requirements.in
	{ echo '# Made by `make lock` from requirements.in; exact versions, no index addresses.'; \
		$(VENV)-lock/bin/pip freeze | sed 's/+cpu$$//'; } > requirements.lock
	$(VENV)-lock/bin/pip install -r requirements-dev.in -c requirements.lock
	{ echo '# Made by `make lock` from requirements-dev.in; exact versions, no index addresses.'; \
		$(VENV)-lock/bin/pip freeze | sed 's/+cpu$$//' | grep -vxFf requirements.lock; } \
		> requirements-dev.lock
	rm -rf $(VENV)-lock

clean: ## Remove the environment and tools' caches; index and weights stay
	rm -rf $(VENV) $(VENV)-lock .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
