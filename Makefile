# 述评: every target is one call of tools/workshop.py, which needs only python3 (3.11+) and git.
PY ?= python3
.DEFAULT_GOAL := help
.PHONY: help setup demo smoke test lint types check nightly lock words

help: ## print this page / 显示本页
	@sed -nE 's/^([a-z]+):.*## (.*)/  make \1\t\2/p' Makefile
setup: ## make .venv from the hash-locked list / 建立虚拟环境
	@$(PY) tools/workshop.py setup
demo: ## load the winter, work a round, serve it; PORT=8001 for another port / 演示
	@$(PY) tools/workshop.py demo
smoke: ## does the demo come up, show its welcome and stop cleanly? / 演示能否启动和停止
	@$(PY) tools/workshop.py smoke
test: ## all tests that can run here, on SQLite and PostgreSQL / 测试
	@$(PY) tools/workshop.py test
lint: ## ruff and the contracts between rooms / 规范检查
	@$(PY) tools/workshop.py lint
types: ## mypy strict / 类型检查
	@$(PY) tools/workshop.py types
check: ## lint, types, migrations and catalogues / 全部静态检查
	@$(PY) tools/workshop.py check
nightly: ## the long tests: schemes, fuzzed folders, every failpoint / 长测试
	@$(PY) tools/workshop.py nightly
lock: ## write requirements/*.lock anew from pyproject.toml / 重新锁定依赖
	@$(PY) tools/workshop.py lock
words: ## gather new sentences into the catalogue / 更新译文目录
	@$(PY) tools/workshop.py words
