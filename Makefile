# `make help` lists the targets. Nothing but Python and make has to be there first.

PYTHON ?= python3
WORKERS ?= 3
SITE ?= site
PORT ?= 8000
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --no-input
LOCKED := $(PIP) install --quiet --no-deps --require-hashes
BIOME := .ci/pages/node_modules/.bin/biome
PAGES := generator deploy demo $(wildcard content)
MEMBERS_PACKAGES := apache2 libapache2-mod-auth-openidc
TEST_PACKAGES := git rsync fonts-dejavu-core fonts-liberation libpangoft2-1.0-0 libharfbuzz-subset0 libfaketime nginx-light curl jq $(MEMBERS_PACKAGES)
UV_VERSION := 0.13.9

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help release install editor form-demo site serve check test quick coverage shortcuts thorough frames explore lint lint-python lint-pages format pictures bench audit lock pdf hooks clean members-demo exchanges

help: ## Affiche cette aide
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

site: $(VENV)/.runtime ## Installe ce qu’il faut et construit le portail dans site/
	$(BIN)/cyberveille build --output $(SITE)

serve: $(VENV)/.runtime ## Sert le portail sur ce poste et le reconstruit à chaque enregistrement
	$(BIN)/cyberveille serve --port $(PORT)

members-demo: $(VENV)/.exchanges ## Sert sur ce poste le portail des correspondants : connexion, discussion, trois comptes d’essai
	.ci/system-packages $(MEMBERS_PACKAGES)
	.ci/node
	$(BIN)/python -m demo

check: $(VENV)/.runtime ## Vérifie les notices
	$(BIN)/cyberveille check

test: $(VENV)/.dev ## Installe ce qu’il faut et lance toute la suite de tests
	.ci/system-packages $(TEST_PACKAGES)
	.ci/browser $(BIN)/playwright
	.ci/node
	$(MAKE) --no-print-directory lint
	$(BIN)/pytest -n $(WORKERS) $(PYTEST_OPTIONS)

quick: $(VENV)/.dev ## Lance en moins d’une minute les tests qui ne demandent que Python et git, sans construire de portail
	$(BIN)/ruff check --quiet .
	HYPOTHESIS_PROFILE=quick $(BIN)/pytest -n $(WORKERS) -m "not system and not slow and not portal"

coverage: PYTEST_OPTIONS = --cov
coverage: test ## Comme test, et montre ce que les tests n’atteignent pas

shortcuts: $(VENV)/.dev ## Compare les raccourcis du programme aux bibliothèques : après un changement des unes ou des autres
	HYPOTHESIS_PROFILE=nightly $(BIN)/pytest -n $(WORKERS) -m shortcut

thorough: $(VENV)/.dev ## Essaie aussi les lieux et les pannes que « test » ne prend qu’une fois (la nuit)
	.ci/system-packages $(TEST_PACKAGES)
	.ci/browser $(BIN)/playwright
	.ci/node
	$(BIN)/pytest -n $(WORKERS) -m thorough

frames: $(VENV)/.dev ## Lance aussi sur le cadre « material » les tests des pages (la nuit)
	.ci/browser $(BIN)/playwright
	$(BIN)/pytest -n $(WORKERS) --frame material tests/publishing tests/browser

explore: $(VENV)/.dev ## Cherche de nouveaux exemples aux tests de propriétés (la nuit : une heure)
	HYPOTHESIS_PROFILE=nightly $(BIN)/pytest -n $(WORKERS) -m "hypothesis and not system"

lint: lint-python lint-pages ## Vérifie le style et les types du programme, les scripts et les styles des pages, le conteneur

lint-python: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/hadolint deploy/container/Containerfile

lint-pages: .ci/pages/node_modules/.package-lock.json
	$(BIOME) ci --diagnostic-level=warn --error-on-warnings $(PAGES)

format: $(VENV)/.dev .ci/pages/node_modules/.package-lock.json ## Met le programme en forme
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .
	$(BIOME) check --write --linter-enabled=false $(PAGES)

pictures: $(VENV)/.dev ## Refait les images que montre la documentation : l’accueil, trois identités
	.ci/browser $(BIN)/playwright
	$(BIN)/python -m tests.browser.pictures docs/images

