# Everything one types here. Needs python3 (3.11 or newer) with venv, and make; uv is used where it is on PATH. No root, no container.
.DEFAULT_GOAL := run
.PHONY: run test test-all check bench lock format map clean

PY := .venv/bin/python
WORKERS ?= 3
PYTHON := $(shell for p in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo $$p; break; }; done)

$(PY):
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed (Debian/Ubuntu: sudo apt install python3-venv)"; exit 1; }
	@$(PYTHON) -m venv .venv || { rm -rf .venv; echo "Debian/Ubuntu: sudo apt install python3-venv"; exit 1; }

# A stamp tells which of the two locks is installed; the locks hold pins and hashes, and no addresses.
.venv/%.stamp: %.txt | $(PY)
	@if command -v uv >/dev/null; then uv pip install -q --python $(PY) --require-hashes -r $<; \
	else $(PY) -m pip install -q --disable-pip-version-check --require-hashes -r $<; fi
	@touch $@

run: .venv/requirements.stamp        ## the bot; without settings: the demo town in a browser
	@$(PY) -m bot run $(ARGS)

test: .venv/requirements-dev.stamp   ## everything but the slow ones; make test ARGS="-n 0 tests/kanoon -k chief"
	@$(PY) -m pytest -q -n $(WORKERS) --dist loadfile --no-loadscope-reorder -m "not slow" $(ARGS)

test-all: .venv/requirements-dev.stamp  ## everything, everywhere
	@$(PY) -m pytest -q -n $(WORKERS) --dist loadfile --no-loadscope-reorder $(ARGS)

check: .venv/requirements-dev.stamp  ## style, types, layers, texts, lock; changes nothing
	@.ci/check $(PY)

bench: .venv/requirements-dev.stamp  ## messages a second on this machine
	@$(PY) -m tests.benchmarks $(ARGS)

lock:                                ## write requirements*.txt anew from pyproject.toml (needs uv)
	@.ci/lock

format: .venv/requirements-dev.stamp ## tidy the code
	@$(PY) -m ruff check -q --fix . && $(PY) -m ruff format -q .

map: .venv/requirements-dev.stamp    ## write the README's map anew
	@$(PY) -m tests.architecture.house_map

clean:
	rm -rf .venv .pytest_cache .mypy_cache .ruff_cache .hypothesis
