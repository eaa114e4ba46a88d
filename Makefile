# Everything there is to do, by name. What each takes is in ops/scripts/.

.PHONY: run test check bench assets

run:    ## Install what is missing, build, and serve a demo
	ops/scripts/run

test:   ## Everything that must hold, as in CI
	ops/scripts/test

check:  ## The quick part of test: formatting, lints, types, dependencies, spelling
	ops/scripts/check

bench:  ## A table of how fast it is
	ops/scripts/bench

assets: ## The pages' scripts and styles, built when their sources changed
	ops/scripts/assets
