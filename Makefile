# Every command sets up what it needs first: `make demo` and `make test` work on a fresh machine.
PYTHON ?= python3
VENV := .venv
RUN := $(VENV)/bin/python
READY := $(VENV)/.ready
WORDS := resources/translations/undersigned_cy.qm
# The tests start some hundred Pythons, each of which would compile every module anew if none might keep them.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help setup demo test check format bench windows-test package audit lock translations clean

help: ## what can be made
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 10

setup: $(READY) $(WORDS) ## .venv with everything pinned; as root on Debian also the system's packages

$(READY): requirements.lock packaging/setup.sh packaging/debian-packages.txt
	@bash packaging/setup.sh "$(PYTHON)" "$(VENV)"

$(WORDS): resources/translations/undersigned_cy.ts $(READY)
	@$(RUN) packaging/translations.py release

demo: setup ## the main job with an invented trust; without a screen it plays the story itself
	@bash packaging/with-keystore.sh $(RUN) -m app demo $(DEMO)

test: setup ## the tests, with a real key store and a real PostgreSQL where they can be had
	@$(RUN) -m compileall -q -j 2 app tests
	@$(RUN) -m pytest -n 2 --dist loadfile --no-loadscope-reorder -q $(TESTS)

check: setup ## what decides whether a change lands: format, lint, types, house, tests
	$(RUN) -m ruff format --check .
	$(RUN) -m ruff check .
	$(RUN) -m mypy
	$(VENV)/bin/lint-imports
	@$(MAKE) --no-print-directory test

format: setup ## rewrite the sources as `check` wants them
	$(RUN) -m ruff format .
	$(RUN) -m ruff check --fix .

bench: setup ## the figures, each as a ratio beside its floor
	@$(RUN) benchmarks/run.py $(BENCH)

windows-test: setup ## the tests that mean something on Windows, by a Windows Python under Wine
	@bash packaging/windows/test.sh $(VENV)/windows $(TESTS)

package: setup ## dist/undersigned: the app as one folder, for this system
	$(RUN) -m PyInstaller --noconfirm --clean build.spec

audit: setup ## known faults in what we depend on; fails on anything it could not judge
	$(RUN) -m pip_audit --require-hashes --disable-pip --strict -r requirements.lock

lock: ## pin every dependency for every platform, by digest, naming no registry (needs uv)
	uv pip compile pyproject.toml --all-extras --group dev --universal --python-version 3.11 \
	  --generate-hashes --no-emit-index-url --no-header --no-annotate -q -o requirements.lock

translations: setup ## the texts of the sources into resources/translations, and what waits for a translation
	@$(RUN) packaging/translations.py update
	@$(RUN) packaging/translations.py release

clean: ## what was made, .venv included
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
