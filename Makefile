# The one door for every command. Each target sets up what it needs by itself; nothing is done twice.
#
#   make demo            环境、样例县（12 月从样例县门户采集）、月报四种格式，然后在 127.0.0.1:8000 打开网页
#                        （SERVE=0 只生成，不打开；FULL=1 全年都采集）
#   make test            全部检查与测试（.ci/run 就是它）
#   make check           快速检查：格式、类型、分层、引擎测试
#   make bench           性能，与同类做法相比
#   make ocr             另装图片文字识别（可选；不装时认图的测试跳过）
#   make lock            重新锁定依赖版本
#   make clean           删除环境与生成物（不动 mingcha-data）

VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
# The first interpreter on this machine that is new enough.
PYTHON ?= $(shell for name in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$name -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$name && break; done)
SERVE ?= 1
PYTEST := $(BIN)/python -m pytest -q -rs

export PYTHONUTF8 := 1

.PHONY: demo test check lint types imports migrations bench ocr lock clean

demo: $(VENV)/.runtime
	@$(BIN)/mingcha demo --out out $(if $(FULL),--full) $(if $(filter 0,$(SERVE)),--no-serve)

test: $(VENV)/.test $(VENV)/.tools lint types imports migrations
	@echo "== 网页测试（PostgreSQL；谁能打开哪个网址与数据库无关，只在下一步测）"
	@$(BIN)/python scripts/with_postgresql.py $(PYTEST) -n 2 --dist loadgroup tests/web \
		--ignore-glob 'tests/web/*/test_addresses.py' --ignore tests/web/test_every_address.py \
		--ignore tests/web/test_words_on_pages.py
	@echo "== 全部测试（SQLite）"
	@env -u DATABASE_URL $(PYTEST) -n 2 --dist loadgroup

check: $(VENV)/.test lint types imports
	@$(PYTEST) --ignore tests/web

lint: $(VENV)/.test
	@echo "== ruff"
	@$(BIN)/ruff check --quiet
	@$(BIN)/ruff format --check --quiet

types: $(VENV)/.test
	@echo "== mypy --strict"
	@$(BIN)/mypy --no-error-summary

imports: $(VENV)/.test
	@echo "== import contracts"
	@$(BIN)/lint-imports --no-logo > $(VENV)/imports.txt || { cat $(VENV)/imports.txt; exit 1; }

migrations: $(VENV)/.test
	@echo "== migrations"
	@DJANGO_SETTINGS_MODULE=mingcha.web.settings MINGCHA_HOME=$(VENV)/home DATABASE_URL= \
		$(BIN)/python -m django makemigrations --check --dry-run > $(VENV)/migrations.txt \
		|| { cat $(VENV)/migrations.txt; exit 1; }

bench: $(VENV)/.bench
	@$(BIN)/python -m benchmarks

ocr: $(VENV)/.ocr

lock: | $(BIN)/python
	@$(BIN)/python -m uv --version > /dev/null 2>&1 || $(PIP) install uv
	@for set in "requirements.lock --extra build --upgrade" \
		"requirements-test.lock --extra build --extra test -c requirements.lock --upgrade" \
		"requirements-bench.lock --extra build --extra bench -c requirements.lock --upgrade" \
		"requirements-ocr.lock --extra build --extra ocr -c requirements.lock --upgrade"; do \
		echo "== $${set%% *}"; \
		$(BIN)/python -m uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes \
			--no-header --quiet --output-file $$set || exit 1; \
	done

clean:
	rm -rf $(VENV) out build dist .cache .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	find src tests benchmarks -name __pycache__ -type d -prune -exec rm -rf {} +

# Some systems ship Python without ensurepip; their own pip can fill the environment as well.
$(BIN)/python:
	@test -n "$(PYTHON)" || { echo "需要 Python 3.11 或更高版本，本机没有找到。" >&2; exit 1; }
	@echo "== 建立运行环境 $(VENV)"
	@$(PYTHON) -m venv $(VENV) > /dev/null 2>&1 || { rm -rf $(VENV); $(PYTHON) -m venv --without-pip $(VENV) \
		&& $(PYTHON) -m pip --quiet --python $(BIN)/python install pip; }

$(VENV)/.runtime: requirements.lock pyproject.toml | $(BIN)/python
	@echo "== 安装依赖（首次约一分钟）"
	@$(PIP) install --require-hashes -r requirements.lock
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.test: requirements-test.lock $(VENV)/.runtime
	@echo "== 安装测试依赖"
	@$(PIP) install --require-hashes -r requirements-test.lock
	@touch $@

$(VENV)/.bench: requirements-bench.lock $(VENV)/.runtime
	@echo "== 安装性能测试依赖"
	@$(PIP) install --require-hashes -r requirements-bench.lock
	@touch $@

$(VENV)/.ocr: requirements-ocr.lock $(VENV)/.runtime
	@echo "== 安装文字识别（约 150 MB）"
	@$(PIP) install --require-hashes -r requirements-ocr.lock
	@touch $@

$(VENV)/.tools: scripts/install_test_tools.sh | $(BIN)/python
	@sh scripts/install_test_tools.sh
	@touch $@
