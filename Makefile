# Every target is a command of tools/run.py, which also runs without make: python3 tools/run.py demo
PYTHON ?= python3

.PHONY: demo test unit lint lock bench
# make bench ARGS="--size 10000 --parts pages,load" measures less.
demo unit lint lock bench:
	@$(PYTHON) tools/run.py $@ $(ARGS)

# make test REQUIRE=browser,container fails where these would be skipped.
test:
	@$(PYTHON) tools/run.py $@ $(if $(REQUIRE),--require=$(REQUIRE)) $(ARGS)
