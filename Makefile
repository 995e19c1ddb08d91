# The two commands to know are `make run` and `make test`; `make help` lists the rest.
PYTHON ?= python3
ARGS ?=
FILE ?=

.PHONY: help run setup test lint messages bench real screenshots look lock
.DEFAULT_GOAL := help

help: ## list these commands
	@sed -n 's/^\([a-z]*\):.*## /\1\t/p' Makefile | expand -t 14

run: ## set up, then start the site and its worker (PORT=8000)
	@$(PYTHON) -m scripts.run

setup: ## build the environment, fonts, translations and static files
	@$(PYTHON) -m scripts.setup

test: ## run everything that guards the project; ARGS="tests/x -k y" runs these tests alone
	@$(PYTHON) -m scripts.check $(if $(ARGS),--pytest,) $(ARGS)

lint: ## the checks that run no tests
	@$(PYTHON) -m scripts.check --lint

messages: setup ## gather the sentences to translate into locale/
	@.venv/bin/python -m scripts.check_translations --write

bench: setup ## measure speed on SQLite and PostgreSQL beside a floor
	@.venv/bin/python -m bench $(ARGS)

real: setup ## import and analyse a file of real answers: make real FILE=answers.tsv
	@test -n "$(FILE)" || { echo 'Name the file to import: make real FILE=answers.tsv'; exit 2; }
	@.venv/bin/python -m scripts.real "$(FILE)" $(ARGS)

screenshots: setup ## take the README's screenshots
	@.venv/bin/python -m scripts.screenshots $(ARGS)

look: setup ## take a picture of every kind of page: make look ARGS="--to /tmp/pictures"
	@.venv/bin/python -m scripts.look $(ARGS)

lock: ## resolve both lock files anew from pyproject.toml
	@$(PYTHON) -m scripts.lock
