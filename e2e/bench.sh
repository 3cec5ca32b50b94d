#!/bin/bash
# Upstream's controllers and ours in turn on one API server, as `make bench` calls it; `make build` and e2e/build-image.sh come
# first. Results go to e2e/bench/results. For a quick look, into e2e/target: ROUNDS=1 CONTENDERS=lifted,ours make bench
#   ROUNDS      how often each contender is measured; 3 unless told
#   CONTENDERS  which of lifted, ours, as-shipped; all unless told
#   SUITES      which of replicas, jobs, cronjobs, daemons; all unless told
#   RESULTS     keep: into e2e/bench/results also where ROUNDS or CONTENDERS are told
# Upstream's controller and KWOK come from the Go modules of Kubernetes: this needs what the offline cluster needs, also where
# rancher/k3s can be pulled, as that is one program which cannot run a controller apart.
set -euo pipefail
cd "$(dirname "$0")"
kwok=v0.8.0

fail() { echo "$*" >&2; exit 1; }
. target/cluster.env
if [ "$MYWORKLOADS_OFFLINE" != true ]; then
  { [ "$(uname -s)" = Linux ] && [ "$(id -u)" = 0 ] && command -v apt-get; } >/dev/null || fail "make bench needs Debian 12, as root, with Go 1.25 or newer."
fi
command -v go >/dev/null || fail "make bench needs Go 1.25 or newer (https://go.dev/dl), to build KWOK $kwok."
if [ "$MYWORKLOADS_OFFLINE" != true ]; then
  k3s-offline/build.sh build "$PWD/target/k3s-offline.log"
  eval "$(k3s-offline/build.sh names)"
  export MYWORKLOADS_CLUSTER_IMAGE=$node
fi

made="$kwok, by $(cksum < bench.sh)" # made anew where this script makes it otherwise
if [ "$(cat target/kwok/version 2>/dev/null)" != "$made" ]; then
  . k3s-offline/steps.sh
  log=$PWD/target/kwok.log
  step "KWOK $kwok" env CGO_ENABLED=0 GOBIN="$PWD/target/kwok" go install -v sigs.k8s.io/kwok/cmd/kwok@$kwok
  stages=$(go env GOMODCACHE)/sigs.k8s.io/kwok@$kwok/kustomize/stage
  for stage in node/fast/node-initialize pod/fast/pod-{ready,complete,delete}; do
    echo ---; cat "$stages/$stage.yaml"
  done | sed "s/^      - 'Job'$/&\n      - 'MyJob'/" > target/kwok/stages.yaml # whose Pods come to an end
  echo "$made" > target/kwok/version
fi

results=bench/results
[ -z "${ROUNDS:-}${CONTENDERS:-}" ] || [ "${RESULTS:-}" = keep ] || results=target/bench/results
exec "$JAVA_HOME/bin/java" --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow -XX:TieredStopAtLevel=1 -cp "target/classes:$(cat target/classpath)" \
  io.myworkloads.e2e.bench.Benchmark $results
