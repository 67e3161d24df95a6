# One command for each job. Needs Python 3.11, make and git; nothing is installed outside this folder
# but the Debian packages that `make test` names.
PYTHON ?= python3
PY := .venv/bin/python
DATA ?= ../shared/data/published

.PHONY: demo test check bench mutants accessibility golden simulations format lock clean

demo: .venv/runtime.stamp assets
	$(PY) -m groundswell demo $(ARGS)

test: .venv/dev.stamp assets
	$(PY) scripts/debian_packages.py
	$(PY) scripts/run_tests.py $(ARGS)

check: .venv/dev.stamp assets
	$(PY) scripts/check.py

bench: .venv/dev.stamp assets
	$(PY) scripts/bench.py $(ARGS)

mutants: .venv/dev.stamp assets
	$(PY) scripts/mutants.py $(ARGS)

accessibility: .venv/dev.stamp assets
	$(PY) scripts/debian_packages.py
	$(PY) scripts/accessibility.py $(ARGS)

golden: .venv/dev.stamp
	test -d "$(DATA)" || { echo "The published data are not at $(DATA). Say where: make golden DATA=FOLDER"; exit 1; }
	GROUNDSWELL_GOLDEN="$(abspath $(DATA))" $(PY) -m pytest tests/engine -m golden -q -n0

simulations: .venv/dev.stamp
	GROUNDSWELL_SIMULATIONS=whole $(PY) -m pytest tests/engine -q -n 2

format: .venv/dev.stamp
	$(PY) -m ruff check --fix .
	$(PY) -m ruff format .

lock: .venv/dev.stamp
	.venv/bin/uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header pyproject.toml -o requirements/runtime.txt -q
	.venv/bin/uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --extra dev pyproject.toml -o requirements/dev.txt -q
	.venv/bin/uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header requirements/assets.in -o requirements/assets.txt -q

.PHONY: assets
assets:
	@command -v npm >/dev/null 2>&1 || $(PY) scripts/install.py requirements/assets.txt
	@$(PY) scripts/build_assets.py

.venv/bin/python:
	$(PYTHON) -m venv .venv

.venv/runtime.stamp: requirements/runtime.txt | .venv/bin/python
	$(PY) scripts/install.py requirements/runtime.txt
	@touch $@

.venv/dev.stamp: requirements/dev.txt | .venv/bin/python
	$(PY) scripts/install.py requirements/dev.txt
	@touch $@ .venv/runtime.stamp

clean:
	rm -rf .venv node_modules var .built groundswell/foundation/design/static
