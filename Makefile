# Concord's commands. Every one installs what it needs; `make help` lists them.

SWIFT = scripts/swift
JOBS ?= 2
PORT ?= 8080
SECONDS ?= 600
STORE ?= memory:
FUZZ ?= all

.PHONY: help bootstrap build run serve test fuzz sanitize schema conformance validate bench lint format clean

help: ## List the commands.
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-12s %s\n", $$1, $$2 }' Makefile

bootstrap: ## Install the Debian packages that are missing.
	@scripts/bootstrap

build: bootstrap ## Build everything (debug).
	@$(SWIFT) build -j $(JOBS)

run: bootstrap ## Start the reference server, drive two clients through a scenario, print the timeline.
	@scripts/run

serve: bootstrap ## Leave the reference server up; PORT=8080 STORE=memory:
	@$(SWIFT) build -j $(JOBS) --product reference-server
	@exec .build/debug/reference-server --port $(PORT) --store $(STORE) --dev

test: bootstrap ## Run every test.
	@scripts/test

fuzz: bootstrap ## Feed bytes that nobody would send, 10 minutes for each target; FUZZ=all SECONDS=600
	@scripts/fuzz $(FUZZ) $(SECONDS)

sanitize: bootstrap ## Run every test under AddressSanitizer, then under ThreadSanitizer.
	@scripts/sanitize address
	@scripts/sanitize thread

schema: bootstrap ## Validate the contracts against `concord schema` with PyPI's jsonschema.
	@scripts/check-schema

conformance: ## Run the Autobahn suite (517 cases) against server and client.
	@scripts/bootstrap conformance
	@scripts/conformance

validate: ## Have manifests, documents and SARIF judged by validators from the Python package index.
	@scripts/bootstrap validate
	@scripts/validate
	@scripts/check-sarif

bench: ## Measure, each figure as a ratio against a peer in the same run.
	@scripts/bootstrap bench
	@scripts/bench

lint: bootstrap ## Check the style of all Swift.
	@$(SWIFT) format lint --strict -r Package.swift Sources Plugins Tests Benchmarks Conformance contracts

format: bootstrap ## Bring all Swift into style, and what is made from other files up to date.
	@scripts/embed-templates
	@scripts/embed-examples
	@$(SWIFT) format -i -r Package.swift Sources Plugins Tests Benchmarks Conformance contracts
	@$(SWIFT) build -j $(JOBS) --product concord
	@.build/debug/concord help --markdown > docs/cli.md

clean: ## Remove what builds made.
	@rm -rf .build .cache Tests/Consumer/.build
