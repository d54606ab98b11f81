# `make help` lists what there is. Everything runs from .venv, which scripts/bootstrap.sh makes and keeps current.
BIN := .venv/bin

.DEFAULT_GOAL := help
.PHONY: help setup dashboard demo test lint bench clean

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-8s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: ## install what is missing: .venv, Java, Maven, the Kafka broker, Node.js, Chromium
	@bash scripts/bootstrap.sh

dashboard: setup ## build the dashboard, when its sources have changed
	@bash scripts/dashboard.sh

demo: setup dashboard ## live demo: broker, model, worker, simulated traffic (DEMO_SECONDS=120 stops it by itself)
	@$(BIN)/ringfence demo

test: lint dashboard ## the gate: format, lint, types, layers, tests on a real broker and in a real browser
	$(BIN)/python -m pytest -n 2 --dist loadfile --no-loadscope-reorder --ignore tests/dashboard
	$(BIN)/python -m pytest tests/dashboard

lint: setup ## format, lint, types and layers only
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	@bash scripts/dashboard.sh check

bench: setup ## the benchmark: CPU per call, calls per second, bytes of state
	$(BIN)/python -m bench.pipeline

clean: ## remove what was made here: .venv, caches, the demo's data (the Kafka download stays in the cache)
	rm -rf web-platform/node_modules web-platform/.next web-platform/out web-platform/src/generated web-platform/public/generated
	rm -rf .venv .ringfence build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find app agents tables models training tests -name __pycache__ -type d -prune -exec rm -rf {} +
