# The commands that people type; `make` alone lists them.
.DEFAULT_GOAL := help
SHELL := /bin/bash
.PHONY: help build test test-unit simulate image bench run stop deploy crds format clean

# every recipe below finds JDK 25 by itself; those that need a cluster also read what prepare.sh found out
JDK := export JAVA_HOME="$$(e2e/find-jdk.sh)" && test -n "$$JAVA_HOME"
CLUSTER := e2e/prepare.sh && . e2e/target/cluster.env
MVN := mvn -B -q

help: ## this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | awk -F'\t' '{printf "  make %-10s %s\n", $$1, $$2}'

build: ## compile and package, without tests
	@$(JDK) && $(MVN) package -DskipTests

test: ## all tests, those on a real cluster included; ends in one line that counts them
	@$(CLUSTER) && e2e/test.sh verify

test-unit: ## the tests that need no cluster
	@$(JDK) && e2e/test.sh verify -pl crds,operator

simulate: ## a million histories of a cluster in memory; HISTORIES=N for N, TEST=Class#method SEED=S for one
	@$(JDK) && $(MVN) -pl operator -am test -Dsurefire.failIfNoSpecifiedTests=false -Dtest='$(or $(TEST),*SimulationTest)' \
	  -Dsimulation.histories=$(or $(HISTORIES),1000000) $(if $(SEED),-Dsimulation.seed=$(SEED))

image: build ## the operator's image, for the local Docker engine
	@$(CLUSTER) && e2e/build-image.sh

bench: build ## upstream's controllers and this operator in turn on one API server; prints goals and what was reached
	@$(CLUSTER) && e2e/build-image.sh && e2e/bench.sh

run: build ## a cluster on this machine, the operator and the samples in it; goes on from what is there
	@$(CLUSTER) && e2e/build-image.sh && e2e/playground.sh run

stop: ## remove all that `make run` made
	@e2e/playground.sh stop

deploy: build ## install into the cluster of the current KUBECONFIG
	@$(CLUSTER) && e2e/build-image.sh && e2e/playground.sh deploy

crds: ## write the CRDs in crds/ anew from the Java classes
	@$(JDK) && $(MVN) -pl crds test -Dcrds.write=true

format: ## format the Java sources
	@$(JDK) && $(MVN) spotless:apply

clean: ## remove what was built
	@$(JDK) && $(MVN) clean