bench: $(VENV)/.bench ## Mesure les temps que cite README.md, à côté d’autres générateurs (trois quarts d’heure)
	.ci/browser $(BIN)/playwright
	$(BIN)/python -m benchmarks

pdf: $(VENV)/.dev ## Reproduit les pièces jointes PDF de la bibliothèque à partir de leurs sources
	.ci/system-packages libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-liberation
	$(BIN)/python demo/sources-pdf/make_pdf.py

hooks: $(VENV)/.dev ## Vérifie chaque commit avant de l’enregistrer (pre-commit)
	$(BIN)/pre-commit install

audit: $(VENV)/.audit ## Cherche les failles connues des versions verrouillées, si le réseau le permet
	.ci/audit $(BIN)/pip-audit

lock: $(VENV)/.runtime ## Refait les verrous de requirements/ d’après pyproject.toml (LOCK=--upgrade : versions récentes)
	$(PIP) install --quiet uv==$(UV_VERSION)
	.ci/lock $(BIN)/uv $(LOCK)

install: $(VENV)/.runtime ## Installe le programme, sans rien construire

release: $(VENV)/.runtime ## Construit la version dans dist/ (paquets et verrou), la vérifie et l’installe dans un environnement neuf
	.ci/release $(BIN)/python $(PYTHON)

editor: .vscode/node_modules/.package-lock.json ## Installe ce qui vérifie les en-têtes pendant la frappe, dans VS Code

.vscode/node_modules/.package-lock.json: .vscode/package.json .vscode/package-lock.json
	.ci/node
	cd .vscode && npm ci --no-audit --no-fund --ignore-scripts --silent
	touch $@

form-demo: $(VENV)/.runtime deploy/form/node_modules/.package-lock.json ## Sert sur ce poste le formulaire de rédaction, qui enregistre dans ce dépôt
	$(BIN)/cyberveille form --local --into .formulaire
	MODE=git GIT_REPO_DIRECTORY=. BIND_HOST=127.0.0.1 node deploy/form/node_modules/decap-server/dist/index.js & \
	trap "kill $$!" EXIT INT TERM; \
	$(BIN)/python -m http.server --bind 127.0.0.1 --directory .formulaire 8082

deploy/form/node_modules/.package-lock.json: deploy/form/package.json deploy/form/package-lock.json
	.ci/node
	cd deploy/form && npm ci --no-audit --no-fund --ignore-scripts --silent
	touch $@

exchanges: $(VENV)/.exchanges ## Installe aussi la discussion entre correspondants (Isso)

clean: ## Enlève ce qui a été produit, environnement Python compris
	rm -rf $(VENV) dist $(SITE) .$(SITE).edition site-members .site-members.edition .cyberveille .pytest_cache .mypy_cache .ruff_cache .hypothesis .coverage* .ci/pages/node_modules

.ci/pages/node_modules/.package-lock.json: .ci/pages/package.json .ci/pages/package-lock.json
	.ci/node
	cd .ci/pages && npm ci --no-audit --no-fund --ignore-scripts --silent
	touch $@

$(VENV)/bin/python:
	.ci/python $(PYTHON) $(VENV)

$(VENV)/.runtime: requirements/build.txt requirements/runtime.txt pyproject.toml | $(VENV)/bin/python
	$(LOCKED) -r requirements/build.txt
	$(LOCKED) --no-build-isolation --use-pep517 -r requirements/runtime.txt
	$(PIP) install --quiet --no-deps --no-build-isolation --editable .
	touch $@

$(VENV)/.exchanges: requirements/exchanges.txt $(VENV)/.runtime
	$(LOCKED) --no-build-isolation --use-pep517 -r requirements/exchanges.txt
	touch $@

$(VENV)/.bench: requirements/bench.txt $(VENV)/.dev
	$(LOCKED) --no-build-isolation --use-pep517 -r requirements/bench.txt
	touch $@

$(VENV)/.audit: requirements/audit.txt $(VENV)/.runtime
	$(LOCKED) --no-build-isolation --use-pep517 -r requirements/audit.txt
	touch $@

$(VENV)/.dev: requirements/dev.txt $(VENV)/.runtime
	$(LOCKED) --no-build-isolation --use-pep517 -r requirements/dev.txt
	touch $@
