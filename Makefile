# Every target is a command of tools/run.py, which also runs without make: python3 tools/run.py demo
PYTHON ?= python3

.PHONY: demo test lint lock
demo test lint lock:
	@$(PYTHON) tools/run.py $@ $(if $(REQUIRE),--require=$(REQUIRE)) $(ARGS)
