# Every command sets the checkout up first (.ci/setup): the first time some minutes, afterwards nothing.

python := .venv/bin/python
offscreen := QT_QPA_PLATFORM=offscreen QT_QUICK_BACKEND=software
sources := kiosk ui sync tests .ci
workers := 2
pytest := $(python) -m pytest -n $(workers) --dist loadfile

.PHONY: demo tour test test-faults test-faults-short mutants lint types imports qml lock contract bench package clean ready

demo: ready  ## the kiosk with a demonstration company; without a display, the tour
ifeq ($(DISPLAY)$(WAYLAND_DISPLAY),)
	@echo 'No display here: taking the tour, its pictures go to build/tour/'
	$(offscreen) $(python) -m tests.tour
else
	$(python) -m kiosk demo
endif

tour: ready  ## the main errand by taps alone; pictures, documents and figures in build/tour/
	$(offscreen) $(python) -m tests.tour

test: ready  ## every test, the fault suite apart; workers=0: in one process
	$(offscreen) $(pytest) -m 'not faults'

test-faults: ready  ## everything broken thousands of times over; hours. Figures: docs/reliability.md
	FAULTS_SCALE=long $(offscreen) $(pytest) -m faults -o faulthandler_timeout=0

test-faults-short: ready  ## the same in minutes; FAULTS_SEED=… repeats a run
	FAULTS_SCALE=short $(offscreen) $(pytest) -m faults --durations=10

mutants: ready  ## the seeded bugs, every one of which the model must find
	FAULTS_SCALE=long $(offscreen) $(python) -m pytest -o faulthandler_timeout=0 tests/faults/model/test_mutants.py

lint: ready  ## style and likely mistakes
	$(python) -m ruff check $(sources)
	$(python) -m ruff format --check $(sources)

types: ready  ## strict types
	$(python) -m mypy $(sources)

imports: ready  ## who may import whom
	PYTHONPATH=.ci .venv/bin/lint-imports --no-logo

qml: ready  ## QML against the Python types
	$(python) .ci/qml_lint.py

lock: ready  ## requirements.lock from pyproject.toml; versions stay unless they must move
	.venv/bin/uv pip compile --quiet --universal --generate-hashes --python-version 3.11 --all-extras --no-header \
		--no-emit-index-url --no-annotate pyproject.toml -o requirements.lock

contract: ready  ## docs/openapi.json and the tables of docs/contract.md, from the types
	PYTHONPATH=.ci:. $(python) .ci/contract_pages.py

bench: ready  ## the figures that are promised, measured
	@for module in $(basename $(notdir $(wildcard tests/benchmarks/[a-z]*.py))); do \
		echo "── $$module"; $(offscreen) $(python) -m tests.benchmarks.$$module || exit; \
	done

package: ready  ## one folder that runs without Python, in dist/
	$(python) -m PyInstaller --noconfirm --log-level WARN --workpath build/installer --distpath dist build_installer.spec

clean:  ## everything that was made, the environment apart
	rm -rf build dist .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis *.egg-info
	find kiosk ui sync tests .ci -name __pycache__ -type d -prune -exec rm -rf {} +

ready:
	@.ci/setup
