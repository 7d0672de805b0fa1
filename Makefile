# Set-up, tests and checks. `make test` and `make check` are what .ci/run calls.
PYTHON ?= python3
BIN := .venv/bin
PORT ?= 8000
REFERENCE ?= ../shared/reference

.PHONY: run test test-sqlite test-postgres check bench format lock vendor reference

run: .make/run
	exec $(BIN)/debrief serve --demo --port $(PORT)

test: .make/dev
	$(BIN)/coverage erase
	$(MAKE) --no-print-directory --output-sync=target -j2 test-sqlite test-postgres
	$(BIN)/python -m pytest tests/browser
	$(BIN)/coverage combine -q
	$(BIN)/coverage report --include="debrief/scoring/*,debrief/language/*,debrief/access/*,debrief/audit/*,debrief/services/*" --fail-under=100
	$(BIN)/coverage report

test-sqlite:
	$(BIN)/coverage run -m pytest tests/unit tests/architecture tests/integration

test-postgres:
	$(BIN)/python scripts/with_postgres.py $(BIN)/coverage run -m pytest tests/integration

check: .make/dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/djlint templates --lint --quiet
	$(BIN)/python scripts/vendor.py --check
	$(BIN)/python scripts/check_migrations.py
	$(BIN)/python scripts/with_postgres.py $(BIN)/python scripts/check_migrations.py

bench: .make/dev
	@for each in benchmarks/[a-z]*.py; do $(BIN)/python $$each || exit 1; done

format: .make/dev
	$(BIN)/ruff check --fix-only --quiet .
	$(BIN)/ruff format .

lock: .make/dev
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-header --python-version 3.11 \
	  pyproject.toml -o requirements.txt
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-header --python-version 3.11 \
	  --group dev -c requirements.txt pyproject.toml -o requirements-dev.txt

vendor: .make/dev
	$(BIN)/python scripts/vendor.py

reference: .make/dev
	DEBRIEF_REFERENCE_DIR=$(REFERENCE) $(BIN)/python -m pytest tests/reference

# The stamps hold what was installed: a changed lock installs again, an unchanged one costs nothing.
.make/run: requirements.txt scripts/system_packages.sh scripts/debrief
	PYTHON=$(PYTHON) sh scripts/system_packages.sh
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	cp scripts/debrief $(BIN)/debrief
	mkdir -p .make && touch $@

.make/dev: requirements-dev.txt .make/run
	PYTHON=$(PYTHON) sh scripts/system_packages.sh test
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	mkdir -p .make && touch $@
